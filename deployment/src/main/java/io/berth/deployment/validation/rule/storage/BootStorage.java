package io.berth.deployment.validation.rule.storage;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.StorageDevice.Partition;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every node has a partition named root of at least 20 GB; one named boot, where it comes later, has at least 1 GB. The rule knows fewer size texts
 * than the deployment does: decimal units only, no {@code >}, no {@code %}.
 */
public final class BootStorage implements DesignRule {

    private static final BigInteger GIGABYTE = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger MIN_ROOT = GIGABYTE.multiply(BigInteger.valueOf(20));

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([mMbBgGtT]{1,2})");

    @Override
    public String code() {
        return "DD1001";
    }

    @Override
    public String longName() {
        return "Rational Boot Storage";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        design.nodes().forEach(node -> check(node, findings));
    }

    private static void check(EffectiveNode node, Findings findings) {
        boolean hasRoot = false;
        for (var device : node.settings().storageDevices()) {
            for (Partition partition : device.partitions()) {
                var size = bytes(partition.size());
                if (partition.name().equals("root")) {
                    hasRoot |= size.isPresent();
                    checkRoot(node, size, findings);
                } else if (hasRoot && partition.name().equals("boot")) {
                    checkBoot(node, size, findings);
                }
            }
        }
        if (!hasRoot) {
            findings.error(
                    "Root volume has to be set and must be > 20GB on BaremetalNode " + node.name(),
                    "All nodes require a defined root volume at least 20GB in size.",
                    node.reference());
        }
    }

    private static void checkRoot(EffectiveNode node, Optional<BigInteger> size, Findings findings) {
        if (size.isEmpty()) {
            // The missing blank is the real service's.
            findings.error(
                    "Root volume has an invalid size format on BaremetalNode" + node.name() + ".",
                    "Use a valid root volume storage specification.",
                    node.reference());
        } else if (size.get().compareTo(MIN_ROOT) < 0) {
            findings.error(
                    "Root volume must be > 20GB on BaremetalNode " + node.name(), "Configure a larger root volume", node.reference());
        }
    }

    private static void checkBoot(EffectiveNode node, Optional<BigInteger> size, Findings findings) {
        if (size.isEmpty()) {
            findings.error(
                    "Boot volume has an invalid size format on BaremetalNode " + node.name() + ".",
                    "Use a valid boot volume storage specification.",
                    node.reference());
        } else if (size.get().compareTo(GIGABYTE) < 0) {
            findings.error(
                    "Boot volume must be > 1GB on BaremetalNode " + node.name(), "Configure a larger boot volume.", node.reference());
        }
    }

    /** Only the start of the text counts ({@code 60GiB} is 60 GB); a mixed-case unit is none. */
    private static Optional<BigInteger> bytes(@Nullable String size) {
        var match = SIZE.matcher(size == null ? "" : size);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        var number = new BigInteger(match.group(1));
        return switch (match.group(2)) {
            case "m", "M", "mb", "MB" -> Optional.of(number.multiply(BigInteger.valueOf(1_000_000)));
            case "g", "G", "gb", "GB" -> Optional.of(number.multiply(GIGABYTE));
            case "t", "T", "tb", "TB" -> Optional.of(number.multiply(BigInteger.valueOf(1_000_000_000_000L)));
            default -> Optional.empty();
        };
    }
}
