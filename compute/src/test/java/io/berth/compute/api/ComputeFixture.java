package io.berth.compute.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.compute.ComputePolicy;
import io.berth.compute.ComputeRoom;
import io.berth.compute.DedicatedHosts;
import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.messages.MessageChange;
import io.berth.messages.MessagesStore;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.PlacementRoom;
import io.berth.placement.RegisterProvider;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.DueWork;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A running compute API over a real ledger, with an agent that answers over HTTP. */
final class ComputeFixture implements AutoCloseable {
    static final String DEMO = "5d955c99d3ae4d5e8d7e736513870e62";
    static final String OTHER = "2993b79beff142f48194621b884870e6";

    final TestDatabase db;
    final Ledger ledger = new Ledger();
    final Ids ids = Ids.random();
    final List<JsonNode> received = new CopyOnWriteArrayList<>();
    final Set<UUID> dedicated = ConcurrentHashMap.newKeySet();
    final AtomicInteger agentStatus = new AtomicInteger(200);
    private final HttpClient client = HttpClient.newHttpClient();
    private final com.sun.net.httpserver.HttpServer agent;
    private final DueWork dueWork;
    private final ComputeRoom room;
    private final HttpServer server;

    ComputeFixture(TestDatabase db) {
        this.db = db;
        PlacementRoom.register(db.store());
        PlacementRoom.insertStandardNames(db.store(), db.clock().now());
        db.store().writes(MessageChange.class, MessagesStore::write);
        agent = startAgent();
        dueWork = new DueWork(db.store(), db.clock());
        room = ComputeRoom.register(db.store(), dueWork,
                host -> Optional.of(URI.create("http://127.0.0.1:" + agent.getAddress().getPort() + "/" + host)),
                db.clock(), ids);
        dueWork.start();
        ComputeApi api = new ComputeApi(
                db.store(), ledger, new Dedicated(dedicated), new ByToken(), new Defaults(), db.clock(), ids);
        server = HttpServer.start(
                "127.0.0.1", 0, List.of(Health.api(() -> true, () -> ""), api), Ids.random(), HttpServer.newMetrics());
    }

