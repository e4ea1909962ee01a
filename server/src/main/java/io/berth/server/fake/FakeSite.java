package io.berth.server.fake;

import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.SiteDocuments;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.hardware.sim.SimulatedSiteOptions;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.store.Database;
import io.berth.store.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The machines of {@code --fake}: those of the site document that Berth carries with it, simulated down to their BMCs. What
 * a design does not say, how large a machine is, follows from its hardware profile.
 */
public final class FakeSite {
    private static final String DOCUMENT = "/site.yaml";
    private static final String CONTROL_HARDWARE = "hw-control";
    private static final String PORT_SETTING = "fake_site_port";

    /** Below the ports that Linux gives to connections (from 32768), or one of those would sit on ours at the next start. */
    private static final int PORT_MIN = 20_000;

    private static final int PORT_MAX = 32_000;
    private static final int PORT_ATTEMPTS = 20;

    private static final Size CONTROL = new Size(48, 262_144, 960);
    private static final Size STORAGE = new Size(32, 131_072, 16_000);

    private record Size(int vcpus, int memoryMib, int diskGib) {}

    private FakeSite() {}

    /**
     * Starts the simulated site on the loopback address: on the ports of the first start where they are free, because tasks
     * that a killed Berth left behind know the design by its URL; else, as for a second replica, on any.
     */
    public static SimulatedSite start(Database database) {
        byte[] document = document();
        SimulatedSiteOptions options = SimulatedSiteOptions.of(machines(document))
                .withSiteDocument(new String(document, StandardCharsets.UTF_8));
        Optional<Integer> kept = database.read(handle -> Settings.get(handle, PORT_SETTING)).map(Integer::valueOf);
        return kept.flatMap(port -> startAt(options, port)).orElseGet(() -> startAnywhere(options, database, kept.isEmpty()));
    }

    private static SimulatedSite startAnywhere(SimulatedSiteOptions options, Database database, boolean isFirst) {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
            Optional<SimulatedSite> site = startAt(options, port);
            if (site.isPresent()) {
                if (isFirst) {
                    database.transact(tx -> {
                        Settings.put(tx, PORT_SETTING, Integer.toString(port));
                        return tx;
                    });
                }
                return site.get();
            }
        }
        return SimulatedSite.start(options);
    }

    private static Optional<SimulatedSite> startAt(SimulatedSiteOptions options, int port) {
        try {
            return Optional.of(SimulatedSite.start(options.withBasePort(port)));
        } catch (UncheckedIOException taken) {
            return Optional.empty();
        }
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
