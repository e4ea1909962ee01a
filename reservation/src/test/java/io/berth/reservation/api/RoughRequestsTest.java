package io.berth.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.HttpServer;
import io.berth.testkit.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a client sends, it is the client's fault: never 500. */
class RoughRequestsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final List<String> VALUES = List.of(
            "null", "true", "0", "-1", "1e400", "1e18", "1e30", "9223372036854775808", "1.5", "\"\"", "\"x\"", "\"now\"",
            "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[{\"id\": null}]", "{\"\": {}}",
            "\"0000-01-01 00:00\"", "\"9999-12-31 23:59\"", "\"" + "9".repeat(5_000) + "\"", "\"[\\\"==\\\", \\\"$\\u0000\\\", \\\"x\\\"]\"",
            "\"" + "[".repeat(5_000) + "\"", "[".repeat(2_000), "NaN", "");

    private static @Nullable HttpServer server;

    @BeforeAll
    static void serve() {
        server = BlazarServer.start(DB);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @Test
    void oddPathsAndQueriesAreNoErrorOfOurs() throws IOException {
        List<String> failures = new ArrayList<>();
        List<String> odd = List.of(
                "%zz", "%", "%ff", "%00", "%2F", "%0A", "%ed%a0%80", "☃", "a".repeat(3_000), "'", "\\", "..", "%2e%2e", ";x=1",
                ".json", "+1", "-1", "0", "1-1-1-1-1");
        for (String path : List.of("", "leases", "os-hosts", "os-hosts/properties", "floatingips", "os-hosts/1/allocation")) {
            for (String value : odd) {
                for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE")) {
                    collect(failures, method, "/v1/" + path + "/" + value, "");
                }
                collect(failures, "GET", "/v1/" + path + "?lease_id=" + value + "&reservation_id=" + value + "&detail=" + value + "&all=" + value, "");
            }
        }
        for (String value : odd) {
            collect(failures, "GET", "/v1/os-hosts/allocations?lease_id=" + value, "");
            collect(failures, "GET", "/v1/os-hosts/allocations?reservation_id=" + value, "");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oddBodiesAreNoErrorOfOurs() throws IOException {
        String created = answer("POST", "/v1/leases", lease("\"x\": 1"));
        String lease = found("\"lease\":\\{\"id\":\"([^\"]+)\"", created);
        String reservation = found("\"reservations\":\\[\\{\"id\":\"([^\"]+)\"", created);
        List<String> failures = new ArrayList<>();
        for (String value : VALUES) {
            for (String key : List.of(
                    "name", "start_date", "end_date", "before_end_date", "before_end_notification", "reservations", "events", "id", "status")) {
                collect(failures, "POST", "/v1/leases", lease("\"" + key + "\": " + value));
                collect(failures, "PUT", "/v1/leases/" + lease, "{\"" + key + "\": " + value + "}");
            }
            for (String key : List.of(
                    "id", "resource_type", "min", "max", "hypervisor_properties", "resource_properties", "before_end", "status")) {
                collect(failures, "POST", "/v1/leases", lease("\"reservations\": [" + reservation("\"" + key + "\": " + value) + "]"));
                collect(failures, "PUT", "/v1/leases/" + lease,
                        "{\"reservations\": [{\"id\": \"" + reservation + "\", \"" + key + "\": " + value + "}]}");
            }
            for (String key : List.of("event_type", "time", "status", "event_date")) {
                collect(failures, "POST", "/v1/leases", lease("\"events\": [{\"event_type\": \"x\", \"" + key + "\": " + value + "}]"));
            }
            for (String key : List.of("name", "id", "gpu", "vcpus", "values", "trust_id", "", "\\u0000", "\\ud800", "x".repeat(65))) {
                collect(failures, "POST", "/v1/os-hosts", "{\"name\": \"nowhere\", \"" + key + "\": " + value + "}");
                collect(failures, "POST", "/v1/os-hosts", "{\"name\": \"machine-1\", \"" + key + "\": " + value + "}");
                collect(failures, "PUT", "/v1/os-hosts/1", "{\"" + key + "\": " + value + "}");
                collect(failures, "PUT", "/v1/os-hosts/1", "{\"values\": {\"" + key + "\": " + value + "}}");
            }
            collect(failures, "PATCH", "/v1/os-hosts/properties/gpu", "{\"private\": " + value + "}");
            collect(failures, "POST", "/v1/leases", value);
            collect(failures, "PUT", "/v1/leases/" + lease, value);
            collect(failures, "POST", "/v1/os-hosts", value);
            collect(failures, "PUT", "/v1/os-hosts/1", value);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oddReservationsOfInstancesAreNoErrorOfOurs() throws IOException {
        List<String> failures = new ArrayList<>();
        String instances = "\"resource_type\": \"virtual:instance\", \"amount\": 1, \"vcpus\": 1, \"memory_mb\": 1, \"disk_gb\": 1,"
                + " \"affinity\": null, \"resource_properties\": \"\"";
        String flavors = "\"resource_type\": \"flavor:instance\", \"flavor_id\": \"2\", \"amount\": 1, \"affinity\": null";
        for (String kind : List.of(instances, flavors)) {
            String created = answer(
                    "POST", "/v1/leases", lease("\"reservations\": [{" + kind + "}]").replace("2090", "2091"));
            String lease = found("\"lease\":\\{\"id\":\"([^\"]+)\"", created);
            String reservation = found("\"reservations\":\\[\\{\"id\":\"([^\"]+)\"", created);
            for (String value : VALUES) {
                for (String key : List.of(
                        "amount", "vcpus", "memory_mb", "disk_gb", "affinity", "resource_properties", "flavor_id", "resource_type")) {
                    String odd = "\"" + key + "\": " + value;
                    collect(failures, "POST", "/v1/leases", lease("\"reservations\": [{" + kind + ", " + odd + "}]").replace("2090", "2092"));
                    collect(failures, "PUT", "/v1/leases/" + lease,
                            "{\"reservations\": [{\"id\": \"" + reservation + "\", " + odd + "}]}");
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private static String lease(String member) {
        return "{\"name\": \"l\", \"start_date\": \"2090-01-01 00:00\", \"end_date\": \"2090-01-02 00:00\", \"reservations\": ["
                + reservation("\"x\": 1") + "], " + member + "}";
    }

    private static String reservation(String member) {
        return "{\"resource_type\": \"physical:host\", \"min\": 1, \"max\": 1, \"hypervisor_properties\": \"\","
                + " \"resource_properties\": \"\", " + member + "}";
    }

    private static String found(String regex, String answer) {
        Matcher matcher = Pattern.compile(regex).matcher(answer);
        assertThat(matcher.find()).as("%s in %s", regex, answer).isTrue();
        return matcher.group(1);
    }

    private static void collect(List<String> failures, String method, String target, String body) throws IOException {
        String answer = answer(method, target, body);
        if (Integer.parseInt(answer.substring(9, 12)) >= 500) {
            failures.add(answer.substring(9, 12) + " " + method + " " + target.substring(0, Math.min(200, target.length())) + " "
                    + body.substring(0, Math.min(300, body.length())));
        }
    }

    /** By hand: an HTTP client would not send such requests. */
    private static String answer(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " /reservation" + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "X-Auth-Token: admin\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", Objects.requireNonNull(server).port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).as("%s %s", method, target).startsWith("HTTP/1.1 ");
            return answer;
        }
    }
}
