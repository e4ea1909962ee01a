package io.berth.compute.flavor;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A size of servers.
 *
 * @param isWholeHost whether the server takes all that its host, or its reservation on it, has; the sizes then are for show
 */
public record Flavor(String id, String name, int vcpus, int ramMb, int diskGb, boolean isWholeHost) {

    /** What a server of this size claims, unless it takes the whole host. */
    public SortedMap<String, Long> resources() {
        return new TreeMap<>(Map.of("VCPU", (long) vcpus, "MEMORY_MB", (long) ramMb, "DISK_GB", (long) diskGb));
    }
}
