package io.berth.reservation.recorded;

import static io.berth.reservation.Samples.accepted;

import io.berth.base.Ids;
import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.RegisterProvider;
import io.berth.reservation.FlavorDirectory.Flavor;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.api.BlazarApi;
import io.berth.reservation.api.ReservationPolicy;
import io.berth.reservation.enforcement.AskedService;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.MaxLeaseDuration;
import io.berth.reservation.health.HealthStatus;
import io.berth.reservation.health.HostHealth;
import io.berth.reservation.health.ReportHealth;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.UpdateHost;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.recorded.Recording.Exchange;
import io.berth.reservation.recorded.Recording.Step;
import io.berth.store.Store;
import io.berth.testkit.TestPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A Berth in the place of the recorded Blazar: its machines, users and hours. */
final class RecordedSite implements AutoCloseable {
    private static final Map<String, Caller> USERS = Map.of(
            "admin", user("ad", "ad", "admin", "member", "reader"),
            "alice", user("aa000000000040008000000000000002", "aa000000000040008000000000000001", "member", "reader"),
            "ariel", user("aa000000000040008000000000000003", "aa000000000040008000000000000001", "member", "reader"),
            "rita", user("aa000000000040008000000000000004", "aa000000000040008000000000000001", "reader"),
            "norole", user("aa000000000040008000000000000005", "aa000000000040008000000000000001", "other"),
            "bob", user("bb000000000040008000000000000002", "bb000000000040008000000000000001", "member", "reader"),
            "unscoped", scopeless(false),
            "system", scopeless(true));

    private final TestRoom room;
    private final HttpServer server;
    private Optional<AskedService> asked = Optional.empty();
    private final HttpClient client = HttpClient.newHttpClient();

    RecordedSite(Store store, ReservationOptions options) {
        this(new TestRoom(store, options.withNetworks(Samples.NETWORKS), RecordedSite::flavor, Enforcement.none()));
    }

    /** A site that forbids leases of more than a day to all but Bob, and asks a service. */
    static RecordedSite withFilters(Store store, ReservationOptions options) {
        AskedService asked = AskedService.start();
        Set<String> exempt = USERS.get("bob").projectId().stream().collect(Collectors.toSet());
        RecordedSite site = new RecordedSite(new TestRoom(
                store,
                options,
                RecordedSite::flavor,
                Enforcement.none()
                        .with(new MaxLeaseDuration(Duration.ofDays(1), exempt))
                        .with(asked.url(), Optional.of("secret"), () -> "http://keystone/v3")));
        site.asked = Optional.of(asked);
        return site;
    }

    private RecordedSite(TestRoom room) {
        this.room = room;
        Map<String, String> rules = new LinkedHashMap<>(ReservationPolicy.DEFAULTS);
        rules.put("admin", "role:admin");
        BlazarApi api = new BlazarApi(room.room, new Users(), new TestPolicy(rules));
        server = HttpServer.start(
                "127.0.0.1", 0, List.of(api, Health.api(() -> true, () -> "")), Ids.random(), HttpServer.newMetrics());
    }

    /** As new, with the numbers of hosts beginning again. */
    void clear() {
        TestRoom.clear(room.store);
        room.store.database().transact(tx -> tx.execute("ALTER SEQUENCE reservation.host_number RESTART"));
    }

    @Override
    public void close() {
        client.close();
        asked.ifPresent(AskedService::close);
        server.close();
    }

    private static Caller user(String user, String project, String... roles) {
        return Caller.ofProject(user, project, Set.of(roles));
    }

