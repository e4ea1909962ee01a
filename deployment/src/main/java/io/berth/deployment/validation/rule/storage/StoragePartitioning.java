package io.berth.deployment.validation.rule.storage;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashSet;

/** A disk is one physical volume or has partitions; a partition is a physical volume or a file system; every volume group has a physical volume. */
public final class StoragePartitioning implements DesignRule {

    @Override
    public String code() {
        return "DD2002";
    }

    @Override
    public String longName() {
        return "Storage Partitioning";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        // Shared by all nodes, as in the real service: a group counts as assigned once any earlier node assigned one of that name.
        var assigned = new HashSet<String>();
        for (var node : design.nodes()) {
            for (var device : node.settings().storageDevices()) {
                checkDevice(node, device, findings);
                if (device.volumeGroup() != null) {
                    assigned.add(device.volumeGroup());
                }
                for (var partition : device.partitions()) {
                    if (partition.volumeGroup() != null) {
                        assigned.add(partition.volumeGroup());
                    }
                }
            }
            for (var group : node.settings().volumeGroups()) {
                if (!assigned.contains(group.name())) {
                    findings.error(
                            "Volume group " + group.name() + " not assigned any physical volumes",
                            "Each volume group should be assigned at least one storage device or partition as a physical volume.",
                            node.reference());
                }
            }
        }
    }

    private static void checkDevice(EffectiveNode node, StorageDevice device, Findings findings) {
        boolean isVolume = device.volumeGroup() != null && !device.volumeGroup().isEmpty();
        if (isVolume != device.partitions().isEmpty()) {
            findings.error(
                    "Either a volume group OR partitions must be defined for each storage device.",
                    "A storage device must be used for exactly one of a volume group physical volume or carved into partitions.",
                    node.reference());
        }
        for (var partition : device.partitions()) {
            if (partition.volumeGroup() != null && partition.fileSystem() != null) {
                findings.error(
                        "Both a volume group AND file system cannot be defined in a single partition",
                        "A partition can be used for only one of a volume group physical volume or formatted as a filesystem.",
                        node.reference());
            }
        }
    }
}
