package io.berth.deployment.design.document;

import io.berth.deployment.design.document.StorageDevice.FileSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An LVM volume group and its logical volumes. */
public record VolumeGroup(String name, @Nullable String uuid, List<LogicalVolume> logicalVolumes) {

    public VolumeGroup {
        logicalVolumes = List.copyOf(logicalVolumes);
    }

    public record LogicalVolume(
            String name, @Nullable String size, @Nullable String uuid, @Nullable FileSystem fileSystem) {}
}
