package io.berth.reservation;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The flavors of the servers' room: this room knows only what of them can be reserved. */
public interface FlavorDirectory {
    /** There are none. */
    FlavorDirectory NONE = (id, projectId) -> Optional.empty();

    /** The flavor as the project sees it; absent where it sees none of that id. */
    Optional<Flavor> flavor(String id, String projectId);

    record Flavor(
            String id,
            String name,
            int vcpus,
            int memoryMb,
            int diskGb,
            int ephemeralGb,
            boolean isPublic,
            SortedMap<String, String> extraSpecs) {
        public Flavor {
            extraSpecs = Collections.unmodifiableSortedMap(new TreeMap<>(extraSpecs));
        }
    }
}
