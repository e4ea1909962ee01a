package io.berth.server.fake;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.SiteDocuments;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.hardware.sim.SimulatedSiteOptions;
import io.berth.hardware.sim.machine.MachineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The machines of {@code --fake}: those of the site document that Berth carries with it, simulated down to their BMCs. What
 * a design does not say, how large a machine is, follows from its hardware profile.
 */
public final class FakeSite {
    private static final String DOCUMENT = "/site.yaml";
    private static final String CONTROL_HARDWARE = "hw-control";
    private static final Size CONTROL = new Size(48, 262_144, 960);
    private static final Size STORAGE = new Size(32, 131_072, 16_000);

    private record Size(int vcpus, int memoryMib, int diskGib) {}

    private FakeSite() {}

    /** Starts the simulated site on free ports of the loopback address. */
    public static SimulatedSite start() {
        byte[] document = document();
        return SimulatedSite.start(SimulatedSiteOptions.of(machines(document))
                .withSiteDocument(new String(document, StandardCharsets.UTF_8)));
    }

    private static byte[] document() {
        try (InputStream file = FakeSite.class.getResourceAsStream(DOCUMENT)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<MachineSpec> machines(byte[] document) {
        return switch (EffectiveDesign.compile(SiteDocuments.parse(document))) {
            case CompiledDesign.Compiled(EffectiveDesign design) ->
                design.nodes().stream().map(FakeSite::machine).toList();
            case CompiledDesign.NotCompiled(String reason) ->
                throw new IllegalStateException("the site document in this build is broken: " + reason);
        };
    }

    private static MachineSpec machine(EffectiveNode node) {
        Size size = CONTROL_HARDWARE.equals(node.settings().hardwareProfile()) ? CONTROL : STORAGE;
        return MachineSpec.of(
                node.name(),
                node.oobAddress().orElseThrow(),
                String.valueOf(node.bootMac()),
                node.settings().oobParameters().getOrDefault("account", ""),
                node.settings().oobParameters().getOrDefault("credential", ""),
                size.vcpus(),
                size.memoryMib(),
                size.diskGib());
    }
}
