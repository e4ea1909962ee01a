package io.berth.compute.api;

import static io.berth.compute.api.ComputeFixture.DEMO;
import static io.berth.compute.api.ComputeFixture.OTHER;
import static io.berth.compute.api.ComputeFixture.assertFault;
import static io.berth.compute.api.ComputeFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.compute.PurgeCompute;
import io.berth.compute.server.CreateServer;
import io.berth.compute.server.DeleteServersOn;
import io.berth.compute.server.Server;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.LedgerView;
import io.berth.placement.ReplaceAllocations;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Servers on the wire: placement out of a reservation, waiting for ports, what is shown to whom. */
class ServersHttpTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    static ComputeFixture compute;

    @BeforeAll
    static void start() {
        compute = new ComputeFixture(db);
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    private static final Map<String, Long> WHOLE = Map.of("VCPU", 4L, "MEMORY_MB", 8_192L, "DISK_GB", 100L);

    private static void plug(String server, String port, String status) {
        HttpResponse<String> answer = compute.events("2.1", "{\"name\": \"network-vif-plugged\", \"server_uuid\": \"" + server
                + "\", \"tag\": \"" + port + "\", \"status\": \"" + status + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void awaitStatus(String server, String status) {
        Await.until("server " + server + " is " + status, () -> compute.shown(server).get("status").asString().equals(status));
    }

    @Test
    void aServersClaimIsTakenOutOfTheReservationsAndGivenBack() {
        UUID host = compute.host("lent");
        String reservation = compute.reservation(DEMO, host);
        String server = compute.server("2", "\"none\"", reservation);
        assertThat(compute.claimOf(server)).isEqualTo(Map.of("VCPU", 1L, "MEMORY_MB", 2_048L, "DISK_GB", 20L));
        assertThat(compute.claimOf(reservation)).isEqualTo(Map.of("VCPU", 3L, "MEMORY_MB", 6_144L, "DISK_GB", 80L));
        assertThat(compute.shown(server).get("status").asString()).isEqualTo("ACTIVE");
        assertThat(compute.shown(server).get("OS-EXT-SRV-ATTR:host").asString()).isEqualTo("lent");

        assertThat(compute.send("DELETE", "/v2.1/servers/" + server, DEMO + ":member", "").statusCode()).isEqualTo(204);
        assertThat(compute.claimOf(server)).isEmpty();
        assertThat(compute.claimOf(reservation)).isEqualTo(WHOLE);
        assertFault(compute.get("/v2.1/servers/" + server, DEMO + ":member", "2.1"), 404,
                "Instance " + server + " could not be found.");
    }

    @Test
    void aServerAskedForTwiceUnderOneKeyIsMadeOnce() {
        String reservation = compute.reservation(DEMO, compute.host("keyed"));
        String body = "{\"server\": {\"name\": \"keyed\", \"flavorRef\": \"2\", \"networks\": \"none\"}, "
                + "\"os:scheduler_hints\": {\"reservation\": \"" + reservation + "\"}}";
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(compute.send("POST", "/v2.1/servers", DEMO + ":member", body, "OpenStack-API-Version", "compute 2.90",
                    "Content-Type", "application/json", "Idempotency-Key", "\"make-it\""));
        }
        assertThat(answers).allSatisfy(each -> assertThat(each.statusCode()).as(each.body()).isEqualTo(202));
        assertThat(answers.getLast().body()).isEqualTo(answers.getFirst().body());
        assertThat(answers.getLast().headers().firstValue("Location")).isEqualTo(answers.getFirst().headers().firstValue("Location"));
        assertThat(answers.getLast().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(compute.claimOf(reservation)).isEqualTo(Map.of("VCPU", 3L, "MEMORY_MB", 6_144L, "DISK_GB", 80L));
    }

    @Test
    void aWholeHostIsLentAndGivenBackThoughTheReservationHadNothingElse() {
        UUID host = compute.host("whole");
        String reservation = compute.reservation(DEMO, host);
        String server = compute.server("baremetal", "\"none\"", reservation);
        assertThat(compute.claimOf(server)).isEqualTo(WHOLE);
        assertThat(compute.claimOf(reservation)).isEmpty();
        compute.send("DELETE", "/v2.1/servers/" + server, DEMO + ":member", "");
        assertThat(compute.claimOf(reservation)).isEqualTo(WHOLE);
    }

    @Test
    void aReservationOfAnotherProjectIsAsGoodAsNone() {
        String reservation = compute.reservation(OTHER, compute.host("foreign"));
        String server = compute.server("1", "\"none\"", reservation);
        JsonNode shown = compute.shown(server);
        assertThat(shown.get("status").asString()).isEqualTo("ERROR");
        assertThat(shown.get("fault").get("message").asString()).isEqualTo("No valid host was found.");
        assertThat(shown.get("OS-EXT-SRV-ATTR:host").isNull()).isTrue();
        assertThat(compute.messages(server)).containsExactly("VOLUME_SERVER_105_117");
        assertThat(compute.claimOf(reservation)).isEqualTo(WHOLE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nope", "7f0c0f6e-50a5-4d2b-9d5b-3f0b5c1f6f11"})
    void aHintThatNamesNoReservationIsSaidToNameNone(String hint) {
        String server = compute.server("1", "\"none\"", hint);
        assertThat(compute.shown(server).get("status").asString()).isEqualTo("ERROR");
        assertThat(compute.messages(server)).containsExactly("VOLUME_SERVER_105_117");
    }

    @Test
    void aReservationThatIsAllLentOutHasNoRoomLeft() {
        String reservation = compute.reservation(DEMO, compute.host("lent-out"));
        compute.server("baremetal", "\"none\"", reservation);
        assertThat(compute.messages(compute.server("1", "\"none\"", reservation))).containsExactly("VOLUME_SERVER_105_110");
    }

    @Test
    void moreThanTheReservationHasDoesNotFit() {
        String reservation = compute.reservation(DEMO, compute.host("small"));
        compute.server("4", "\"none\"", reservation);
        String second = compute.server("1", "\"none\"", reservation);
        assertThat(compute.shown(second).get("status").asString()).isEqualTo("ERROR");
    }

    @Test
    void ofManyWhoWantTheLastRoomAtOnceExactlyOneGetsIt() throws Exception {
        String reservation = compute.reservation(DEMO, compute.host("contended"));
        List<Future<String>> servers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                servers.add(threads.submit(() -> compute.server("4", "\"none\"", reservation)));
            }
        }
        List<String> statuses = new ArrayList<>();
        for (Future<String> server : servers) {
            statuses.add(compute.shown(server.get()).get("status").asString());
        }
        assertThat(statuses).filteredOn("ACTIVE"::equals).hasSize(1);
        assertThat(statuses).filteredOn("ERROR"::equals).hasSize(11);
    }

    @Test
    void withoutAReservationAServerGoesWhereThereIsRoom() {
        UUID free = compute.host("aaa-free");
        String server = compute.server("3", "\"auto\"", "");
        assertThat(compute.shown(server).get("OS-EXT-SRV-ATTR:host").asString()).isEqualTo("aaa-free");
        String tooMuch = compute.server("baremetal", "\"none\"", "");
        assertThat(compute.shown(tooMuch).get("status").asString()).isEqualTo("ERROR");
        assertThat(compute.messages(tooMuch)).containsExactly("VOLUME_SERVER_105_109");
        // So that no other test finds the room.
        compute.claim(ConsumerAllocations.of(compute.ids.uuid().toString(), OTHER, "x",
                Optional.empty(), Map.of(free, Map.of("VCPU", 2L))));
    }

    @Test
    void aServerWithPortsIsActiveWhenItsHostHasTakenThatAllArePlugged() {
        String reservation = compute.reservation(DEMO, compute.host("ports"));
        String port = UUID.randomUUID().toString();
        String network = UUID.randomUUID().toString();
        String server = compute.server("1", "[{\"port\": \"" + port + "\"}, {\"uuid\": \"" + network + "\"}]", reservation);
        assertThat(compute.shown(server).get("status").asString()).isEqualTo("BUILD");
        plug(server, port, "completed");
        Await.until("the host took the first", () -> compute.received.stream().anyMatch(it -> port.equals(it.path("tag").asString(""))));
        assertThat(compute.shown(server).get("status").asString()).as("one port is missing").isEqualTo("BUILD");
        plug(server, UUID.randomUUID().toString(), "completed");
        awaitStatus(server, "ACTIVE");
        JsonNode shown = compute.shown(server);
        assertThat(shown.get("OS-EXT-STS:power_state").asInt()).isEqualTo(1);
        assertThat(shown.get("OS-SRV-USG:launched_at").isString()).isTrue();
    }

    @Test
    void aPortThatFailsToPlugFailsTheServerWithAMessage() {
        String reservation = compute.reservation(DEMO, compute.host("bad-port"));
        String port = UUID.randomUUID().toString();
        String server = compute.server("1", "[{\"port\": \"" + port + "\"}]", reservation);
        plug(server, port, "failed");
        awaitStatus(server, "ERROR");
        assertThat(compute.shown(server).get("fault").get("message").asString()).isEqualTo("Virtual Interface creation failed");
        assertThat(compute.messages(server)).containsExactly("VOLUME_SERVER_107_112");
    }

    @Test
    void aPortThatIsNotPluggedInTimeFailsTheServerWithAMessage() {
        String reservation = compute.reservation(DEMO, compute.host("late-port"));
        String server = compute.server("1", "[{\"port\": \"" + UUID.randomUUID() + "\"}]", reservation);
        db.clock().advance(CreateServer.PLUGGING_TIMEOUT.minusSeconds(60));
        assertThat(compute.shown(server).get("status").asString()).isEqualTo("BUILD");
        db.clock().advance(Duration.ofSeconds(61));
        awaitStatus(server, "ERROR");
        assertThat(compute.messages(server)).containsExactly("VOLUME_SERVER_107_113");
    }

    @Test
    void powerUpdatesThatTheHostTookAreShownAndRecorded() {
        String reservation = compute.reservation(DEMO, compute.host("power"));
        String server = compute.server("1", "\"none\"", reservation);
        HttpResponse<String> off = compute.events("2.76",
                "{\"name\": \"power-update\", \"server_uuid\": \"" + server + "\", \"tag\": \"POWER_OFF\"}");
        String request = off.headers().firstValue("X-OpenStack-Request-Id").orElseThrow();
        awaitStatus(server, "SHUTOFF");
        String actions = "/v2.1/servers/" + server + "/os-instance-actions";
        JsonNode list = json(compute.get(actions, DEMO + ":member", "2.58")).get("instanceActions");
        assertThat(list.findValuesAsString("action")).containsExactly("stop", "create");
        JsonNode shown = json(compute.get(actions + "/" + request, DEMO + ":admin", "2.84")).get("instanceAction");
        JsonNode event = shown.get("events").get(0);
        assertThat(event.get("event").asString()).isEqualTo("compute_power_update");
        assertThat(event.get("result").asString()).isEqualTo("Success");
        assertThat(event.get("host").asString()).isEqualTo("power");
        assertThat(json(compute.get(actions + "/" + request, DEMO + ":member", "2.1")).get("instanceAction").has("events")).isFalse();
        assertFault(compute.get(actions + "/req-x", DEMO + ":member", "2.93"), 404, "Action req-x not found");
        assertThat(json(compute.get(actions + "?limit=1", DEMO + ":member", "2.58")).get("links").get(0).get("href").asString())
                .endsWith(actions + "?limit=1&marker=" + request);
    }

    @Test
    void aServerDeletedAMonthAgoIsForgottenWithItsActionsAndEvents() {
        String server = compute.server("1", "\"none\"", compute.reservation(DEMO, compute.host("forgotten")));
        String event = "{\"name\": \"power-update\", \"server_uuid\": \"" + server + "\", \"tag\": \"POWER_OFF\"}";
        compute.events("2.76", event);
        awaitStatus(server, "SHUTOFF");
        compute.send("DELETE", "/v2.1/servers/" + server, DEMO + ":member", "");
        assertThat(compute.events("2.76", event).statusCode()).isEqualTo(200);
        db.clock().advance(Duration.ofDays(31));
        db.store().write(List.of(PurgeCompute.purge(db.clock()).first()));
        Await.until("the server is unknown", () -> compute.events("2.76", event).statusCode() == 207);
    }

    @Test
    void eventsForADeletedServerStillGoToItsLastHost() {
        String reservation = compute.reservation(DEMO, compute.host("last"));
        String server = compute.server("1", "\"none\"", reservation);
        compute.send("DELETE", "/v2.1/servers/" + server, DEMO + ":member", "");
        String tag = UUID.randomUUID().toString();
        assertThat(compute.events("2.1", "{\"name\": \"network-vif-deleted\", \"server_uuid\": \"" + server + "\", \"tag\": \""
                + tag + "\"}").statusCode()).isEqualTo(200);
        Await.until("the host has it", () -> compute.received.stream().anyMatch(it -> tag.equals(it.path("tag").asString(""))));
        assertThat(json(compute.get("/v2.1/servers/" + server + "/os-instance-actions", DEMO + ":member", "2.21"))
                .get("instanceActions").findValuesAsString("action")).containsExactly("delete", "create");
        assertThat(compute.get("/v2.1/servers/" + server + "/os-instance-actions", DEMO + ":member", "2.20").statusCode())
                .isEqualTo(404);
    }

    @Test
    void losingTheHostsDeletesTheServersOnThemAndReleasesEverything() {
        UUID host = compute.host("lost");
        String reservation = compute.reservation(DEMO, host);
        String server = compute.server("1", "\"none\"", reservation);
        Decision<ReplaceAllocations.Reply> ended = db.store().decide(
                tx -> {
                    List<Server> servers = DeleteServersOn.view(tx, List.of(host));
                    List<String> consumers = servers.stream().map(it -> it.id().toString()).toList();
                    return new Loss(servers, compute.ledger.view(tx, List.of(), append(consumers, reservation)));
                },
                view -> endLease(view, reservation));
        assertThat(ended).isInstanceOf(Decision.Accepted.class);
        assertThat(compute.claimOf(server)).isEmpty();
        assertThat(compute.claimOf(reservation)).isEmpty();
        assertThat(compute.get("/v2.1/servers/" + server, DEMO + ":member", "2.1").statusCode()).isEqualTo(404);
        // So that no other test finds the room.
        compute.reservation(OTHER, host);
    }

    private record Loss(List<Server> servers, LedgerView ledger) {}

    /** As the end of a lease does it: the servers' claims and its own, released in one change. */
    private static Decision<ReplaceAllocations.Reply> endLease(Loss loss, String reservation) {
        DeleteServersOn.Plan plan = DeleteServersOn.decide(loss.servers(), "req-end", db.clock().now());
        List<ConsumerAllocations> released =
                append(plan.released(), ConsumerAllocations.none(reservation, DEMO, "lessee"));
        List<Change> changes = new ArrayList<>(plan.changes());
        if (ReplaceAllocations.decide(loss.ledger(), released, db.clock().now()) instanceof Decision.Accepted<?> yes) {
            changes.addAll(yes.changes());
        }
        return Decision.accept(changes, new ReplaceAllocations.Reply(new TreeMap<>()));
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    @Test
    void eachProjectSeesItsOwn() {
        String reservation = compute.reservation(DEMO, compute.host("private"));
        String server = compute.server("1", "\"none\"", reservation);
        assertThat(compute.get("/v2.1/servers/" + server, OTHER + ":member", "2.1").statusCode()).isEqualTo(404);
        assertThat(compute.send("DELETE", "/v2.1/servers/" + server, OTHER + ":member", "").statusCode()).isEqualTo(404);
        assertFault(compute.send("DELETE", "/v2.1/servers/" + server, DEMO + ":reader", ""), 403,
                "Policy doesn't allow os_compute_api:servers:delete to be performed.");
        assertThat(ids(compute.get("/v2.1/servers", OTHER + ":member", "2.1"))).doesNotContain(server);
        assertThat(ids(compute.get("/v2.1/servers?all_tenants=1", OTHER + ":admin", "2.1"))).contains(server);
        assertFault(compute.get("/v2.1/servers?all_tenants=1", DEMO + ":member", "2.93"), 403,
                "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.");
        JsonNode shown = json(compute.get("/v2.1/servers/" + server, DEMO + ":reader", "2.93")).get("server");
        assertThat(shown.has("OS-EXT-SRV-ATTR:host")).isFalse();
        assertThat(shown.get("hostId").asString()).hasSize(56);
    }

    private static List<String> ids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(json(answer).get("servers").spliterator(), false).map(it -> it.get("id").asString()).toList();
    }

    @Test
    void pagesFollowEachOtherUntilOneIsEmpty() {
        String project = "aaaa";
        for (int i = 0; i < 3; i++) {
            compute.post("/v2.1/servers", project + ":member", "2.1",
                    "{\"server\": {\"name\": \"p" + i + "\", \"flavorRef\": 1}, \"os:scheduler_hints\": {\"reservation\": \"none\"}}");
        }
        List<String> names = new ArrayList<>();
        String next = "/v2.1/servers/detail?limit=2";
        while (!next.isEmpty()) {
            JsonNode page = json(compute.get(next, project + ":member", "2.1"));
            page.get("servers").forEach(server -> names.add(server.get("name").asString()));
            String href = page.path("servers_links").path(0).path("href").asString("");
            next = href.isEmpty() ? "" : href.substring(href.indexOf("/v2.1"));
        }
        assertThat(names).containsExactly("p2", "p1", "p0");
        assertThat(ids(compute.get("/v2.1/servers?name=%5Ep1%24", project + ":member", "2.93"))).hasSize(1);
        assertThat(ids(compute.get("/v2.1/servers?status=active", project + ":member", "2.93"))).isEmpty();
        assertThat(ids(compute.get("/v2.1/servers/detail?deleted=False", project + ":member", "2.100"))).hasSize(3);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?foo=bar      | 2.93 | 'foo' does not match any of the regexes: '^_'
            ?marker=xyz   | 2.93 | marker [xyz] not found
            ?marker=11111111-2222-3333-4444-555555555555 | 2.1 | marker [11111111-2222-3333-4444-555555555555] not found
            ?limit=-1     | 2.93 | Invalid input for query parameters limit. Value: -1. '-1' does not match '^[0-9]*$'
            ?name=%00     | 2.1  | the character NUL (%00) is not possible here
            """)
    void refusesLists(String query, String version, String message) {
        assertFault(compute.get("/v2.1/servers" + query, DEMO + ":member", version), 400, message);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"server": {"name": "x", "flavorRef": "1"}} | 2.37 | Invalid input for field/attribute server. Value: {'name': 'x', 'flavorRef': '1'}. 'networks' is a required property
            {"server": {"name": "x", "networks": "none"}} | 2.93 | Invalid input for field/attribute server. Value: {'name': 'x', 'networks': 'none'}. 'flavorRef' is a required property
            {"server": {"name": "x", "networks": "none", "flavorRef": "77"}} | 2.93 | Flavor 77 could not be found.
            {"server": {"name": "x", "flavorRef": "1", "tags": ["a"]}} | 2.36 | Invalid input for field/attribute server. Value: {'name': 'x', 'flavorRef': '1', 'tags': ['a']}. Additional properties are not allowed ('tags' was unexpected)
            {"server": {"name": "x", "networks": "none", "flavorRef": "1", "max_count": 2}} | 2.93 | One request creates one server here: max_count must be 1.
            [] | 2.1 | [] is not of type 'object'
            """)
    void refusesToCreate(String body, String version, String message) {
        assertFault(compute.post("/v2.1/servers", DEMO + ":member", version, body), 400, message);
    }

    @Test
    void fieldsComeWithTheirVersions() {
        String reservation = compute.reservation(DEMO, compute.host("versions"));
        String server = compute.server("1", "\"none\"", reservation);
        String path = "/v2.1/servers/" + server;
        JsonNode old = json(compute.get(path, DEMO + ":admin", "2.1")).get("server");
        assertThat(old.get("flavor").get("id").asString()).isEqualTo("1");
        assertThat(old.propertyNames()).containsExactly("id", "name", "status", "tenant_id", "user_id", "metadata", "hostId",
                "image", "flavor", "created", "updated", "addresses", "accessIPv4", "accessIPv6", "links",
                "OS-DCF:diskConfig", "progress", "OS-EXT-AZ:availability_zone", "config_drive", "key_name",
                "OS-SRV-USG:launched_at", "OS-SRV-USG:terminated_at", "security_groups", "OS-EXT-SRV-ATTR:host",
                "OS-EXT-SRV-ATTR:instance_name", "OS-EXT-SRV-ATTR:hypervisor_hostname", "OS-EXT-STS:task_state",
                "OS-EXT-STS:vm_state", "OS-EXT-STS:power_state", "os-extended-volumes:volumes_attached");
        JsonNode young = json(compute.get(path, DEMO + ":admin", "2.93")).get("server");
        assertThat(young.get("flavor").get("original_name").asString()).isEqualTo("m1.tiny");
        assertThat(young.propertyNames()).contains("host_status", "locked", "locked_reason", "description", "tags",
                "trusted_image_certificates", "server_groups", "OS-EXT-SRV-ATTR:reservation_id");
        assertThat(json(compute.get(path, DEMO + ":admin", "2.100")).get("server").get("scheduler_hints").get("reservation").asString())
                .isEqualTo(reservation);
        assertThat(json(compute.send("GET", "/v2/servers/" + server, DEMO + ":admin", "")).get("server").get("links").get(0)
                .get("href").asString()).endsWith("/v2/servers/" + server);
    }

    @Test
    void flavorsAreListedAndShown() {
        JsonNode flavors = json(compute.get("/v2.1/flavors", DEMO + ":reader", "2.93")).get("flavors");
        assertThat(flavors.findValuesAsString("name")).containsExactly("m1.tiny", "m1.small", "m1.medium", "m1.large", "baremetal");
        JsonNode page = json(compute.get("/v2.1/flavors/detail?limit=1&is_public=None", DEMO + ":reader", "2.1"));
        assertThat(page.get("flavors").get(0).get("swap").asString()).isEmpty();
        assertThat(page.get("flavors_links").get(0).get("href").asString()).endsWith("/flavors/detail?limit=1&is_public=None&marker=1");
        assertThat(json(compute.get("/v2.1/flavors/2", DEMO + ":reader", "2.102")).get("flavor").has("rxtx_factor")).isFalse();
        assertFault(compute.get("/v2.1/flavors/77", DEMO + ":reader", "2.93"), 404, "Flavor 77 could not be found.");
        assertThat(compute.get("/v2.1/flavors/1/os-extra_specs", DEMO + ":reader", "2.93").body()).isEqualTo("{\"extra_specs\":{}}");
    }
}
