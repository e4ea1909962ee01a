package io.berth.deployment.design.inherit;

import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.design.document.StorageDevice.FileSystem;
import io.berth.deployment.design.document.StorageDevice.Partition;
import io.berth.deployment.design.document.VolumeGroup;
import io.berth.deployment.design.document.VolumeGroup.LogicalVolume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same scheme for disks, partitions, volume groups and logical volumes, each by name; file systems attribute by attribute. */
public final class StorageInheritance {

    private StorageInheritance() {}

    static List<StorageDevice> devices(List<StorageDevice> child, List<StorageDevice> parent) {
        return Lists.named(child, parent, StorageDevice::name, (own, inherited) -> new StorageDevice(
                own.name(),
                Lists.scalar(own.volumeGroup(), inherited.volumeGroup()),
                Lists.map(own.labels(), inherited.labels()),
                Lists.named(own.partitions(), inherited.partitions(), Partition::name, StorageInheritance::partition)));
    }

    private static Partition partition(Partition child, Partition parent) {
        return new Partition(
                child.name(),
                Lists.scalar(child.size(), parent.size()),
                Lists.scalar(child.uuid(), parent.uuid()),
                Lists.scalar(child.volumeGroup(), parent.volumeGroup()),
                child.bootable() == null ? parent.bootable() : child.bootable(),
                fileSystem(child.fileSystem(), parent.fileSystem()));
    }

    static List<VolumeGroup> volumeGroups(List<VolumeGroup> child, List<VolumeGroup> parent) {
        return Lists.named(child, parent, VolumeGroup::name, (own, inherited) -> new VolumeGroup(
                own.name(),
                Lists.scalar(own.uuid(), inherited.uuid()),
                Lists.named(
                        own.logicalVolumes(),
                        inherited.logicalVolumes(),
                        LogicalVolume::name,
                        StorageInheritance::logicalVolume)));
    }

    private static LogicalVolume logicalVolume(LogicalVolume child, LogicalVolume parent) {
        return new LogicalVolume(
                child.name(),
                Lists.scalar(child.size(), parent.size()),
                Lists.scalar(child.uuid(), parent.uuid()),
                fileSystem(child.fileSystem(), parent.fileSystem()));
    }

    private static @Nullable FileSystem fileSystem(@Nullable FileSystem child, @Nullable FileSystem parent) {
        if (child == null || parent == null) {
            return child == null ? parent : child;
        }
        return new FileSystem(
                Lists.scalar(child.mountPoint(), parent.mountPoint()),
                Lists.scalar(child.type(), parent.type()),
                Lists.scalar(child.mountOptions(), parent.mountOptions()),
                Lists.scalar(child.uuid(), parent.uuid()),
                Lists.scalar(child.label(), parent.label()));
    }

    /** Devices with the defaults of their file systems filled in: after inheritance, so that a default never hides a parent's value. */
    public static List<StorageDevice> withDefaults(List<StorageDevice> devices) {
        return devices.stream()
                .map(device -> new StorageDevice(
                        device.name(),
                        device.volumeGroup(),
                        device.labels(),
                        device.partitions().stream()
                                .map(partition -> new Partition(
                                        partition.name(),
                                        partition.size(),
                                        partition.uuid(),
                                        partition.volumeGroup(),
                                        partition.bootable(),
                                        withDefaults(partition.fileSystem())))
                                .toList()))
                .toList();
    }

    /** The same for volume groups. */
    public static List<VolumeGroup> volumesWithDefaults(List<VolumeGroup> groups) {
        return groups.stream()
                .map(group -> new VolumeGroup(
                        group.name(),
                        group.uuid(),
                        group.logicalVolumes().stream()
                                .map(volume -> new LogicalVolume(
                                        volume.name(), volume.size(), volume.uuid(), withDefaults(volume.fileSystem())))
                                .toList()))
                .toList();
    }

    private static @Nullable FileSystem withDefaults(@Nullable FileSystem fileSystem) {
        if (fileSystem == null) {
            return null;
        }
        return new FileSystem(
                fileSystem.mountPoint(),
                fileSystem.type() == null ? FileSystem.DEFAULT_TYPE : fileSystem.type(),
                fileSystem.mountOptions() == null ? FileSystem.DEFAULT_MOUNT_OPTIONS : fileSystem.mountOptions(),
                fileSystem.uuid(),
                fileSystem.label());
    }
}