    private static Caller scopeless(boolean isSystemScoped) {
        return new Caller(
                "u", "u", "default", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), isSystemScoped,
                Set.of("admin", "member", "reader"));
    }

    private static Optional<Flavor> flavor(String id, String projectId) {
        return id.equals("2")
                ? Optional.of(new Flavor("2", "m1.small", 1, 2048, 20, 0, true, new TreeMap<>()))
                : Optional.empty();
    }

    private static final class Users implements Authenticator {
        @Override
        public Outcome authenticate(Request request) {
            return request.headers().first("X-Auth-Token").flatMap(name -> Optional.ofNullable(USERS.get(name)))
                    .<Outcome>map(Outcome.Known::new)
                    .orElseGet(Outcome.Unknown::new);
        }

        @Override
        public String challenge(Request request) {
            return "Keystone uri=\"" + request.origin() + "/identity\"";
        }
    }

    /** @param at the hour of the exchange that follows */
    void play(Step step, Instant at) {
        room.clock.moveTo(at);
        String host = step.details().path("host").asString("");
        switch (step.what()) {
            case "machine" -> machine(host, step.details().path("vcpus").intValue());
            case "enrol" -> {
                machine(host, step.details().path("vcpus").intValue());
                accepted(room.room.hosts().enrol(new EnrolHost(host, capabilities(step.details().path("capabilities")))));
            }
            case "delete all leases" -> room.room.leases().all().stream()
                    .map(Lease::id)
                    .forEach(id -> accepted(room.room.leases().delete(id)));
            case "do what is due" -> room.runDue();
            case "occupy" -> occupy(host);
            case "fail" -> accepted(room.room.healths()
                    .report(new ReportHealth(host, HealthStatus.FAILED, "power", HostHealth.OPERATOR)));
            case "recover" -> accepted(room.room.healths()
                    .report(new ReportHealth(host, HealthStatus.HEALTHY, "", HostHealth.OPERATOR)));
            case "external" -> asked.orElseThrow()
                    .answer(step.details().path("status").intValue(), step.details().path("message").asString(""));
            case "capabilities" -> {
                TreeSet<String> removed = new TreeSet<>();
                step.details().path("removed").forEach(each -> removed.add(each.asString()));
                accepted(room.room.hosts().update(new UpdateHost(
                        Long.toString(host(host).number()), false, capabilities(step.details().path("set")), removed)));
            }
            default -> { }
        }
    }

    private static TreeMap<String, String> capabilities(JsonNode object) {
        TreeMap<String, String> capabilities = new TreeMap<>();
        object.propertyStream().forEach(each -> capabilities.put(each.getKey(), each.getValue().asString()));
        return capabilities;
    }

    private Host host(String name) {
        return room.room.hosts().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    /** Somebody uses some of the machine, whether it is a host or not. */
    private void occupy(String name) {
        Provider provider = room.store.database().read(handle -> room.ledger.providerNamed(handle, name)).orElseThrow();
        room.claim(UUID.randomUUID().toString(), provider.uuid(), "VCPU", 1);
    }

    private void machine(String name, int vcpus) {
        RegisterProvider.Wanted wanted = new RegisterProvider.Wanted(
                UUID.randomUUID(),
                name,
                new TreeMap<>(Map.of(
                        "VCPU", Inventory.of(vcpus),
                        "MEMORY_MB", Inventory.of(2048 * vcpus),
                        "DISK_GB", Inventory.of(vcpus == 2 ? 40 : 25 * vcpus))),
                new TreeSet<>());
        accepted(room.store.decide(
                tx -> RegisterProvider.view(room.ledger, tx, wanted),
                view -> RegisterProvider.decide(wanted, view, room.clock.now())));
    }

    record Answer(int status, Map<String, String> headers, JsonNode body, String text) {
        String error() {
            return body.path("error_message").asString("");
        }
    }

    /** @param sent in place of the recorded body, where that could not mean here what it meant there */
    Answer ask(Exchange exchange, Optional<String> sent, Names names) throws IOException, InterruptedException {
        room.clock.moveTo(exchange.at());
        String prefix = exchange.path().startsWith("/") ? "/reservation" : "/reservation/";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + prefix + names.inBerth(exchange.path())));
        exchange.token().ifPresent(token -> request.header("X-Auth-Token", token));
        exchange.headers().forEach((name, value) -> {
            if (!value.isEmpty() || name.equals("OpenStack-API-Version")) {
                request.header(name, value);
            }
        });
        if (!exchange.headers().containsKey("Accept")) {
            request.header("Accept", "application/json");
        }
        if (exchange.body().isPresent() && !exchange.headers().containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        request.method(exchange.method(), sent.or(exchange::body)
                .map(body -> BodyPublishers.ofString(names.inBerth(body)))
                .orElse(BodyPublishers.noBody()));
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Answer(response.statusCode(), headers, json(response.body()), response.body());
    }

    private static JsonNode json(@Nullable String text) {
        return text == null || text.isEmpty() || !"{[".contains(text.substring(0, 1))
                ? MissingNode.getInstance()
                : Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
