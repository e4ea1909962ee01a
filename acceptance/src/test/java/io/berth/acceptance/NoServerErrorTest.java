package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.fuzz.RawHttp;
import io.berth.acceptance.fuzz.RequestMaker;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Scenes;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing that a client sends makes a 5xx; 503 for overload excepted. Requests are made from a seed, so that one that failed can
 * be sent again: {@code -Dberth.fuzz.seed=… -Dberth.fuzz.first=…}; {@code -Dberth.fuzz.seconds=…} makes it last longer.
 */
@ExtendWith(ShowBerthOnFailure.class)
class NoServerErrorTest {
    private static final long SEED = Long.getLong("berth.fuzz.seed", 20_261_121L);
    private static final long FIRST = Long.getLong("berth.fuzz.first", 0L);
    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("berth.fuzz.seconds", 15L));
    private static final int THREADS = 4;
    private static final int FAULTS_SHOWN = 10;
    private static final int SHOWN_CHARACTERS = 2_000;
    private static final int OVERLOADED = 503;
    private static final String CONSUMER = "6c430ede-9476-4128-8838-8d3929ced223";

    private static BerthProcess berth;
    private static RequestMaker requests;

    @BeforeAll
    static void start() {
        Path directory = Leftovers.newDirectory("fuzz");
        berth = BerthProcess.serve(BerthProcess.Options.in(directory));
        Session admin = berth.awaitHosts();
        requests = new RequestMaker(SEED, routes(directory), bodies(admin), ids(admin), admin.token());
    }

    /** As the command prints them: API, method, path, rule, summary. */
    private static List<String> routes(Path directory) {
        BerthProcess listing = BerthProcess.start(directory, List.of("routes"));
        assertThat(listing.awaitEnd(Duration.ofSeconds(30))).as(listing::ends).isZero();
        List<String> routes = listing.output().lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 3)
                .map(columns -> columns[1] + " " + columns[2])
                .toList();
        assertThat(routes).anyMatch(route -> route.endsWith("/reservation/v1/leases"));
        return routes;
    }

    private static Map<String, List<String>> ids(Session admin) {
        JsonNode hosts = admin.get("/reservation/v1/os-hosts").json().path("hosts");
        String host = hosts.at("/0/hypervisor_hostname").asString();
        String provider = admin.get("/placement/resource_providers").json().at("/resource_providers/0/uuid").asString();
        Instant start = Leases.now(admin).plus(Duration.ofDays(30));
        String lease = admin.post(Leases.PATH, Leases.of(
                        "fuzzed", host, Leases.minute(start), Leases.minute(start.plus(Duration.ofDays(1)))))
                .expect(201).text("/lease/id");
        String address = admin.post("/reservation/v1/floatingips", Map.of(
                        "floating_network_id", Leases.NETWORK, "floating_ip_address", "172.24.4.210"))
                .expect(201).text("/floatingip/id");
        String task = admin.get("/api/v1.0/tasks").json().at("/0/task_id").asString();
        String server = Scenes.createServer(admin, "fuzzed", CONSUMER, CONSUMER);
        return Map.ofEntries(
                Map.entry("servers", List.of(server)),
                Map.entry("leases", List.of(lease)),
                Map.entry("os-hosts", List.of(hosts.at("/0/id").asString(), hosts.at("/1/id").asString())),
                Map.entry("floatingips", List.of(address)),
                Map.entry("resource_providers", List.of(provider)),
                Map.entry("allocations", List.of(lease, CONSUMER)),
                Map.entry("inventories", List.of("VCPU", "MEMORY_MB")),
                Map.entry("traits", List.of("HW_CPU_X86_VMX", "CUSTOM_FUZZED")),
                Map.entry("tasks", List.of(task)),
                Map.entry("nodes", List.of(host)),
                Map.entry("", List.of(admin.projectId(), lease, provider, task, host, server, CONSUMER, "VCPU")));
    }

    /** Lines of {@code part of a path, blank, good body}. */
    private static List<RequestMaker.Body> bodies(Session admin) {
        String provider = admin.get("/placement/resource_providers").json().at("/resource_providers/0/uuid").asString();
        return Clients.resource("/fuzz/bodies.txt").lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replace("PROVIDER", provider).replace("DESIGN", Leases.designRef(admin)).split(" ", 2))
                .map(parts -> new RequestMaker.Body(parts[0], JsonMapper.shared().readTree(parts[1])))
                .toList();
    }

    @Test
    void random_requests_never_make_a_server_error() throws InterruptedException {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong(FIRST);
        Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.submit(() -> {
                    while (System.nanoTime() < deadline && faults.size() < FAULTS_SHOWN) {
                        judge(next.getAndIncrement(), faults, answers);
                    }
                });
            }
        }
        long sent = next.get() - FIRST;
        assertThat(faults).as("%d requests of seed %d; faults", sent, SEED).isEmpty();
        assertThat(sent).as("requests sent").isGreaterThan(100);
        assertThat(count(answers, OVERLOADED)).as("answers 503, of " + sent).isLessThan(sent / 4);
        assertThat(count(answers, 200)).as("answers 200, of " + sent + ": most must get past the gates").isGreaterThan(sent / 20);
        Session.logIn(berth.url(), "admin", "admin").get("/reservation/v1/os-hosts").expect(200);
    }

    private static long count(Map<Integer, AtomicInteger> answers, int status) {
        return answers.getOrDefault(status, new AtomicInteger()).get();
    }

    private static void judge(long number, Queue<String> faults, Map<Integer, AtomicInteger> answers) {
        byte[] request = requests.make(number);
        try {
            RawHttp.Reply reply = RawHttp.send(berth.url(), request);
            answers.computeIfAbsent(reply.status(), any -> new AtomicInteger()).incrementAndGet();
            if (reply.status() != OVERLOADED && (reply.status() >= 500 || reply.status() == 0)) {
                faults.add(shown(number, request, "answered " + reply.text()));
            }
        } catch (IOException failure) {
            faults.add(shown(number, request, "no answer: " + failure));
        }
    }

    private static String shown(long number, byte[] request, String outcome) {
        String text = new String(request, StandardCharsets.UTF_8);
        return "\n--- request %d (-Dberth.fuzz.seed=%d -Dberth.fuzz.first=%d)\n%s\n--- %s\n".formatted(
                number, SEED, number, text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS)),
                outcome.substring(0, Math.min(outcome.length(), SHOWN_CHARACTERS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /\u0000 HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: b\r\nHost: c\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET http://other/placement HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "GET /placement/%2e%2e/%2f/ HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "GET /placement//resource_providers HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: b\r\nX-Auth-Token: \u0001\u0007\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: b\r\nX-Auth-Token: ÄÖ💥\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\n folded: header\r\nHost: b\r\nConnection: close\r\n\r\n",
        "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: b\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
        "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: b\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\n{}",
        "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: b\r\nContent-Length: 99999999999999999999\r\nConnection: close\r\n\r\n",
        "POST /placement/resource_providers HTTP/1.1\r\nHost: b\r\nExpect: 200-maybe\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "NONSENSE\r\n\r\n"
    })
    void requests_that_are_hardly_HTTP_are_refused_and_not_failed_on(String request) throws IOException {
        RawHttp.Reply reply = RawHttp.send(berth.url(), request.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.text()).isLessThan(500);
    }

    /** A client that promises more than it sends, and goes: nobody waits for the rest. */
    @Test
    void a_body_that_stops_in_the_middle_holds_nothing_up() throws IOException {
        String head = "PUT /placement/allocations/%s HTTP/1.1\r\nHost: b\r\nX-Auth-Token: %s\r\nContent-Type: application/json\r\nConnection: close\r\n"
                .formatted(CONSUMER, requests.token());
        for (String rest : List.of(
                "Content-Length: 1000\r\n\r\n{\"allocations\"", "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"allocations\"",
                "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"al\r\n", "Content-Length: 5\r\n\r\n")) {
            int status = RawHttp.sendAndGo(berth.url(), (head + rest).getBytes(StandardCharsets.UTF_8)).status();
            assertThat(status).as(rest).matches(it -> it == 0 || it >= 400 && it < 500, "refused, or the connection closed");
        }
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        Session admin = Session.logIn(berth.url(), "admin", "admin");
        String large = "x".repeat(4 << 20);
        for (String path : List.of("/placement/resource_providers", Leases.PATH, "/compute/v2.1/os-server-external-events")) {
            int status = admin.post(path, Map.of("name", large, "events", List.of(large))).status();
            assertThat(status).as(path).isBetween(400, 499);
        }
    }
}
