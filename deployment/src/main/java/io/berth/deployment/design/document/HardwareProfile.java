package io.berth.deployment.design.document;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a kind of machine looks like inside: names for its devices, CPU sets, huge pages (contract drydock §10.6). */
public record HardwareProfile(
        DocumentReference reference,
        String name,
        @Nullable String vendor,
        @Nullable String generation,
        @Nullable String hardwareVersion,
        @Nullable String biosVersion,
        @Nullable String bootMode,
        @Nullable String bootstrapProtocol,
        @Nullable String pxeInterface,
        Map<String, DeviceAlias> deviceAliases,
        Map<String, String> cpuSets,
        Map<String, HugePages> hugePages)
        implements DesignDocument {

    public HardwareProfile {
        deviceAliases = Copies.ordered(deviceAliases);
        cpuSets = Copies.ordered(cpuSets);
        hugePages = Copies.ordered(hugePages);
    }

    /** A device by its place on a bus; an address {@code regexp:…} matches several places. */
    public record DeviceAlias(String busType, String address, @Nullable String deviceType) {}

    /** Size as the kernel takes it ({@code 1G}) and how many. */
    public record HugePages(String size, long count) {}
}
