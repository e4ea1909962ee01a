package io.berth.deployment.validation.rule.storage;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.design.document.StorageDevice.FileSystem;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** No mount point is used twice on one node. Only the first finding of the whole site is reported, as in the real service. */
public final class StorageMountPoints implements DesignRule {

    @Override
    public String code() {
        return "DD2004";
    }

    @Override
    public String longName() {
        return "Storage Mountpoint";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var node : design.nodes()) {
            var repeated = firstRepeated(node);
            if (repeated.isPresent()) {
                findings.error(
                        "Mountpoint \"" + repeated.get() + "\" already exists", "Please use unique mountpoints.", node.reference());
                return;
            }
        }
    }

    private static Optional<String> firstRepeated(EffectiveNode node) {
        var seen = new HashSet<String>();
        return node.settings().storageDevices().stream()
                .flatMap(device -> fileSystems(node, device))
                .map(FileSystem::mountPoint)
                .filter(Objects::nonNull)
                .filter(mountPoint -> !seen.add(mountPoint))
                .findFirst();
    }

    /** Those on a device: its partitions', and those of the volume group that it belongs to. */
    private static Stream<FileSystem> fileSystems(EffectiveNode node, StorageDevice device) {
        return Stream.<FileSystem>concat(
                device.partitions().stream().flatMap(partition -> Stream.ofNullable(partition.fileSystem())),
                node.settings().volumeGroups().stream()
                        .filter(group -> group.name().equals(device.volumeGroup()))
                        .flatMap(group -> group.logicalVolumes().stream())
                        .flatMap(volume -> Stream.ofNullable(volume.fileSystem())));
    }
}
