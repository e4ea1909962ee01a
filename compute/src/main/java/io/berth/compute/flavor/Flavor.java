package io.berth.compute.flavor;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A size of servers.
 *
 * @param isWholeHost whether the server takes all that its host, or its reservation on it, has; the sizes then are for show
 * @param reserved where it is a reservation's, which has its id; the sizes then are what the reservation has claimed already
 */
public record Flavor(
        String id,
        String name,
        int vcpus,
        int ramMb,
        int diskGb,
        boolean isWholeHost,
        SortedMap<String, String> extraSpecs,
        Optional<Reserved> reserved) {
    public Flavor {
        extraSpecs = Collections.unmodifiableSortedMap(new TreeMap<>(extraSpecs));
    }

    /** For everyone. */
    public static Flavor common(String id, String name, int vcpus, int ramMb, int diskGb, boolean isWholeHost) {
        return new Flavor(id, name, vcpus, ramMb, diskGb, isWholeHost, new TreeMap<>(), Optional.empty());
    }

    /**
     * What makes a flavor a reservation's.
     *
     * @param projectId whose it is: nobody else sees it
     * @param resourceClass of which each server takes one unit, below the hosts that the reservation has
     */
    public record Reserved(String projectId, String resourceClass) {}

    /** What a server of this size claims, unless it takes the whole host. */
    public SortedMap<String, Long> resources() {
        return new TreeMap<>(reserved
                .map(it -> Map.of(it.resourceClass(), 1L))
                .orElseGet(() -> Map.of("VCPU", (long) vcpus, "MEMORY_MB", (long) ramMb, "DISK_GB", (long) diskGb)));
    }

    public boolean isPublic() {
        return reserved.isEmpty();
    }

    public boolean isVisibleTo(String projectId) {
        return reserved.map(it -> it.projectId().equals(projectId)).orElse(true);
    }
}
