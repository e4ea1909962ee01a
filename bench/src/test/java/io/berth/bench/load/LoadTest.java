package io.berth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.client.PlayedServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private record Ask(byte[] next, int status) implements Script {
        @Override
        public boolean accepts(int answered, long bodyBytes) {
            return answered == status;
        }
    }

    private static List<Measured> load(PlayedServer server, int runs, int expectedStatus) {
        Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), "", Map.of());
        Script script = new Ask(endpoint.request("GET", "/"), expectedStatus);
        return new Load(endpoint, Collections.nCopies(4, script)).run(runs, SHORT, () -> CpuTime.NONE);
    }

    @Test
    void answers_are_counted_in_each_run() {
        try (PlayedServer server = PlayedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            List<Measured> runs = load(server, 3, 200);
            assertThat(runs).hasSize(3).allSatisfy(run -> {
                assertThat(run.rate()).isPositive();
                assertThat(run.p50Millis()).isPositive().isLessThanOrEqualTo(run.p99Millis());
            });
            double counted = runs.stream().mapToDouble(Measured::rate).sum() * SHORT.toMillis() / 1000;
            assertThat(counted).isLessThanOrEqualTo(server.answered());
        }
    }

    @Test
    void one_wrong_answer_fails_the_load() {
        try (PlayedServer server = PlayedServer.answering("HTTP/1.1 409 Conflict\r\nContent-Length: 4\r\n\r\nrace")) {
            assertThatThrownBy(() -> load(server, 1, 204))
                    .isInstanceOf(LoadFailed.class)
                    .hasMessageContaining("GET / HTTP/1.1 was answered 409")
                    .hasMessageContaining("race");
        }
    }

    @Test
    void all_ways_to_end_a_body_are_read() {
        for (String answer : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nconnection: Close\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\n\r\nhello")) {
            try (PlayedServer server = PlayedServer.answering(answer)) {
                Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), "/p", Map.of("X-A", "1"));
                try (Connection connection = new Connection(endpoint)) {
                    assertThat(connection.ask(endpoint.request("GET", "/q")).body()).as(answer).isEqualTo("hello");
                    assertThat(connection.ask(endpoint.request("PUT", "/q", "{}")).body()).as(answer).isEqualTo("hello");
                }
            }
        }
    }

    @Test
    void percentiles_are_values_that_occurred() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();
        assertThat(Latencies.percentile(hundred, 0.50)).isEqualTo(50);
        assertThat(Latencies.percentile(hundred, 0.99)).isEqualTo(99);
        assertThat(Latencies.percentile(new long[] {7}, 0.99)).isEqualTo(7);
        assertThat(Latencies.percentile(new long[0], 0.99)).isZero();
        assertThat(Measured.median(new double[] {9, 1, 5})).isEqualTo(5);
        assertThat(Measured.median(new double[] {9, 1})).isEqualTo(1);
    }
}