    private com.sun.net.httpserver.HttpServer startAgent() {
        try {
            com.sun.net.httpserver.HttpServer http =
                    com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            http.createContext("/", this::receive);
            http.start();
            return http;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode events = Json.read(exchange.getRequestBody().readAllBytes());
        ObjectNode answer = Json.object();
        ArrayNode handled = answer.putArray("handled");
        if (agentStatus.get() == 200) {
            events.forEach(event -> {
                received.add(event);
                handled.add(event.get("id").asString());
            });
        }
        byte[] body = Json.bytes(answer);
        exchange.sendResponseHeaders(agentStatus.get(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** As the set is when it is asked. */
    private record Dedicated(Set<UUID> hosts) implements DedicatedHosts {
        @Override
        public Set<UUID> all(Handle handle) {
            return Set.copyOf(hosts);
        }

        @Override
        public Set<UUID> among(Handle handle, Collection<UUID> ids) {
            return ids.stream().filter(hosts::contains).collect(Collectors.toSet());
        }
    }

    /** Tokens are {@code <project>:<role>}. */
    static final class ByToken implements Authenticator {
        @Override
        public Outcome authenticate(Request request) {
            String token = request.headers().first("X-Auth-Token").orElse("");
            if (!token.contains(":")) {
                return new Outcome.Unknown();
            }
            String[] parts = token.split(":", 2);
            Set<String> roles = switch (parts[1]) {
                case "admin" -> Set.of("admin", "member", "reader");
                case "member" -> Set.of("member", "reader");
                default -> Set.of(parts[1]);
            };
            return new Outcome.Known(Caller.ofProject("user", parts[0], roles));
        }

        @Override
        public String challenge(Request request) {
            return "Keystone uri=\"http://identity.example\"";
        }
    }

    /** The defaults of {@link ComputePolicy}, read by hand. */
    static final class Defaults implements Policy {
        @Override
        public boolean allows(String rule, Caller caller, Map<String, String> target) {
            boolean own = caller.projectId().filter(target.getOrDefault("project_id", "")::equals).isPresent();
            boolean admin = caller.hasRole("admin");
            return switch (rule) {
                case ComputePolicy.EVENTS_CREATE -> admin || caller.hasRole("service");
                case ComputePolicy.SERVERS_CREATE, ComputePolicy.SERVERS_DELETE -> admin || caller.hasRole("member") && own;
                case ComputePolicy.ALL_PROJECTS, ComputePolicy.SERVERS_EXTENDED, ComputePolicy.SERVERS_LIST_ALL,
                        ComputePolicy.SERVERS_DETAIL_ALL, ComputePolicy.SERVERS_ALL_FILTERS, ComputePolicy.ACTIONS_EVENTS -> admin;
                default -> admin || caller.hasRole("reader") && own;
            };
        }
    }

    /** Enrols a host with 4 VCPU, 8192 MB and 100 GB. */
    UUID host(String name) {
        RegisterProvider.Wanted wanted = new RegisterProvider.Wanted(
                ids.uuid(),
                name,
                new TreeMap<>(Map.of(
                        "VCPU", Inventory.of(4), "MEMORY_MB", Inventory.of(8_192), "DISK_GB", Inventory.of(100))),
                new TreeSet<>());
        Decision<UUID> decision = db.store().decide(
                tx -> RegisterProvider.view(ledger, tx, wanted),
                view -> RegisterProvider.decide(wanted, view, db.clock().now()));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return wanted.uuid();
    }

    /** Claims all of a host for a reservation. */
    String reservation(String project, UUID host) {
        String reservation = ids.uuid().toString();
        claim(ConsumerAllocations.of(reservation, project, "lessee", Optional.of("LEASE"),
                Map.of(host, Map.of("VCPU", 4L, "MEMORY_MB", 8_192L, "DISK_GB", 100L))));
        return reservation;
    }

    void claim(ConsumerAllocations wanted) {
        Decision<ReplaceAllocations.Reply> decision = db.store().decide(
                tx -> ledger.view(tx, wanted.resources().keySet(), List.of(wanted.consumer())),
                view -> ReplaceAllocations.decide(view, List.of(wanted), db.clock().now()));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    /** What a consumer has of its only host; empty where it has nothing. */
    Map<String, Long> claimOf(String consumer) {
        return db.database().read(handle -> ledger.allocationsOf(handle, consumer))
                .map(it -> Map.copyOf(it.allocations().firstEntry().getValue()))
                .orElse(Map.of());
    }

    HttpResponse<String> send(String method, String path, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/compute" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    HttpResponse<String> get(String path, String token, String version) {
        return send("GET", path, token, "", "OpenStack-API-Version", "compute " + version);
    }

    HttpResponse<String> post(String path, String token, String version, String body) {
        return send("POST", path, token, body, "OpenStack-API-Version", "compute " + version,
                "Content-Type", "application/json");
    }

    HttpResponse<String> events(String version, String events) {
        return post("/v2.1/os-server-external-events", OTHER + ":service", version, "{\"events\": [" + events + "]}");
    }

    /** Creates a server of demo's and gives its id. */
    String server(String flavor, String networks, String reservation) {
        String hints = reservation.isEmpty() ? "" : ", \"os:scheduler_hints\": {\"reservation\": \"" + reservation + "\"}";
        HttpResponse<String> answer = post("/v2.1/servers", DEMO + ":member", "2.90",
                "{\"server\": {\"name\": \"s1\", \"flavorRef\": \"" + flavor + "\", \"networks\": " + networks + "}" + hints + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).get("server").get("id").asString();
    }

    JsonNode shown(String id) {
        HttpResponse<String> answer = get("/v2.1/servers/" + id, DEMO + ":admin", "latest");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("server");
    }

    /** The texts of the messages about a server. */
    List<String> messages(String server) {
        return db.database().read(handle -> handle.createQuery(
                        "SELECT event_id FROM messages.message WHERE resource_uuid = :server ORDER BY created_at")
                .bind("server", server)
                .mapTo(String.class)
                .list());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    static void assertFault(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode fault = json(answer).properties().iterator().next().getValue();
        assertThat(fault.get("message").asString()).isEqualTo(message);
        assertThat(fault.get("code").asInt()).isEqualTo(status);
    }

    @Override
    public void close() {
        server.close();
        dueWork.close();
        room.close();
        agent.stop(0);
    }
}
