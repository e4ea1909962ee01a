package io.berth.compute.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.base.Sweep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that answer in one way or another: the last part of the path is the status. */
class AgentSightingsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final AgentSightings SIGHTINGS = new AgentSightings(TIMEOUT, new Sweep(4, Duration.ofSeconds(30)));
    private static final UUID HOST = new UUID(1, 1);

    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String last = exchange.getRequestURI().getPath().substring(1);
            if (last.equals("drop")) {
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(Integer.parseInt(last), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        SIGHTINGS.close();
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    private static Sighting seen(URI agent) {
        return SIGHTINGS.of(Map.of(HOST, agent)).get(HOST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200  | Answers[status=200]
            204  | Answers[status=204]
            302  | Answers[status=302]
            401  | Answers[status=401]
            404  | Answers[status=404]
            405  | Answers[status=405]
            501  | Answers[status=501]
            500  | Silent[reason=it answers 500]
            503  | Silent[reason=it answers 503]
            drop | Silent[reason=the connection broke]
            """)
    void whatAnswersIsThereButForFaultsOfItsOwn(String path, String expected) {
        assertThat(seen(url(server.getAddress().getPort(), path))).hasToString(expected);
    }

    @Test
    void whereNobodyListensThereIsNoConnection() throws IOException {
        int free;
        try (ServerSocket taken = new ServerSocket(0)) {
            free = taken.getLocalPort();
        }
        assertThat(seen(url(free, "200"))).isEqualTo(new Sighting.Silent("no connection to it"));
    }

    @Test
    void whoTakesTheConnectionAndSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(seen(url(mute.getLocalPort(), "200"))).isEqualTo(new Sighting.Silent("no answer within 300 ms"));
        }
    }

    @Test
    void ofWhomThereWasNoTimeForNothingIsSaid() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                AgentSightings patient = new AgentSightings(Duration.ofMinutes(1), new Sweep(4, Duration.ofMillis(200)))) {
            UUID other = new UUID(1, 2);
            assertThat(patient.of(Map.of(
                            HOST, url(mute.getLocalPort(), "200"), other, url(server.getAddress().getPort(), "200"))))
                    .containsExactly(Map.entry(other, new Sighting.Answers(200)));
        }
    }
}
