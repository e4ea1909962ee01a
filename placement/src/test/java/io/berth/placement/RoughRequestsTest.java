package io.berth.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a client sends, it is the client's fault: never 500. */
class RoughRequestsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final String UUID_TEXT = "0b5be3a5-3e4f-4b0e-8f0e-3c5ad0b6a001";

    private static @Nullable PlacementServer server;

    @BeforeAll
    static void serve() {
        server = PlacementServer.start(DB, new TestAuthenticator());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @Test
    void oddPathsAndQueriesAreNoErrorOfOurs() throws IOException {
        List<String> failures = new ArrayList<>();
        List<String> odd = List.of(
                "%zz", "%", "%ff", "%00", "%2F", "%0A", "%ed%a0%80", "☃", "a".repeat(3_000), "'", "\\", "..", "%2e%2e", ";x=1");
        for (String path : List.of("resource_providers", "resource_classes", "traits", "allocations", "nowhere")) {
            for (String value : odd) {
                for (String method : List.of("GET", "PUT", "DELETE")) {
                    collect(failures, method, "/placement/" + path + "/" + value, "");
                }
            }
        }
        for (String name : List.of("name", "uuid", "in_tree", "resources", "required", "member_of", "%ff", "project_id")) {
            for (String value : odd) {
                collect(failures, "GET", "/placement/resource_providers?" + name + "=" + value, "");
                collect(failures, "GET", "/placement/usages?" + name + "=" + value, "");
                collect(failures, "GET", "/placement/traits?" + name + "=" + value, "");
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oddBodiesAreNoErrorOfOurs() throws IOException {
        assertThat(send("POST", "/placement/resource_providers", "{\"name\": \"p\", \"uuid\": \"" + UUID_TEXT + "\"}"))
                .isEqualTo(200);
        List<String> values = List.of(
                "null", "true", "0", "-1", "1e400", "-1e400", "1e18", "1e30", "9223372036854775808", "1.5", "\"\"", "\"x\"",
                "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[[[]]]]", "{\"\": {}}", "\"" + "urn:".repeat(2_000) + UUID_TEXT + "\"",
                "[".repeat(2_000), "NaN", "Infinity", "");
        List<String> failures = new ArrayList<>();
        for (String value : values) {
            collect(failures, "POST", "/placement/resource_providers", "{\"name\": " + value + "}");
            collect(failures, "POST", "/placement/resource_providers", "{\"name\": \"n\", \"parent_provider_uuid\": " + value + "}");
            collect(failures, "PUT", "/placement/resource_providers/" + UUID_TEXT, "{\"name\": " + value + "}");
            collect(failures, "PUT", "/placement/resource_providers/" + UUID_TEXT + "/aggregates",
                    "{\"resource_provider_generation\": 0, \"aggregates\": [" + value + "]}");
            collect(failures, "PUT", "/placement/resource_providers/" + UUID_TEXT + "/traits",
                    "{\"resource_provider_generation\": " + value + ", \"traits\": [" + value + "]}");
            collect(failures, "POST", "/placement/resource_classes", "{\"name\": " + value + "}");
            for (String field : List.of("total", "reserved", "min_unit", "allocation_ratio", "resource_class")) {
                collect(failures, "POST", "/placement/resource_providers/" + UUID_TEXT + "/inventories",
                        "{\"resource_class\": \"VCPU\", \"total\": 5, \"" + field + "\": " + value + "}");
                collect(failures, "PUT", "/placement/resource_providers/" + UUID_TEXT + "/inventories",
                        "{\"resource_provider_generation\": " + value + ", \"inventories\": {\"VCPU\": {\"total\": 5, \"" + field + "\": " + value + "}}}");
            }
            for (String field : List.of("project_id", "user_id", "consumer_generation", "consumer_type", "mappings", "allocations")) {
                String body = "{\"project_id\": \"p\", \"user_id\": \"u\", \"consumer_generation\": null, \"consumer_type\": \"T\","
                        + " \"allocations\": {\"" + UUID_TEXT + "\": {\"resources\": {\"VCPU\": 1}}}, \"" + field + "\": " + value + "}";
                collect(failures, "PUT", "/placement/allocations/" + UUID_TEXT, body);
                collect(failures, "POST", "/placement/allocations", "{\"" + UUID_TEXT + "\": " + body + "}");
            }
            collect(failures, "PUT", "/placement/allocations/" + UUID_TEXT,
                    "{\"project_id\": \"p\", \"user_id\": \"u\", \"consumer_generation\": null, \"consumer_type\": \"T\","
                            + " \"allocations\": {\"" + UUID_TEXT + "\": {\"resources\": {\"VCPU\": " + value + "}}}}");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aLengthThatIsNoIntegerIsToldInPlacementsWords() throws IOException {
        String answer = exchange("GET /placement/resource_providers HTTP/1.1\r\nHost: x\r\nContent-Length: hi mom\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"errors\":", "content-length header must be an integer", "\"request_id\":\"req-");
    }

    private static void collect(List<String> failures, String method, String target, String body) throws IOException {
        int status = send(method, target, body);
        if (status >= 500) {
            failures.add(status + " " + method + " " + target.substring(0, Math.min(200, target.length())) + " "
                    + body.substring(0, Math.min(300, body.length())));
        }
    }

    /** By hand: an HTTP client would not send such requests. */
    private static int send(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "X-Auth-Token: admin\r\nOpenStack-API-Version: placement 1.39\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        String answer = exchange(head + body);
        assertThat(answer).as("%s %s", method, target).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Objects.requireNonNull(server).port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
