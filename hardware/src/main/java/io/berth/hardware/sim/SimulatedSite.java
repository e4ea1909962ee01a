package io.berth.hardware.sim;

import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebRequest;
import io.berth.hardware.sim.web.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A site that listens on the loopback address: one server for the design, the artifacts and the agents, and one for every machine's
 * controller. Nothing is kept over a restart: all machines are then switched off, with empty disks.
 */
public final class SimulatedSite implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final AtomicReference<URI> berthUrl;
    private final HttpClient client;
    private final WebServer server;
    private final SiteArtifacts artifacts;
    private final Map<String, SimulatedMachine> machines;

    private SimulatedSite(SimulatedSiteOptions options) {
        this.berthUrl = new AtomicReference<>(options.berthUrl());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
        this.server = WebServer.bind(options.basePort());
        this.artifacts = new SiteArtifacts(options.siteDocument(), options.artifactHost(), server.address());
        this.machines = new LinkedHashMap<>();
    }

    /**
     * Starts everything and returns when all of it listens.
     *
     * @throws java.io.UncheckedIOException when a port is taken
     */
    public static SimulatedSite start(SimulatedSiteOptions options) {
        SimulatedSite site = new SimulatedSite(options);
        try {
            site.addMachines(options);
            site.server.serve(site::handle);
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void addMachines(SimulatedSiteOptions options) {
        int bmcPort = options.basePort();
        for (MachineSpec spec : options.machines()) {
            bmcPort = bmcPort == 0 ? 0 : bmcPort + 1;
            long seed = options.seed() * 31 + spec.name().hashCode();
            machines.put(spec.name(), new SimulatedMachine(
                    spec, options.timings(), berthUrl::get, client, seed, bmcPort, url()));
        }
    }

    /** The site's own server, without a slash at the end. */
    public URI url() {
        return server.address();
    }

    /** Where the site's design is, for {@code design_ref}. */
    public URI designUrl() {
        return URI.create(url() + "/site.yaml");
    }

    /** Tells the machines where Berth is; counts from their next start on. */
    public void berthUrl(URI url) {
        berthUrl.set(url);
    }

    public List<SimulatedMachine> machines() {
        return List.copyOf(machines.values());
    }

    public Optional<SimulatedMachine> find(String name) {
        return Optional.ofNullable(machines.get(name));
    }

    /** For a name that is known to be there. */
    public SimulatedMachine machine(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no simulated machine " + name));
    }

    /** The controllers' base addresses by the address that the design gives them. */
    public Map<String, URI> bmcAddresses() {
        return machines().stream().collect(Collectors.toUnmodifiableMap(
                machine -> machine.spec().oobAddress(), machine -> machine.bmcEndpoint().base()));
    }

    /** The agents' URLs by host name. */
    public Map<String, URI> agentUrls() {
        return machines().stream().collect(Collectors.toUnmodifiableMap(SimulatedMachine::name, SimulatedMachine::agentUrl));
    }

    /** Pulls every plug and stops listening. */
    @Override
    public void close() {
        machines.values().forEach(SimulatedMachine::close);
        server.close();
        client.shutdownNow();
    }

    private WebAnswer handle(WebRequest request) {
        String[] parts = request.path().split("/");
        if (parts.length >= 2 && parts[1].equals("machines")) {
            return parts.length == 2
                    ? WebAnswer.json(200, MachineViews.all(machines()))
                    : find(parts[2]).map(machine -> machine(machine, request, parts))
                            .orElseGet(() -> WebAnswer.text(404, "text/plain", "no such machine"));
        }
        return artifacts.handle(request);
    }

    private static WebAnswer machine(SimulatedMachine machine, WebRequest request, String[] parts) {
        String rest = String.join("/", List.of(parts).subList(3, parts.length));
        return switch (rest) {
            case "" -> WebAnswer.json(200, MachineViews.one(machine));
            case "agent/events" -> machine.faults().agentSilent() ? WebAnswer.DROPPED : machine.agent().handle(request);
            case "faults" -> MachineViews.changeFaults(machine, request);
            case String other -> WebAnswer.text(404, "text/plain", "a machine has agent/events and faults");
        };
    }
}
