package io.berth.hardware.sim;

import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import java.net.URI;
import java.util.List;

/**
 * What a simulated site is made of.
 *
 * @param siteDocument served as {@code /site.yaml}; empty for none (404)
 * @param artifactHost the host name in that document which stands for the site's own server
 * @param berthUrl where machines ask for their boot script; {@link SimulatedSite#berthUrl(URI)} changes it later
 * @param basePort the site's own port, the controllers have the following ones in the order of the machines; 0 for any free ports
 * @param timings of all machines
 * @param seed of what varies between machines
 */
public record SimulatedSiteOptions(
        List<MachineSpec> machines,
        String siteDocument,
        String artifactHost,
        URI berthUrl,
        int basePort,
        NodeTimings timings,
        long seed) {

    /** Largest site: a controller each is a port each. */
    public static final int MACHINES_MAX = 1000;

    public SimulatedSiteOptions {
        machines = List.copyOf(machines);
        if (machines.size() > MACHINES_MAX) {
            throw new IllegalArgumentException("a simulated site has at most " + MACHINES_MAX + " machines");
        }
        if (machines.stream().map(MachineSpec::name).distinct().count() != machines.size()) {
            throw new IllegalArgumentException("two simulated machines have one name");
        }
    }

    /** Machines without a site document, at the default timings, for a Berth on its default port. */
    public static SimulatedSiteOptions of(List<MachineSpec> machines) {
        return new SimulatedSiteOptions(
                machines, "", "artifacts.ridge1.example.net", URI.create("http://127.0.0.1:8770"), 0,
                NodeTimings.defaults(), 1);
    }

    public SimulatedSiteOptions withSiteDocument(String yaml) {
        return new SimulatedSiteOptions(machines, yaml, artifactHost, berthUrl, basePort, timings, seed);
    }

    public SimulatedSiteOptions withArtifactHost(String host) {
        return new SimulatedSiteOptions(machines, siteDocument, host, berthUrl, basePort, timings, seed);
    }

    public SimulatedSiteOptions withBerthUrl(URI url) {
        return new SimulatedSiteOptions(machines, siteDocument, artifactHost, url, basePort, timings, seed);
    }

    public SimulatedSiteOptions withBasePort(int port) {
        return new SimulatedSiteOptions(machines, siteDocument, artifactHost, berthUrl, port, timings, seed);
    }

    public SimulatedSiteOptions withTimings(NodeTimings others) {
        return new SimulatedSiteOptions(machines, siteDocument, artifactHost, berthUrl, basePort, others, seed);
    }
}
