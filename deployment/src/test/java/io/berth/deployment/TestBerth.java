package io.berth.deployment;

import io.berth.base.Ids;
import io.berth.deployment.api.DeploymentPolicy;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.reference.ReferenceOptions;
import io.berth.deployment.run.TaskRunner;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.hardware.sim.SimulatedSiteOptions;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.http.HttpServer;
import io.berth.http.Json;
import io.berth.messages.MessageChange;
import io.berth.messages.MessagesStore;
import io.berth.placement.Ledger;
import io.berth.placement.PlacementRoom;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Berth that only deploys: a real database and HTTP server, and the site of the contract's example, simulated. */
public final class TestBerth implements AutoCloseable {
    public static final String CTL01 = "ridge1-r01-ctl01";
    public static final String CTL02 = "ridge1-r01-ctl02";
    public static final String STO01 = "ridge1-r01-sto01";
    public static final String STO02 = "ridge1-r01-sto02";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static final DeploymentOptions OPTIONS = DeploymentOptions.defaults()
            .withRunner(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(600))
            .withDeployment(Duration.ofSeconds(20), Duration.ofSeconds(3), 0)
            .withPowerStates(Duration.ofSeconds(1), Duration.ofSeconds(5));

    public final Store store;
    public final Ids ids = Ids.random();
    public final SimulatedSite site;
    private final TestDatabase db;
    private final DeploymentOptions options;
    public final RedfishDriver redfish = new RedfishDriver(BmcTimings.defaults()
            .withNetwork(Duration.ofSeconds(2), Duration.ofSeconds(5), 1, Duration.ofMillis(5))
            .withPowerPolling(Duration.ofMillis(10), 200)
            .withBootDevice(2, Duration.ofMillis(5)));
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestBerth(TestDatabase db, NodeTimings timings, DeploymentOptions options) {
        this.db = db;
        this.options = options;
        this.store = register(db.store());
        PlacementRoom.insertStandardNames(store, db.clock().now());
        this.site = simulatedSite(timings);
        this.server = HttpServer.start("127.0.0.1", 0, deployment(store).apis(), ids, HttpServer.newMetrics());
        site.berthUrl(URI.create(url()));
    }

    public static TestBerth start(TestDatabase db) {
        return new TestBerth(db, NodeTimings.immediate(), OPTIONS);
    }

    public static TestBerth start(TestDatabase db, NodeTimings timings, DeploymentOptions options) {
        return new TestBerth(db, timings, options);
    }

    private static Store register(Store store) {
        PlacementRoom.register(store);
        DeploymentRoom.register(store);
        store.writes(MessageChange.class, MessagesStore::write);
        return store;
    }

    private static TestPolicy policy() {
        return new TestPolicy(DeploymentPolicy.DEFAULTS);
    }

    public static PlatformOffer offer() {
        return new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04", "hwe-22.04")));
    }

    private static SimulatedSite simulatedSite(NodeTimings timings) {
        List<MachineSpec> specs = Resources.design(Resources.bytes("drydock-site/site.yaml")).nodes().stream()
                .map(TestBerth::spec)
                .toList();
        return SimulatedSite.start(SimulatedSiteOptions.of(specs)
                .withSiteDocument(Resources.text("drydock-site/site.yaml"))
                .withTimings(timings));
    }

    private static MachineSpec spec(EffectiveNode node) {
        return MachineSpec.of(
                node.name(), node.oobAddress().orElseThrow(), String.valueOf(node.bootMac()), "provisioner", "s3cr3t-ridge",
                48, 262_144, 960);
    }

    /** A runner of this process; several may run. */
    public TaskRunner newRunner() {
        return newRunner(store);
    }

    /** A runner as another process has it: on a pool and store of its own. */
    public TaskRunner newRunnerElsewhere() {
        return newRunner(register(db.newReplica()));
    }

    private TaskRunner newRunner(Store ofRunner) {
        Deployment deployment = deployment(ofRunner);
        deployment.start();
        return deployment.runner();
    }

    private Deployment deployment(Store of) {
        return new Deployment(
                new Deployment.Surroundings(
                        of, db.clock(), ids, new TestAuthenticator(), policy(), new Ledger(), redfish,
                        BmcAddressBook.of(site.bmcAddresses()), () -> Optional.of("service-token"), TestBerth::offer,
                        this::url, ids.uuid()),
                options,
                ReferenceOptions.defaults()
                        .withPauses(List.of())
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public String designRef() {
        return site.designUrl().toString();
    }

    public HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        }
    }

    /** As the administrator, with a body of JSON or none. */
    public HttpResponse<byte[]> admin(String method, String path, String body) {
        return body.isEmpty()
                ? send(method, path, body, "X-Auth-Token", "admin")
                : send(method, path, body, "X-Auth-Token", "admin", "Content-Type", "application/json");
    }

    public JsonNode get(String path) {
        HttpResponse<byte[]> response = admin("GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + path + " answers " + response.statusCode() + " " + new String(response.body()));
        }
        return Json.read(response.body());
    }

    /** Asks for an action on some nodes; answers the task's id. */
    public String task(String action, String designRef, List<String> nodes) {
        ObjectNode body = Json.object().put("action", action).put("design_ref", designRef);
        if (!nodes.isEmpty()) {
            ObjectNode filter = body.putObject("node_filter").put("filter_set_type", "union");
            ObjectNode criteria = filter.putArray("filter_set").addObject().put("filter_type", "union");
            nodes.forEach(criteria.putArray("node_names")::add);
        }
        HttpResponse<byte[]> response = admin("POST", "/api/v1.0/tasks", Json.text(body));
        if (response.statusCode() != 201) {
            throw new AssertionError("POST tasks answers " + response.statusCode() + " " + new String(response.body()));
        }
        return Json.read(response.body()).path("task_id").asString();
    }

    /** The task once it is final, with all of its steps. */
    public JsonNode finished(String task) {
        Await.until("task " + task + " is final", PATIENCE, () -> {
            String status = get("/api/v1.0/tasks/" + task).path("status").asString();
            return status.equals("complete") || status.equals("terminated");
        });
        return get("/api/v1.0/tasks/" + task);
    }

    public JsonNode layers(String task) {
        return get("/api/v1.0/tasks/" + task + "?layers=-1&subtaskerrors=true");
    }

    /** Does an action to its end and expects success. */
    public void succeed(String action, List<String> nodes) {
        String task = task(action, designRef(), nodes);
        JsonNode result = finished(task).path("result");
        if (!result.path("status").asString().equals("success")) {
            throw new AssertionError(action + " of " + nodes + ": " + layers(task).toPrettyString());
        }
    }

    public static <T> T eventually(String what, Supplier<Optional<T>> look) {
        return Await.value(what, look);
    }

    @Override
    public void close() {
        server.close();
        site.close();
        client.close();
    }
}
