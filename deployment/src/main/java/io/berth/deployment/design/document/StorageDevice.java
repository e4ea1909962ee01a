package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A disk, used as one physical volume or cut into partitions. */
public record StorageDevice(String name, @Nullable String volumeGroup, Map<String, String> labels, List<Partition> partitions) {

    public StorageDevice {
        labels = Copies.ordered(labels);
        partitions = List.copyOf(partitions);
    }

    /**
     * A partition.
     *
     * @param size a size text (contract drydock §10.7), null only where it is inherited or forgotten
     */
    public record Partition(
            String name,
            @Nullable String size,
            @Nullable String uuid,
            @Nullable String volumeGroup,
            @Nullable Boolean bootable,
            @Nullable FileSystem fileSystem) {

        public boolean isBootable() {
            return bootable != null && bootable;
        }
    }

    /** What is mounted where; type and options have defaults after inheritance. */
    public record FileSystem(
            @Nullable String mountPoint,
            @Nullable String type,
            @Nullable String mountOptions,
            @Nullable String uuid,
            @Nullable String label) {

        public static final String DEFAULT_TYPE = "ext4";
        public static final String DEFAULT_MOUNT_OPTIONS = "defaults";
    }
}
