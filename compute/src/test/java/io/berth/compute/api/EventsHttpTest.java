package io.berth.compute.api;

import static io.berth.compute.api.ComputeFixture.DEMO;
import static io.berth.compute.api.ComputeFixture.OTHER;
import static io.berth.compute.api.ComputeFixture.assertFault;
import static io.berth.compute.api.ComputeFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.compute.event.DeliverEvents;
import io.berth.compute.event.EventChange;
import io.berth.compute.event.EventName;
import io.berth.compute.event.EventStore;
import io.berth.compute.event.QueuedEvent;
import io.berth.store.ErrandChange;
import io.berth.store.Store;
import io.berth.store.WorkChange;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /os-server-external-events} on the wire, up to the host's agent. */
class EventsHttpTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    static final String PATH = "/v2.1/os-server-external-events";
    static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";
    static ComputeFixture compute;
    static String placed;
    static String unplaced;

    @BeforeAll
    static void start() {
        compute = new ComputeFixture(db);
        UUID host = compute.host("n1");
        placed = compute.server("1", "\"none\"", compute.reservation(DEMO, host));
        unplaced = compute.server("4", "\"none\"", UNKNOWN);
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    private static String event(String name, String server, String more) {
        return "{\"name\": \"" + name + "\", \"server_uuid\": \"" + server + "\"" + more + "}";
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                  | 2.93 | 'events' is a required property
            {"events": [E], "x": 1}             | 2.93 | Additional properties are not allowed ('x' was unexpected)
            [E]                                 | 2.93 | [{'name': 'network-changed', 'server_uuid': '11111111-2222-3333-4444-555555555555'}] is not of type 'object'
            ``                                  | 2.93 | None is not of type 'object'
            {                                   | 2.93 | Malformed request body
            {"events": []}                      | 2.93 | Invalid input for field/attribute events. Value: []. [] is too short
            {"events": E}                       | 2.93 | Invalid input for field/attribute events. Value: {'name': 'network-changed', 'server_uuid': '11111111-2222-3333-4444-555555555555'}. {'name': 'network-changed', 'server_uuid': '11111111-2222-3333-4444-555555555555'} is not of type 'array'
            {"events": [{"name": "volume-extended", "server_uuid": "11111111-2222-3333-4444-555555555555"}]} | 2.50 | Invalid input for field/attribute name. Value: volume-extended. 'volume-extended' is not one of ['network-changed', 'network-vif-plugged', 'network-vif-unplugged', 'network-vif-deleted']
            {"events": [{"name": "test-event", "server_uuid": "11111111-2222-3333-4444-555555555555"}]} | 2.93 | Invalid input for field/attribute name. Value: test-event. 'test-event' is not one of ['network-changed', 'network-vif-plugged', 'network-vif-unplugged', 'network-vif-deleted', 'volume-extended', 'power-update', 'accelerator-request-bound', 'volume-reimaged']
            {"events": [{"name": "network-changed", "server_uuid": "abc"}]} | 2.93 | Invalid input for field/attribute server_uuid. Value: abc. 'abc' is not a 'uuid'
            {"events": [{"name": "network-changed", "server_uuid": 5}]} | 2.93 | Invalid input for field/attribute server_uuid. Value: 5. 5 is not of type 'string'
            {"events": [{"name": "network-changed"}]} | 2.93 | Invalid input for field/attribute 0. Value: {'name': 'network-changed'}. 'server_uuid' is a required property
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "x": 1}]} | 2.93 | Invalid input for field/attribute 0. Value: {'name': 'network-changed', 'server_uuid': '11111111-2222-3333-4444-555555555555', 'x': 1}. Additional properties are not allowed ('x' was unexpected)
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "status": "done"}, {"name": "bogus"}]} | 2.93 | Invalid input for field/attribute status. Value: done. 'done' is not one of ['failed', 'completed', 'in-progress']
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "status": null}]} | 2.93 | Invalid input for field/attribute status. Value: None. None is not of type 'string'
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "tag": null}]} | 2.93 | Invalid input for field/attribute tag. Value: None. None is not of type 'string'
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "tag": "\\u0000"}]} | 2.93 | Text must not contain NUL characters or half surrogate pairs.
            {"events": [{"name": "network-changed", "server_uuid": "11111111-2222-3333-4444-555555555555", "tag": "\\ud800"}]} | 2.93 | Text must not contain NUL characters or half surrogate pairs.
            """)
    void refusesWhatTheSchemaForbidsInTheContractsWords(String body, String version, String message) {
        String sent = body.replaceAll("\\bE\\b", event("network-changed", UNKNOWN, ""));
        assertFault(compute.post(PATH, OTHER + ":service", version, sent), 400, message);
    }

    @Test
    void refusesTagsOfMoreThan255Characters() {
        String tag = "x".repeat(256);
        assertFault(compute.events("2.93", event("network-changed", UNKNOWN, ", \"tag\": \"" + tag + "\"")), 400,
                "Invalid input for field/attribute tag. Value: " + tag + ". '" + tag + "' is too long");
    }

    @Test
    void acceptedEventsComeBackCompletedAndReachTheAgentAsTheyWereSent() {
        String tag = UUID.randomUUID().toString();
        HttpResponse<String> answer = compute.events("2.1",
                event("network-vif-unplugged", placed, ", \"tag\": \"" + tag + "\", \"status\": \"failed\"") + ","
                        + event("network-changed", placed, ", \"tag\": \"" + tag + "\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"events\":[{\"name\":\"network-vif-unplugged\",\"server_uuid\":\"" + placed
                + "\",\"tag\":\"" + tag + "\",\"status\":\"completed\",\"code\":200},{\"name\":\"network-changed\","
                + "\"server_uuid\":\"" + placed + "\",\"tag\":\"" + tag + "\",\"status\":\"completed\",\"code\":200}]}");
        Await.until("the agent has both events", () -> at(tag).size() == 2);
        assertThat(at(tag)).extracting(event -> event.get("name").asString() + " " + event.get("status").asString())
                .containsExactly("network-vif-unplugged failed", "network-changed completed");
        assertThat(at(tag).getFirst().get("request_id").asString())
                .isEqualTo(answer.headers().firstValue("X-Compute-Request-Id").orElseThrow());
    }

    private static List<JsonNode> at(String tag) {
        return compute.received.stream().filter(event -> tag.equals(event.path("tag").asString(""))).toList();
    }

    @Test
    void aMixtureIsJudgedOneByOneInItsOrder() {
        HttpResponse<String> answer = compute.events("2.93", String.join(",",
                event("network-changed", placed, ""),
                event("network-vif-plugged", UNKNOWN, ""),
                event("volume-extended", placed, ""),
                event("network-vif-plugged", unplaced, ""),
                event("network-changed", placed.toUpperCase(Locale.ROOT), ""),
                event("power-update", placed, ", \"tag\": \"REBOOT\"")));
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(json(answer).get("events").findValuesAsString("code")).containsExactly("200", "404", "400", "422", "404", "200");
        assertThat(json(answer).get("events").findValuesAsString("status"))
                .containsExactly("completed", "failed", "failed", "failed", "failed", "completed");
    }

    @Test
    void aSingleBadEventIs207AndNever404() {
        assertThat(compute.events("2.1", event("network-changed", UNKNOWN, "")).statusCode()).isEqualTo(207);
    }

    @Test
    void aLastingFailureOfTheAgentEndsInAMessageAndLaterEventsStillArrive() {
        String lost = UUID.randomUUID().toString();
        compute.agentStatus.set(503);
        HttpResponse<String> answer = compute.events("2.1", event("network-changed", placed, ", \"tag\": \"" + lost + "\""));
        assertThat(answer.statusCode()).as("the asker never waits for the host").isEqualTo(200);
        Await.until("the event is given up", () -> {
            db.clock().advance(Duration.ofSeconds(20));
            return !compute.messages(placed).isEmpty();
        });
        assertThat(compute.messages(placed)).containsExactly("VOLUME_SERVER_106_111");
        compute.agentStatus.set(200);
        String next = UUID.randomUUID().toString();
        compute.events("2.1", event("network-changed", placed, ", \"tag\": \"" + next + "\""));
        Await.until("the next event arrives", () -> at(next).size() == 1);
        assertThat(at(lost)).isEmpty();
    }

    @Test
    void whatAProcessThatDiedWasHandingOverIsHandedOverByAnother() {
        UUID host = UUID.randomUUID();
        UUID event = UUID.randomUUID();
        Instant now = db.clock().now();
        Instant busyUntil = now.plusSeconds(30);
        // A replica that only writes: as one that died between its commit and its call of the agent.
        Store dead = db.newReplica();
        dead.writes(EventChange.class, EventStore::write);
        dead.write(List.of(
                new EventChange.EventsQueued(List.of(new QueuedEvent(event, UUID.fromString(placed), host,
                        EventName.NETWORK_CHANGED, "completed", Optional.of(event.toString()), "req-1", now, 0))),
                new ErrandChange.ErrandBegun(DeliverEvents.KIND, host.toString(), busyUntil),
                new WorkChange.ScheduleWork(DeliverEvents.KIND, host.toString(), busyUntil)));
        db.clock().moveTo(busyUntil.plusSeconds(1));
        Await.until("another process hands it over", () -> !at(event.toString()).isEmpty());
        assertThat(at(event.toString())).hasSize(1);
    }

    @Test
    void whoMaySend() {
        String body = "{\"events\": [" + event("network-changed", UNKNOWN, "") + "]}";
        assertThat(compute.post(PATH, OTHER + ":service", "2.1", body).statusCode()).isEqualTo(207);
        assertThat(compute.post(PATH, OTHER + ":admin", "2.1", body).statusCode()).isEqualTo(207);
        assertFault(compute.post(PATH, DEMO + ":member", "2.1", body), 403,
                "Policy doesn't allow os_compute_api:os-server-external-events:create to be performed.");
        assertFault(compute.post(PATH, DEMO + ":member", "2.1", "{}"), 400, "'events' is a required property");
        HttpResponse<String> nobody = compute.post(PATH, "", "2.1", body);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void theLegacyPathDropsWhatItDoesNotKnowAndHasNoVersions() {
        HttpResponse<String> answer = compute.post("/v2/os-server-external-events", OTHER + ":admin", "2.93",
                "{\"x\": 1, \"events\": [" + event("network-changed", UNKNOWN, ", \"x\": 1") + "]}");
        assertThat(answer.body()).isEqualTo("{\"events\":[{\"name\":\"network-changed\",\"server_uuid\":\"" + UNKNOWN
                + "\",\"status\":\"failed\",\"code\":404}]}");
        assertThat(answer.headers().firstValue("OpenStack-API-Version")).isEmpty();
        assertThat(compute.post("/v2/os-server-external-events", OTHER + ":admin", "2.93",
                "{\"events\": [" + event("volume-extended", UNKNOWN, "") + "]}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET," + PATH, "PUT," + PATH, "DELETE," + PATH, "POST," + PATH + "/x", "POST," + PATH + "/", "POST," + PATH + ".json",
        "POST,/v2.1/not_hex/os-server-external-events"
    })
    void whatIsNotRoutedIs404InPlainText(String method, String path) {
        HttpResponse<String> answer = compute.send(method, path, OTHER + ":admin", "", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 Not Found\n\nThe resource could not be found.\n\n   ");
        assertThat(answer.headers().firstValue("OpenStack-API-Version")).isEmpty();
        HttpResponse<String> asJson = compute.send(method, path, OTHER + ":admin", "", "Accept", "application/json");
        assertThat(json(asJson).get("code").asString()).isEqualTo("404 Not Found");
    }

    @Test
    void projectInThePathMustBeTheTokens() {
        String body = "{\"events\": [" + event("network-changed", UNKNOWN, "") + "]}";
        assertThat(compute.post("/v2.1/" + OTHER + "/os-server-external-events", OTHER + ":admin", "2.1", body).statusCode())
                .isEqualTo(207);
        assertFault(compute.post("/v2.1/" + DEMO + "/os-server-external-events", OTHER + ":admin", "2.1", body), 400,
                "Malformed request URL: URL's project_id '" + DEMO + "' doesn't match Context's project_id '" + OTHER + "'");
    }

    @Test
    void mediaTypesAndSizesAreLimited() {
        String body = "{\"events\": [" + event("network-changed", UNKNOWN, "") + "]}";
        assertThat(compute.send("POST", PATH, OTHER + ":admin", body).statusCode()).as("without a type").isEqualTo(207);
        assertThat(compute.send("POST", PATH, OTHER + ":admin", body, "Content-Type", "text/plain").statusCode()).isEqualTo(207);
        assertFault(compute.send("POST", PATH, OTHER + ":admin", "<x/>", "Content-Type", "application/xml"), 415,
                "Unsupported Content-Type");
        HttpResponse<String> large = compute.send("POST", PATH, "", "x".repeat(114_689));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).isEqualTo("413 Request Entity Too Large\n\nRequest is too large. Larger than "
                + "max_request_body_size (114688).\n\n   ");
    }

    @ParameterizedTest(name = "{0}: {1} / {2}")
    @CsvSource(textBlock = """
            OpenStack-API-Version, compute 2.76, 2.76, 207
            OpenStack-API-Version, 'volume 3.5, compute 2.93', 2.93, 207
            OpenStack-API-Version, compute latest, 2.104, 207
            OpenStack-API-Version, volume 3.5, 2.1, 207
            OpenStack-API-Version, nova 2.93, 2.1, 207
            OpenStack-API-Version, 2.93, 2.1, 207
            X-OpenStack-Nova-API-Version, 2.51, 2.51, 207
            X-OpenStack-Nova-API-Version, 2.999, 2.999, 406
            X-OpenStack-Nova-API-Version, 2.0, 2.0, 406
            X-OpenStack-Nova-API-Version, abc, '', 400
            """)
    void agreesOnAVersion(String header, String value, String agreed, int status) {
        HttpResponse<String> answer = compute.send("POST", PATH, OTHER + ":admin",
                "{\"events\": [" + event("network-changed", UNKNOWN, "") + "]}", header, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-OpenStack-Nova-API-Version").orElse("")).isEqualTo(agreed);
        if (!agreed.isEmpty()) {
            assertThat(answer.headers().firstValue("OpenStack-API-Version")).contains("compute " + agreed);
            assertThat(answer.headers().allValues("Vary")).containsExactly("OpenStack-API-Version", "X-OpenStack-Nova-API-Version");
        }
    }

    @Test
    void tellsItsVersionsToAnyone() {
        JsonNode versions = json(compute.send("GET", "/", "", "")).get("versions");
        assertThat(versions.findValuesAsString("id")).containsExactly("v2.0", "v2.1");
        assertThat(versions.get(1).get("version").asString()).isEqualTo("2.104");
        for (String path : List.of("/v2.1", "/v2.1/")) {
            HttpResponse<String> answer = compute.send("GET", path, "", "");
            assertThat(json(answer).get("version").get("min_version").asString()).isEqualTo("2.1");
            assertThat(json(answer).get("version").get("links").get(0).get("href").asString()).endsWith("/compute/v2.1/");
            assertThat(answer.headers().firstValue("OpenStack-API-Version")).contains("compute 2.1");
        }
        HttpResponse<String> elsewhere = compute.send("GET", "/nope", "", "");
        assertThat(elsewhere.statusCode()).isEqualTo(300);
        assertThat(json(elsewhere).get("choices").get(1).get("links").get(0).get("href").asString()).endsWith("/v2.1/nope");
    }
}
