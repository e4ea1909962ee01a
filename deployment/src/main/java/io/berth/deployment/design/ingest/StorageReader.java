package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.design.document.StorageDevice.FileSystem;
import io.berth.deployment.design.document.StorageDevice.Partition;
import io.berth.deployment.design.document.VolumeGroup;
import io.berth.deployment.design.document.VolumeGroup.LogicalVolume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code storage} part of profiles and nodes. */
final class StorageReader {

    private StorageReader() {}

    static List<StorageDevice> devices(Data storage) {
        return storage.entries("physical_devices", (name, value) -> {
            var device = Data.of(value);
            // A volume group wins over partitions that are given beside it (contract drydock §10.7).
            String volumeGroup = device.text("volume_group");
            List<Partition> partitions =
                    volumeGroup != null ? List.of() : device.list("partitions", item -> partition(Data.of(item)));
            return new StorageDevice(name, volumeGroup, device.textMap("labels"), partitions);
        });
    }

    private static Partition partition(Data data) {
        return new Partition(
                data.required("name"),
                data.text("size"),
                data.text("part_uuid"),
                data.text("volume_group"),
                data.flag("bootable"),
                fileSystem(data));
    }

    static List<VolumeGroup> volumeGroups(Data storage) {
        return storage.entries("volume_groups", (name, value) -> {
            var group = Data.of(value);
            return new VolumeGroup(
                    name, group.text("vg_uuid"), group.list("logical_volumes", item -> logicalVolume(Data.of(item))));
        });
    }

    private static LogicalVolume logicalVolume(Data data) {
        return new LogicalVolume(data.required("name"), data.text("size"), data.text("lv_uuid"), fileSystem(data));
    }

    private static @Nullable FileSystem fileSystem(Data data) {
        if (!data.has("filesystem")) {
            return null;
        }
        var fileSystem = data.object("filesystem");
        return new FileSystem(
                fileSystem.text("mountpoint"),
                fileSystem.text("fstype"),
                fileSystem.text("mount_options"),
                fileSystem.text("fs_uuid"),
                fileSystem.text("fs_label"));
    }
}
