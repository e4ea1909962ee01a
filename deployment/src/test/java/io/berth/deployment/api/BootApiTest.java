package io.berth.deployment.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.deployment.DeploymentChange.BootPlanned;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TaskMoved;
import io.berth.deployment.TestBerth;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.BootKey;
import io.berth.deployment.boot.PlannedAction;
import io.berth.deployment.boot.PlannedAction.Status;
import io.berth.deployment.boot.Ulid;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskOrigin;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskStatus;
import io.berth.http.Json;
import io.berth.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What deploying nodes may fetch and report, and with which key (contract drydock §4.12, §4.13). */
class BootApiTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String NODE = TestBerth.CTL01;
    private static final String MAC = "52:54:00:4a:01:01";
    private static final String MISSING = "01BX5ZZKBKACTAV9WEVGEMMVRZ";

    static TestBerth berth;
    BootKey key = BootKey.random(Ids.random());
    Task task = aTask();
    String action = "";
    String silent = "";

    @BeforeAll
    static void start() {
        berth = TestBerth.start(db);
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    private static Task aTask() {
        return Task.queued(
                UUID.randomUUID(), ActionName.DEPLOY_NODES, "ref", Optional.empty(),
                TaskOrigin.ofLease("l", "p", "u", "req-1"), Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** A deployment of the node begins. */
    @BeforeEach
    void plan() {
        Instant now = db.clock().now();
        action = Ulid.next(now, berth.ids);
        silent = Ulid.next(now, berth.ids);
        BootContext context = new BootContext(
                NODE, task.id(), key, berth.designRef(), Optional.of(MAC), "jammy", "ga-22.04", "quiet", now,
                Optional.empty(), Optional.empty(), Optional.empty());
        berth.store.write(List.of(
                new TaskCreated(task, Optional.of(List.of(NODE))),
                new BootPlanned(context, List.of(
                        new PlannedAction(silent, 0, "ridge-identity", NODE, task.id(), key, Status.UNREPORTED),
                        new PlannedAction(action, 1, "ridge-firstboot", NODE, task.id(), key, Status.INCOMPLETE)))));
    }

    private HttpResponse<byte[]> fetch(String path) {
        return berth.send("GET", path, "", "X-Bootaction-Key", key.hex());
    }

    private HttpResponse<byte[]> report(String id, String body) {
        return berth.send(
                "POST", "/api/v1.0/bootaction/" + id, body, "X-Bootaction-Key", key.hex(), "Content-Type", "application/json");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode messages() {
        return berth.get("/api/v1.0/tasks/" + task.id()).path("result").path("details").path("messageList");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1.0/bootdata/" + NODE, "/api/v1.0/bootactions/nodes/" + NODE})
    void bothPathsDeliverTheArchives(String path) throws IOException {
        HttpResponse<byte[]> files = fetch(path + "/files");
        assertThat(files.statusCode()).as(text(files)).isEqualTo(200);
        assertThat(files.headers().firstValue("Content-Type")).contains("application/gzip");
        assertThat(files.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + NODE + "-file.tar.gz\"");
        assertThat(members(files.body()))
                .containsExactly(
                        "640 /etc/ridge/identity.env", "755 /usr/local/bin/ridge-banner.sh", "600 /etc/ridge/rack.conf",
                        "700 /opt/ridge/firstboot.sh", "600 /opt/ridge/vf.json");
        assertThat(members(fetch(path + "/units").body()))
                .containsExactly("644 /etc/systemd/system/ridge-firstboot.service");
        assertThat(fetch(path + "/files").body()).isEqualTo(files.body());
    }

    private static List<String> members(byte[] archive) throws IOException {
        List<String> members = new ArrayList<>();
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.add(Integer.toOctalString(entry.getMode() & 07777) + " " + entry.getName());
            }
        }
        return members;
    }

    @Test
    void theKeyIsNeededAndMustBeRight() {
        String path = "/api/v1.0/bootdata/" + NODE + "/units";
        HttpResponse<byte[]> without = berth.send("GET", path, "", "X-Auth-Token", "admin");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(text(without)).isEqualTo("{\"title\":\"Unauthorized\",\"description\":\"No X-Bootaction-Key\"}");
        assertThat(without.headers().allValues("WWW-Authenticate")).contains("Bootaction-Key").hasSize(2);
        for (String wrong : List.of("00".repeat(32), "nothex", "00", key.hex().substring(2))) {
            HttpResponse<byte[]> refused = berth.send("GET", path, "", "X-Bootaction-Key", wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(403);
            assertThat(text(refused)).isEqualTo("{\"title\":\"Unauthorized\",\"description\":\"Invalid X-Bootaction-Key\"}");
        }
        assertThat(berth.send("GET", path, "", "X-Bootaction-Key", key.hex().toUpperCase(Locale.ROOT)).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> unknown = berth.send("GET", "/api/v1.0/bootdata/unknown-node/units", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(text(unknown))
                .isEqualTo("{\"title\":\"404 Not Found\",\"description\":\"Error locating boot action for unknown-node\"}");
    }

    @Test
    void reportsBecomeMessagesOfTheStepThatDeploys() {
        HttpResponse<byte[]> first = report(action, """
                {"details": [{"message": "step 1", "error": false, "code": 17, "ts": "x"}]}""");
        assertThat(first.statusCode()).as(text(first)).isEqualTo(200);
        assertThat(text(first)).isEqualTo("{\"node_name\":\"" + NODE + "\",\"action_id\":\"" + action
                + "\",\"action_name\":\"ridge-firstboot\",\"task_id\":\"" + task.id() + "\",\"action_status\":\"incomplete\"}");
        assertThat(report(action, "{}").statusCode()).isEqualTo(200);
        JsonNode done = Json.read(report(action, """
                {"status": "Success", "details": [{"message": "all done", "error": true}]}""").body());
        assertThat(done.path("action_status").asString()).isEqualTo("success");

        assertThat(messages().size()).isEqualTo(2);
        JsonNode message = messages().path(0);
        assertThat(message.path("message").asString()).isEqualTo("step 1");
        assertThat(message.path("context_type").asString()).isEqualTo("bootaction");
        assertThat(message.path("context").asString()).isEqualTo(action);
        assertThat(message.path("extra").asString()).isEqualTo("{\"code\":17,\"ts\":\"x\"}");

        HttpResponse<byte[]> late = report(action, "{\"details\": [{\"message\": \"late\", \"error\": false}]}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(Json.read(late.body()).path("description").asString())
                .isEqualTo("Action " + action + " status finalized, not available for update.");
        assertThat(messages().size()).isEqualTo(2);
    }

    @Test
    void anActionThatIsNotAskedToReportCannot() {
        assertThat(report(silent, "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void unknownActionsAreNotFoundBeforeTheKeyIsLookedAt() {
        for (String id : List.of(MISSING, "notaulid", "a%20b")) {
            HttpResponse<byte[]> response = berth.send("POST", "/api/v1.0/bootactions/" + id, "{}");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).isEqualTo("{\"title\":\"404 Not Found\"}");
        }
        assertThat(berth.send("POST", "/api/v1.0/bootactions/" + action, "{}").statusCode()).isEqualTo(401);
    }

    static Stream<Arguments> badReports() {
        return Stream.of(
                Arguments.of("no error", "{\"details\": [{\"message\": \"x\"}]}"),
                Arguments.of("no message", "{\"details\": [{\"error\": true}]}"),
                Arguments.of("error is text", "{\"details\": [{\"message\": \"x\", \"error\": \"no\"}]}"),
                Arguments.of("details is an object", "{\"details\": {}}"),
                Arguments.of("detail is text", "{\"details\": [\"x\"]}"),
                Arguments.of("status unknown", "{\"status\": \"done\"}"),
                Arguments.of("status null", "{\"status\": null}"),
                Arguments.of("another field", "{\"state\": \"success\"}"),
                Arguments.of("malformed", "{bad"),
                Arguments.of("a list", "[]"),
                Arguments.of("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badReports")
    void whatIsNoReportIsABadRequest(String what, String body) {
        HttpResponse<byte[]> response = report(action, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("{\"title\":\"400 Bad Request\",\"description\":\"Error processing body.\"}");
        assertThat(messages().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bootaction/%s/", "/bootactions/%s/", "/bootactions//%s/", "/bootactions//%s"})
    void slashesTooManyAreForgiven(String path) {
        HttpResponse<byte[]> response = berth.send(
                "POST", "/api/v1.0" + path.formatted(action), "{}", "X-Bootaction-Key", key.hex(), "Content-Type", "application/json");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    }

    @Test
    void theBootScriptTellsAnAwaitedMachineWhoItIsAndAnyOtherToStartFromItsDisk() {
        String script = text(berth.send("GET", "/berth/v1/netboot/" + MAC.toUpperCase(Locale.ROOT).replace(':', '-'), ""));
        assertThat(script)
                .startsWith("#!ipxe\nkernel " + berth.url() + "/images/jammy/ga-22.04/vmlinuz ")
                .contains(" berth.host=" + NODE + " berth.key=" + key.hex() + " berth.url=" + berth.url() + " quiet\n");
        assertThat(text(berth.send("GET", "/berth/v1/netboot/52:54:00:00:00:01", ""))).contains("exit").doesNotContain("berth.key");
        assertThat(berth.send("GET", "/berth/v1/netboot/nonsense", "").statusCode()).isEqualTo(400);

        assertThat(nodePost("phonehome", "{\"status\": \"deployed\"}").statusCode()).isEqualTo(200);
        assertThat(text(berth.send("GET", "/berth/v1/netboot/" + MAC, ""))).doesNotContain("berth.key");
    }

    private HttpResponse<byte[]> nodePost(String what, String body) {
        return berth.send(
                "POST", "/berth/v1/nodes/" + NODE + "/" + what, body, "X-Bootaction-Key", key.hex(), "Content-Type", "application/json");
    }

    @Test
    void whatANodeFindsOutIsKeptForTheTask() {
        assertThat(nodePost("builddata", "{\"generator\": \"lshw\", \"data_format\": \"text/xml\", \"data_element\": \"<list/>\"}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode items = berth.get("/api/v1.0/tasks/" + task.id() + "/builddata");
        assertThat(items.path(0).path("data_element").asString()).isEqualTo("<list/>");
        assertThat(items.path(0).path("collected_date").asString()).endsWith("+00:00");
        assertThat(nodePost("builddata", "{\"generator\": \"lshw\"}").statusCode()).isEqualTo(400);
        assertThat(nodePost("builddata", "{bad").statusCode()).isEqualTo(400);
        assertThat(berth.send("POST", "/berth/v1/nodes/" + NODE + "/builddata", "{}").statusCode()).isEqualTo(401);
        assertThat(berth.send("POST", "/berth/v1/nodes/nobody/phonehome", "{}").statusCode()).isEqualTo(404);
        assertThat(berth.send("POST", "/berth/v1/nodes/" + NODE + "/phonehome", "{}", "X-Bootaction-Key", "00").statusCode())
                .isEqualTo(403);
        assertThat(nodePost("phonehome", "{\"status\": \"dancing\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void thePackagesOfANodeAreItsUserData() {
        String userData = text(berth.send("GET", "/berth/v1/nodes/" + NODE + "/userdata", "", "X-Bootaction-Key", key.hex()));
        assertThat(userData).startsWith("#cloud-config\npackages:\n").contains("chrony", "ipmitool");
        assertThat(berth.send("GET", "/berth/v1/nodes/" + NODE + "/userdata", "").statusCode()).isEqualTo(401);
    }

    @Test
    void aReportOnATaskThatWasForgottenIsTakenAllTheSame() {
        berth.store.write(List.of(new TaskMoved(task.id(), TaskStatus.COMPLETE, TaskResult.SUCCESS, 0, db.clock().now())));
        db.clock().advance(Duration.ofSeconds(1));
        berth.admin("DELETE", "/api/v1.0/tasks?days=0", "");
        assertThat(berth.admin("GET", "/api/v1.0/tasks/" + task.id(), "").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> late = report(action, "{\"status\": \"failure\", \"details\": [{\"message\": \"x\", \"error\": true}]}");
        assertThat(late.statusCode()).as(text(late)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /api/v1.0/bootdata/%00/units", "GET /api/v1.0/nodes/a%00b/builddata", "POST /api/v1.0/bootaction/%00",
        "POST /berth/v1/nodes/%00/phonehome", "GET /api/v1.0/tasks/%00", "GET /berth/v1/nodes/%00/userdata"
    })
    void namesThatCannotBeAreNotFound(String request) {
        String[] parts = request.split(" ");
        HttpResponse<byte[]> response = berth.admin(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "");
        assertThat(response.statusCode()).as(text(response)).isIn(400, 404);
    }

    @Test
    void textThatTheDatabaseCannotKeepIsKeptWithoutIt() {
        assertThat(nodePost("builddata", "{\"generator\": \"a\\u0000b\", \"data_format\": \"text/plain\", \"data_element\": \"x\\u0000y\"}").statusCode())
                .isEqualTo(200);
        assertThat(nodePost("phonehome", "{\"status\": \"failed\", \"message\": \"x\\u0000y\"}").statusCode()).isEqualTo(200);
        assertThat(report(action, "{\"details\": [{\"message\": \"x\\u0000y\", \"error\": true, \"more\": \"\\u0000\"}]}").statusCode())
                .isEqualTo(200);
        assertThat(berth.admin("POST", "/api/v1.0/tasks", "{\"action\": \"deploy_nodes\", \"design_ref\": \"a\\u0000b\"}").statusCode())
                .isEqualTo(400);
        assertThat(berth.admin("POST", "/api/v1.0/tasks", "{\"action\": \"verify_nodes\", \"design_ref\": \"a\", \"node_filter\": {\"x\": \"a\\u0000b\\ud800\"}}").statusCode())
                .isEqualTo(201);
        assertThat(berth.admin("POST", "/api/v1.0/validatedesign", "{\"href\": \"a\\u0000b\"}").statusCode()).isEqualTo(400);
    }
}
