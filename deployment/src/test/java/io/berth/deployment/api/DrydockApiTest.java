package io.berth.deployment.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.TestBerth;
import io.berth.http.Json;
import io.berth.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the API answers to requests of all kinds; the words are those of contract drydock §2–§4. No runner: tasks stay queued. */
class DrydockApiTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    static TestBerth berth;

    @BeforeAll
    static void start() {
        berth = TestBerth.start(db);
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String message(HttpResponse<byte[]> response) {
        return Json.read(response.body()).path("message").asString("");
    }

    @Test
    void theVersionsAreOpenToAll() {
        HttpResponse<byte[]> response = berth.send("GET", "/versions", "");
        assertThat(text(response)).isEqualTo("{\"v1.0\":{\"path\":\"/api/v1.0\",\"status\":\"stable\"}}");
        assertThat(response.headers().firstValue("X-Drydock-Req")).isPresent();
        assertThat(berth.send("GET", "/versions/", "").statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerCarriesAnIdOfItsOwn() {
        for (String path : new String[] {"/api/v1.0/nosuch", "/api/v1.0/tasks", "/api/v1.0/health", "/api/v1.0/bootactions/x"}) {
            assertThat(berth.send("GET", path, "").headers().firstValue("X-Drydock-Req").orElse(""))
                    .as(path)
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
        }
    }

    @Test
    void whoHasNoTokenIsUnauthenticatedAndWhoHasNoRightForbidden() {
        HttpResponse<byte[]> nobody = berth.send("GET", "/api/v1.0/tasks", "");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(text(nobody)).isEqualTo("{\"type\":\"error\",\"message\":\"Unauthenticated\",\"retry\":false}");
        assertThat(nobody.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Keystone uri=");
        HttpResponse<byte[]> viewer = berth.send("GET", "/api/v1.0/tasks", "", "X-Auth-Token", "viewer", "X-Roles", "reader");
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(text(viewer)).isEqualTo("{\"type\":\"error\",\"message\":\"Forbidden\",\"retry\":false}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1.0/nosuch, 404",
        "GET, /api/v1.0/tasks/, 404",
        "GET, /api/v1.0, 404",
        "PUT, /api/v1.0/tasks, 405",
        "HEAD, /api/v1.0/tasks, 405",
        "OPTIONS, /api/v1.0/tasks, 200",
        "GET, /api/v1.0/bootactions/01BX5ZZKBKACTAV9WEVGEMMVRZ, 405",
        "GET, /api/v1.0/health, 204",
        "GET, /api/v1.0/bootactions/nodes/x/pkg_list, 404"
    })
    void pathsAndMethodsNeedNoToken(String method, String path, int status) {
        assertThat(berth.send(method, path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        HttpResponse<byte[]> response = berth.send("PUT", "/api/v1.0/tasks", "");
        assertThat(response.headers().firstValue("Allow")).contains("DELETE, GET, OPTIONS, POST");
        assertThat(text(response)).isEqualTo("{\"title\":\"405 Method Not Allowed\"}");
    }

    static Stream<Arguments> refusedTasks() {
        return Stream.of(
                Arguments.of("", "Request body must not be empty"),
                Arguments.of("{bad", "Malformed JSON"),
                Arguments.of("[]", "The request body must be a JSON object"),
                Arguments.of("{\"design_ref\": \"http://x\"}", "Unsupported action None"),
                Arguments.of("{\"action\": null, \"design_ref\": \"http://x\"}", "Unsupported action None"),
                Arguments.of("{\"action\": \"explode\", \"design_ref\": \"http://x\"}", "Unsupported action explode"),
                Arguments.of("{\"action\": \"bootaction_report\", \"design_ref\": \"x\"}", "Unsupported action bootaction_report"),
                Arguments.of("{\"action\": \"DEPLOY_NODES\", \"design_ref\": \"x\"}", "Unsupported action DEPLOY_NODES"),
                Arguments.of("{\"action\": \"deploy_nodes\"}", "Missing input required value: design_ref"),
                Arguments.of("{\"action\": \"deploy_nodes\", \"design_ref\": 7}", "design_ref must be a string"),
                Arguments.of("{\"action\": [1], \"design_ref\": \"x\"}", "Unsupported action"),
                Arguments.of(
                        "{\"action\": \"deploy_nodes\", \"design_ref\": \"x\", \"node_filter\": \"a\"}",
                        "node_filter must be an object or null"));
    }

    @ParameterizedTest
    @MethodSource("refusedTasks")
    void aTaskThatMakesNoSenseIsABadRequest(String body, String message) {
        HttpResponse<byte[]> response = berth.send("POST", "/api/v1.0/tasks", body, "X-Auth-Token", "admin", "Content-Type", "application/json");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        assertThat(message(response)).startsWith(message);
    }

    @Test
    void aTaskAskedForTwiceUnderOneKeyIsQueuedOnce() {
        String[] headers = {"X-Auth-Token", "twice", "X-Roles", "admin", "Content-Type", "application/json", "Idempotency-Key", "once"};
        String body = "{\"action\": \"verify_nodes\", \"design_ref\": \"http://127.0.0.1:1/asked-twice\"}";
        HttpResponse<byte[]> first = berth.send("POST", "/api/v1.0/tasks", body, headers);
        HttpResponse<byte[]> second = berth.send("POST", "/api/v1.0/tasks", body, headers);
        assertThat(first.statusCode()).as(text(first)).isEqualTo(201);
        assertThat(text(second)).isEqualTo(text(first));
        assertThat(second.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(berth.get("/api/v1.0/tasks"))
                .filteredOn(task -> task.path("design_ref").asString("").endsWith("/asked-twice"))
                .hasSize(1);
    }

    @Test
    void aQueuedTaskShowsAsAskedFor() {
        String filter = "{\"filter_set_type\": \"union\", \"filter_set\": [{\"odd\": 1}], \"more\": null}";
        String longName = "a-user-with-a-name-far-beyond-sixteen-characters";
        HttpResponse<byte[]> response = berth.send(
                "POST", "/api/v1.0/tasks",
                "{\"action\": \"verify_nodes\", \"design_ref\": \"http://127.0.0.1:1/" + "x".repeat(300) + "\", \"node_filter\": " + filter + "}",
                "X-Auth-Token", longName, "X-Roles", "admin", "Content-Type", "application/json; charset=utf-8");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        JsonNode created = Json.read(response.body());
        String id = created.path("task_id").asString();
        assertThat(response.headers().firstValue("Location").orElse("")).isEqualTo(berth.url() + "/api/v1.0/tasks/" + id);
        assertThat(created.path("status").asString()).isEqualTo("queued");
        assertThat(created.path("created").asString()).endsWith("+00:00");

        JsonNode shown = berth.get("/api/v1.0/tasks/" + id);
        assertThat(shown.propertyNames())
                .containsExactly(
                        "kind", "apiVersion", "task_id", "action", "parent_task_id", "design_ref", "status", "result",
                        "node_filter", "subtask_id_list", "created", "created_by", "updated", "terminated",
                        "terminated_by", "terminate", "retry");
        assertThat(shown.path("created_by").asString()).isEqualTo(longName);
        assertThat(shown.path("created").asString()).doesNotContain("+");
        assertThat(shown.path("node_filter")).isEqualTo(Json.read(filter.getBytes(StandardCharsets.UTF_8)));
        assertThat(shown.path("result").toString())
                .isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1.0\",\"metadata\":{},\"message\":null,\"reason\":null,"
                        + "\"status\":\"incomplete\",\"successes\":[],\"failures\":[],\"links\":[],"
                        + "\"details\":{\"errorCount\":0,\"messageList\":[]}}");
        assertThat(berth.get("/api/v1.0/tasks")).anySatisfy(task -> assertThat(task).isEqualTo(shown));
        assertThat(berth.get("/api/v1.0/tasks/" + id + "?layers=-1").path(id)).isEqualTo(shown);
        assertThat(berth.get("/api/v1.0/tasks/" + id + "?layers=-7").propertyNames()).containsExactly("init_task_id", id);
        assertThat(berth.get("/api/v1.0/tasks/" + id + "?layers=abc")).isEqualTo(shown);
        assertThat(berth.get("/api/v1.0/tasks/" + id + "?builddata=yes&subtaskerrors=on").propertyNames())
                .contains("build_data", "subtask_errors");
        assertThat(berth.admin("GET", "/api/v1.0/tasks/" + id + "?builddata=maybe", "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "11111111-1111-4111-8111-111111111111", "1-1-1-1-1"})
    void anUnknownTaskDoesNotExist(String id) {
        HttpResponse<byte[]> response = berth.admin("GET", "/api/v1.0/tasks/" + id, "");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(message(response)).isEqualTo("Task " + id + " does not exist");
        HttpResponse<byte[]> data = berth.admin("GET", "/api/v1.0/tasks/" + id + "/builddata", "");
        assertThat(data.statusCode()).isEqualTo(404);
        assertThat(data.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'?days=30'", "'?days=abc'", "''", "'?days=99999999999'", "'?days=2147483647'", "'?days=-2147483648'"})
    void purgingTellsThatItIsDone(String query) {
        HttpResponse<byte[]> response = berth.admin("DELETE", "/api/v1.0/tasks" + query, "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("Tables purged successfully.");
    }

    @Test
    void purgingLeavesUnfinishedTasks() {
        String id = berth.task("verify_nodes", berth.designRef(), List.of());
        db.clock().advance(Duration.ofSeconds(1));
        berth.admin("DELETE", "/api/v1.0/tasks?days=0", "");
        assertThat(berth.get("/api/v1.0/tasks/" + id).path("status").asString()).isEqualTo("queued");
    }

    @Test
    void aNodeWithoutBuildDataHasNone() {
        HttpResponse<byte[]> response = berth.admin("GET", "/api/v1.0/nodes/nosuch/builddata", "");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(message(response)).isEqualTo("No build data found");
    }

    @Test
    void aSoundDesignPassesValidation() {
        HttpResponse<byte[]> response = berth.admin(
                "POST", "/api/v1.0/validatedesign",
                "{\"rel\": \"design\", \"href\": \"" + berth.designRef() + "\", \"type\": \"application/x-yaml\"}");
        JsonNode status = Json.read(response.body());
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(status.path("status").asString()).isEqualTo("Success");
        assertThat(status.path("message").asString()).isEqualTo("Site design passed validation");
        assertThat(status.path("details").path("messageList").size()).isEqualTo(18);
        assertThat(status.path("details").path("messageList").path(0).propertyNames())
                .containsExactly("kind", "name", "message", "error", "level", "diagnostic", "ts", "documents");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x/y, no handler",
        "http://127.0.0.1:1/site.yaml, cannot be read",
        "file:///etc/passwd, below no directory",
        "not a url, not a URL",
        "deckhand+ftp://x, no handler"
    })
    void aDesignThatCannotBeHadIsAFailureThatSaysWhy(String reference, String reason) {
        HttpResponse<byte[]> response = berth.admin(
                "POST", "/api/v1.0/validatedesign", "{\"href\": \"" + reference + "\"}");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        JsonNode status = Json.read(response.body());
        assertThat(status.path("kind").asString()).isEqualTo("Status");
        assertThat(status.path("status").asString()).isEqualToIgnoringCase("failure");
        assertThat(status.path("details").path("messageList").toString()).contains(reason);
    }

    static Stream<Arguments> refusedValidations() {
        return Stream.of(
                Arguments.of("", "application/json", "Request body must not be empty for validation."),
                Arguments.of("{}", "application/json", "The \"href\" key must be provided in the request body."),
                Arguments.of("{\"rel\": \"design\"}", "application/json", "The \"href\" key must be provided in the request body."),
                Arguments.of("[]", "application/json", "The \"href\" key must be provided in the request body."),
                Arguments.of("{bad", "application/json", "/api/v1.0/validatedesign: Invalid JSON in body: "),
                Arguments.of("{\"href\": \"x\"}", "text/plain", "Requires application/json payload"));
    }

    @ParameterizedTest
    @MethodSource("refusedValidations")
    void aValidationWithoutAReferenceIsABadRequest(String body, String type, String message) {
        HttpResponse<byte[]> response = berth.send(
                "POST", "/api/v1.0/validatedesign", body, "X-Auth-Token", "admin", "Content-Type", type);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(message(response)).startsWith(message);
    }

    @Test
    void aFilterSelectsNodesOfADesign() {
        String body = "{\"design_ref\": \"" + berth.designRef() + "\", \"node_filter\": {\"filter_set_type\": \"intersection\","
                + "\"filter_set\": [{\"filter_type\": \"intersection\", \"rack_names\": [\"rack-r01\"], \"node_tags\": [\"ceph\"]}]}}";
        JsonNode names = Json.read(berth.admin("POST", "/api/v1.0/nodefilter", body).body());
        assertThat(names.toString())
                .isEqualTo("[\"ridge1-r01-sto01\",\"ridge1-r01-sto02\",\"ridge1-r01-sto03\",\"ridge1-r01-sto04\"]");
        JsonNode all = Json.read(berth.admin(
                        "POST", "/api/v1.0/nodefilter", "{\"design_ref\": \"" + berth.designRef() + "\", \"node_filter\": null}")
                .body());
        assertThat(all.size()).isEqualTo(12);
        assertThat(text(berth.admin("POST", "/api/v1.0/nodefilter", "{\"design_ref\": \"ftp://x\"}"))).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | Missing input required value: design_ref",
        "{\"design_ref\": \"REF\", \"node_filter\": {}} | Unknown filter set type None",
        "{\"design_ref\": \"REF\", \"node_filter\": []} | Invalid node_filter",
        "{\"design_ref\": \"REF\", \"node_filter\": {\"filter_set_type\": \"intersection\", \"filter_set\": []}} | The node_filter names no criterion"
    })
    void aFilterThatMakesNoSenseIsABadRequest(String body, String message) {
        HttpResponse<byte[]> response =
                berth.admin("POST", "/api/v1.0/nodefilter", body.replace("REF", berth.designRef()));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        assertThat(message(response)).startsWith(message);
    }

    @Test
    void designsAreGone() {
        assertThat(berth.admin("GET", "/api/v1.0/designs", "").statusCode()).isEqualTo(410);
        assertThat(berth.admin("GET", "/api/v1.0/designs/x/parts/Network/y", "").statusCode()).isEqualTo(410);
        assertThat(berth.send("GET", "/api/v1.0/designs", "").statusCode()).isEqualTo(401);
    }

    @Test
    void extendedHealthIsForAdministratorsAndStoresNothing() {
        int before = berth.get("/api/v1.0/tasks").size();
        JsonNode health = berth.get("/api/v1.0/health/extended");
        assertThat(health.toString())
                .isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1.0\",\"metadata\":{},\"status\":\"Success\",\"message\":\"\","
                        + "\"reason\":\"HealthCheck\",\"details\":{\"errorCount\":0,\"messageList\":[]},\"code\":200}");
        assertThat(berth.send("GET", "/api/v1.0/health/extended", "").statusCode()).isEqualTo(401);
        assertThat(berth.get("/api/v1.0/tasks").size()).isEqualTo(before);
    }
}
