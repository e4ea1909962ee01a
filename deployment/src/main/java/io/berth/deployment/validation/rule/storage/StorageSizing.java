package io.berth.deployment.validation.rule.storage;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Percentages are not negative and leave at least one percent free, per disk and over a node's volume groups. */
public final class StorageSizing implements DesignRule {

    private static final int MAX_PERCENT = 99;

    private static final String TOO_MUCH = "Percentage-based sizes must sum to less than 100%.";

    private static final Pattern PERCENTAGE = Pattern.compile(">?\\s*(-?[0-9]{1,6})\\s*%[^%]*");

    @Override
    public String code() {
        return "DD2003";
    }

    @Override
    public String longName() {
        return "Storage Sizing";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var node : design.nodes()) {
            for (var device : node.settings().storageDevices()) {
                checkPartitions(node, device, findings);
                // Once a device, as the real service does it: messages repeat on nodes with several.
                checkVolumes(node, findings);
            }
        }
    }

    private static void checkPartitions(EffectiveNode node, StorageDevice device, Findings findings) {
        int sum = 0;
        for (var partition : device.partitions()) {
            int percent = percentage(partition.size()).orElse(0);
            if (percent < 0) {
                findings.error(
                        "Storage partition %s on device %s size is < 0".formatted(partition.name(), device.name()),
                        "Partition size must be a positive number.",
                        node.reference());
            }
            sum += percent;
            if (sum > MAX_PERCENT) {
                findings.error(
                        "Cumulative partition sizes on device " + device.name() + " is greater than 99%.", TOO_MUCH, node.reference());
            }
        }
    }

    private static void checkVolumes(EffectiveNode node, Findings findings) {
        int sum = 0;
        for (var group : node.settings().volumeGroups()) {
            for (var volume : group.logicalVolumes()) {
                int percent = percentage(volume.size()).orElse(0);
                if (percent < 0) {
                    // The blank at the end is the real service's.
                    findings.error("Logical Volume " + volume.name() + " size is < 0 ", "", node.reference());
                }
                sum += percent;
            }
            if (sum > MAX_PERCENT) {
                findings.error(
                        "Cumulative logical volume size is greater than 99% in volume group " + group.name(), TOO_MUCH, node.reference());
            }
        }
    }

    private static OptionalInt percentage(@Nullable String size) {
        var match = PERCENTAGE.matcher(size == null ? "" : size);
        return match.matches() ? OptionalInt.of(Integer.parseInt(match.group(1))) : OptionalInt.empty();
    }
}
