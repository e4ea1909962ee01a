package io.berth.messages.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.messages.MessageChange;
import io.berth.messages.MessagesPolicy;
import io.berth.messages.MessagesStore;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The contract cinder-messages, on the wire. */
class MessagesHttpTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    static final String DEMO = "5d955c99d3ae4d5e8d7e736513870e62";
    static final String DEMO2 = "2993b79beff142f48194621b884870e6";
    static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";
    static final String NOT_FOUND = "The resource could not be found.";
    static final HttpClient client = HttpClient.newHttpClient();
    static HttpServer server;

    @BeforeAll
    static void start() {
        db.store().writes(MessageChange.class, MessagesStore::write);
        MessagesApi api = new MessagesApi(db.store(), new ByToken(), new Defaults());
        server = HttpServer.start(
                "127.0.0.1", 0, List.of(Health.api(() -> true, () -> ""), api), Ids.random(), HttpServer.newMetrics());
    }

    @AfterAll
    static void stop() {
        server.close();
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

    /** The defaults of {@link MessagesPolicy}, read by hand. */
    static final class Defaults implements Policy {
        @Override
        public boolean allows(String rule, Caller caller, Map<String, String> target) {
            boolean own = caller.projectId().filter(target.getOrDefault("project_id", "")::equals).isPresent();
            return switch (rule) {
                case MessagesPolicy.ALL_PROJECTS -> caller.hasRole("admin");
                case MessagesPolicy.DELETE -> caller.hasRole("admin") || caller.hasRole("member") && own;
                default -> caller.hasRole("admin") || caller.hasRole("reader") && own;
            };
        }
    }

    @BeforeEach
    void rows() {
        db.database().transact(tx -> {
            tx.execute("DELETE FROM messages.message");
            for (int i = 1; i <= 5; i++) {
                row(tx, i, DEMO, i == 3 ? "VOLUME_SNAPSHOT" : "VOLUME", "001", "003", i == 4 ? "INFO" : "ERROR");
            }
            row(tx, 6, DEMO2, "VOLUME", "002", "021", "ERROR");
            tx.execute("UPDATE messages.message SET resource_type = NULL, resource_uuid = NULL, expires_at = NULL, "
                    + "request_id = NULL WHERE id = ?", uuid(5));
            tx.execute("UPDATE messages.message SET action_id = NULL, detail_id = NULL, event_id = '000002' WHERE id = ?", uuid(2));
            return 0;
        });
    }

    private static void row(
            Handle tx, int n, String project, String type, String action, String detail, String level) {
        tx.execute(
                "INSERT INTO messages.message (id, project_id, request_id, resource_type, resource_uuid, action_id, "
                        + "detail_id, event_id, message_level, created_at, expires_at) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                uuid(n), project, "req-" + uuid(n), type, "f292cc0c-54a7-4b3b-8174-d2ff82d8700" + n, action, detail,
                "VOLUME_" + type + "_" + action + "_" + detail, level,
                OffsetDateTime.parse("2026-11-21T00:24:05.17360" + n + "Z"),
                OffsetDateTime.parse("2026-12-21T00:24:05.173604Z"));
    }

    static UUID uuid(int n) {
        return UUID.fromString("aca7dbbe-de23-4e96-9da8-45400000000" + n);
    }

    private static HttpResponse<String> send(String method, String path, String role, String version) {
        return sendAs(role.isEmpty() ? "" : DEMO + ":" + role, method, path, version.isEmpty() ? "" : "volume " + version);
    }

    private static HttpResponse<String> sendAs(String token, String method, String path, String header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/volume" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        if (!header.isEmpty()) {
            request.header("OpenStack-API-Version", header);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The last digits of the messages' ids, in the order of the answer. */
    private static String numbers(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        StringBuilder numbers = new StringBuilder();
        json(answer).get("messages").forEach(message -> {
            String id = message.get("id").asString();
            numbers.append(id.substring(id.length() - 1));
        });
        return numbers.toString();
    }

    @ParameterizedTest(name = "{0} as {1} at {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            '',                                   member, 3.3,  54321
            '?limit=1&resource_type=x&foo=bar',   member, 3.4,  54321
            '?limit=2',                           member, 3.5,  54
            '?limit=2&sort=created_at:asc',       member, 3.5,  12
            '?limit=0',                           member, 3.5,  -
            '?limit=100000',                      member, 3.5,  54321
            '?limit=99999999999999999999',        member, 3.5,  54321
            '?offset=3',                          member, 3.5,  21
            '?marker=aca7dbbe-de23-4e96-9da8-454000000004&limit=2', member, 3.5, 32
            '?marker=aca7dbbe-de23-4e96-9da8-454000000004&offset=1', member, 3.5, 21
            '?sort=message_level:desc,created_at:asc', member, 3.5, 41235
            '?sort=message_level:desc,created_at:asc&marker=aca7dbbe-de23-4e96-9da8-454000000002', member, 3.5, 35
            '?sort_key=id&sort_dir=asc',          member, 3.5,  12345
            '?sort=resource_type:asc&marker=aca7dbbe-de23-4e96-9da8-454000000005', member, 3.5, 1243
            '?sort=deleted',                      member, 3.5,  54321
            '?resource_type=VOLUME_SNAPSHOT',     member, 3.5,  3
            '?message_level=INFO',                member, 3.31, 4
            '?event_id=VOLUME_VOLUME_001_003',    member, 3.31, 541
            '?request_id=req-aca7dbbe-de23-4e96-9da8-454000000002', member, 3.5, 2
            '?created_at=2026-11-21T00:24:05.173601', member, 3.5, 1
            '?foo=bar',                           member, 3.5,  -
            '?foo=bar',                           admin,  3.31, -
            '?all_tenants=1',                     member, 3.5,  54321
            '?all_tenants=1',                     member, 3.31, 54321
            '?all_tenants=1',                     admin,  3.31, 654321
            '?project_id=2993b79beff142f48194621b884870e6', member, 3.5, -
            '?project_id=2993b79beff142f48194621b884870e6', admin, 3.71, 6
            '?event_id~=002_021',                 admin,  3.34, 6
            '?event_id~=002_021',                 admin,  3.33, -
            '',                                   reader, latest, 54321
            """)
    void lists(String query, String role, String version, String expected) {
        for (String path : List.of("/v3/" + DEMO + "/messages", "/v3/messages", "/v3/messages.json")) {
            assertThat(numbers(send("GET", path + query, role, version)))
                    .as(path + query)
                    .isEqualTo(expected == null ? "" : expected);
        }
    }

    @ParameterizedTest(name = "{0} as {1} at {2}: {3}")
    @CsvSource(textBlock = """
            '?limit=-1',     member, 3.5, 400, limit param must be positive
            '?limit=abc',    member, 3.5, 400, limit param must be an integer
            '?offset=-1',    member, 3.5, 400, offset must be >= 0
            '?offset=abc',   member, 3.5, 400, offset must be an integer
            '?offset=2147483648', member, 3.5, 400, offset must be <= 2147483647
            '?marker=11111111-2222-3333-4444-555555555555', member, 3.5, 404, Message 11111111-2222-3333-4444-555555555555 could not be found.
            '?marker=aca7dbbe-de23-4e96-9da8-454000000006', member, 3.5, 404, Message aca7dbbe-de23-4e96-9da8-454000000006 could not be found.
            '?sort=id&sort_key=id', member, 3.5, 400, The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.
            '?sort=nope',    member, 3.5, 400, Invalid input received: Invalid sort key
            '?sort=',        member, 3.5, 400, Invalid input received: Invalid sort key
            '?sort=id:up',   member, 3.5, 400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'."
            '?sort_dir=up',  member, 3.5, 400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'."
            '?foo=bar',      member, 3.31, 400, Invalid filters foo are found in query options.
            '?foo=bar&id=1&all_tenants=1', member, 3.31, 400, "Invalid filters foo,id are found in query options."
            '?event_id~=001', member, 3.34, 400, Invalid filters event_id~ are found in query options.
            '?%C3%A9=1',     member, 3.31, 400, Filter keys can only contain ASCII characters.
            '?message_level=ERROR&message_level=INFO', member, 3.5, 400, The server could not comply with the request since it is either malformed or otherwise incorrect.
            '',              other,  3.5, 403, Policy doesn't allow message:get_all to be performed.
            '',              member, 3.2, 404, The resource could not be found.
            """, quoteCharacter = '"')
    void refusesLists(String query, String role, String version, int status, String message) {
        assertFault(send("GET", "/v3/" + DEMO + "/messages" + query.replace("'", ""), role, version), status, message);
    }

    private static void assertFault(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode fault = json(answer).properties().iterator().next().getValue();
        assertThat(fault.get("message").asString()).isEqualTo(message);
        assertThat(fault.get("code").asInt()).isEqualTo(status);
    }

    @Test
    void showsAMessageWithItsKeysInOrder() {
        HttpResponse<String> answer = send("GET", "/v3/" + DEMO + "/messages/" + uuid(1), "reader", "3.3");
        String base = "http://127.0.0.1:" + server.port() + "/volume";
        assertThat(answer.body()).isEqualTo("{\"message\":{\"id\":\"" + uuid(1) + "\",\"event_id\":\"VOLUME_VOLUME_001_003\","
                + "\"user_message\":\"schedule allocate volume:Could not find any available weighted backend.\","
                + "\"message_level\":\"ERROR\",\"created_at\":\"2026-11-21T00:24:05.173601\","
                + "\"guaranteed_until\":\"2026-12-21T00:24:05.173604\",\"request_id\":\"req-" + uuid(1) + "\","
                + "\"links\":[{\"rel\":\"self\",\"href\":\"" + base + "/v3/" + DEMO + "/messages/" + uuid(1) + "\"},"
                + "{\"rel\":\"bookmark\",\"href\":\"" + base + "/" + DEMO + "/messages/" + uuid(1) + "\"}],"
                + "\"resource_type\":\"VOLUME\",\"resource_uuid\":\"f292cc0c-54a7-4b3b-8174-d2ff82d87001\"}}");
        assertThat(answer.headers().firstValue("OpenStack-API-Version")).contains("volume 3.3");
        assertThat(answer.headers().firstValue("Vary")).contains("OpenStack-API-Version");
        assertThat(answer.headers().firstValue("X-Compute-Request-Id"))
                .isEqualTo(answer.headers().firstValue("X-OpenStack-Request-ID"))
                .isPresent();
    }

    @Test
    void leavesOutWhatIsEmptyAndReadsRowsOfOld() {
        JsonNode bare = json(send("GET", "/v3/messages/" + uuid(5), "member", "latest")).get("message");
        assertThat(bare.has("resource_type") || bare.has("resource_uuid")).isFalse();
        assertThat(bare.get("guaranteed_until").isNull() && bare.get("request_id").isNull()).isTrue();
        assertThat(bare.get("links").get(1).get("href").asString()).endsWith("/volume/messages/" + uuid(5));
        assertThat(json(send("GET", "/v3/messages/" + uuid(2), "member", "3.5")).get("message").get("user_message").asString())
                .startsWith("No storage could be allocated for this volume request.");
    }

    @Test
    void aFullPageHasALinkToTheNextUntilAPageIsEmpty() {
        JsonNode first = json(send("GET", "/v3/messages?limit=5&message_level=ERROR&sort=created_at:asc", "admin", "3.67"));
        String href = first.get("messages_links").get(0).get("href").asString();
        assertThat(href).isEqualTo("http://127.0.0.1:" + server.port() + "/volume/v3/messages?limit=5&message_level=ERROR"
                + "&sort=created_at%3Aasc&marker=" + uuid(6));
        HttpResponse<String> next = send("GET", href.substring(href.indexOf("/v3")), "admin", "3.67");
        assertThat(next.body()).isEqualTo("{\"messages\":[]}");
        assertThat(json(send("GET", "/v3/messages?limit=6", "member", "3.67")).has("messages_links")).isFalse();
        assertThat(json(send("GET", "/v3/messages?limit=1", "member", "3.3")).has("messages_links")).isFalse();
    }

    @Test
    void nobodyButAdminSeesOtherProjects() {
        String foreign = "/v3/messages/" + uuid(6);
        String notFound = "Message " + uuid(6) + " could not be found.";
        assertFault(send("GET", foreign, "member", "3.3"), 404, notFound);
        assertFault(send("DELETE", foreign, "member", "3.3"), 404, notFound);
        assertThat(send("GET", foreign, "admin", "3.3").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", foreign, "admin", "3.3").statusCode()).isEqualTo(204);
        assertFault(send("GET", "/v3/" + DEMO2 + "/messages", "admin", "3.5"), 400, "Malformed request url");
    }

    @Test
    void deletesOnceAndOnlyForMembers() {
        String path = "/v3/" + DEMO + "/messages/" + uuid(1);
        assertFault(send("DELETE", path, "reader", "3.5"), 403, "Policy doesn't allow message:delete to be performed.");
        assertFault(send("DELETE", path.replace(uuid(1) + "", UNKNOWN), "reader", "3.5"), 404, "Message " + UNKNOWN + " could not be found.");
        assertFault(send("DELETE", path, "member", "3.2"), 404, NOT_FOUND);
        HttpResponse<String> deleted = send("DELETE", path, "member", "3.5");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertFault(send("DELETE", path, "member", "3.5"), 404, "Message " + uuid(1) + " could not be found.");
        assertFault(send("GET", path, "member", "3.5"), 404, "Message " + uuid(1) + " could not be found.");
    }

    @ParameterizedTest(name = "{0} {1} with ''{2}'': {3} {4}")
    @CsvSource(textBlock = """
            GET,    /v3/messages/abc,    volume 3.5,               404, Message abc could not be found., volume 3.5
            GET,    /v3/messages/ACA7DBBE-DE23-4E96-9DA8-454000000001, volume 3.5, 404, Message ACA7DBBE-DE23-4E96-9DA8-454000000001 could not be found., volume 3.5
            GET,    /v3/messages/detail, volume 3.5,               404, The resource could not be found., volume 3.5
            POST,   /v3/messages,        volume 3.5,               404, The resource could not be found., volume 3.5
            PUT,    /v3/messages/abc,    volume 3.5,               404, The resource could not be found., volume 3.5
            GET,    /v3/messages,        '',                       404, The resource could not be found., volume 3.0
            GET,    /v3/resource_filters, volume 3.32,             404, The resource could not be found., volume 3.32
            GET,    /v3/messages,        volume 3.999,             406, Version 3.999 is not supported by the API. Minimum is 3.0 and maximum is 3.71., volume 3.999
            GET,    /v3/messages,        volume 2.0,               406, Version 2.0 is not supported by the API. Minimum is 3.0 and maximum is 3.71., ''
            GET,    /v3/messages,        volume abc,               400, API Version String abc is of invalid format. Must be of format MajorNum.MinorNum., ''
            GET,    /v3/messages,        3.5,                      400, The server could not comply with the request since it is either malformed or otherwise incorrect., ''
            GET,    /v3/messages,        compute 2.1,              400, The server could not comply with the request since it is either malformed or otherwise incorrect., ''
            """)
    void refusesWithTheVersionItRead(
            String method, String path, String header, int status, String message, String stamped) {
        HttpResponse<String> answer = sendAs(DEMO + ":member", method, path, header);
        assertFault(answer, status, message);
        assertThat(answer.headers().firstValue("OpenStack-API-Version").orElse("")).isEqualTo(stamped);
    }

    @Test
    void readsTheVersionForVolumeAmongOthers() {
        HttpResponse<String> answer = sendAs(DEMO + ":member", "GET", "/v3/messages?limit=1", "compute 2.1,volume 3.5");
        assertThat(numbers(answer)).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v3/not_hex!/messages", "GET,/v3/" + DEMO + "/nope", "PATCH,/v3/messages", "GET,/v3/messages/", "GET,/nope"})
    void whatIsNotRoutedIsPlainText(String method, String path) {
        HttpResponse<String> answer = send(method, path, "member", "3.5");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 Not Found\n\nThe resource could not be found.\n\n   ");
        assertThat(answer.headers().firstValue("OpenStack-API-Version")).isEmpty();
    }

    @Test
    void withoutAValidTokenThereIsAChallenge() {
        for (String token : List.of("", "x")) {
            HttpResponse<String> answer = sendAs(token, "GET", "/v3/" + DEMO + "/messages", "volume 3.5");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Keystone uri=\"http://identity.example\"");
            assertThat(json(answer).get("error").get("title").asString()).isEqualTo("Unauthorized");
        }
    }

    @ParameterizedTest
    @CsvSource({"'',300", "/,300", "/v3,200", "/v3/,200"})
    void tellsItsVersionsToAnyone(String path, int status) {
        HttpResponse<String> answer = send("GET", path, "", "3.70");
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode version = json(answer).get("versions").get(0);
        assertThat(version.get("id").asString()).isEqualTo("v3.0");
        assertThat(version.get("version").asString()).isEqualTo("3.71");
        assertThat(version.get("min_version").asString()).isEqualTo("3.0");
        assertThat(version.get("links").get(1).get("href").asString()).endsWith("/volume/v3/");
        assertThat(answer.headers().firstValue("OpenStack-API-Version")).contains("volume 3.0");
    }

    @Test
    void tellsWhatMessagesCanBeFilteredBy() {
        assertThat(send("GET", "/v3/" + DEMO + "/resource_filters?resource=message", "other", "3.33").body())
                .isEqualTo("{\"resource_filters\":[{\"resource\":\"message\",\"filters\":"
                        + "[\"resource_uuid\",\"resource_type\",\"event_id\",\"request_id\",\"message_level\"]}]}");
        assertThat(send("GET", "/v3/resource_filters?resource=volume", "member", "3.33").body())
                .isEqualTo("{\"resource_filters\":[]}");
    }
}
