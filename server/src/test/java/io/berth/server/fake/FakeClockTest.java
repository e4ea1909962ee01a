package io.berth.server.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Clock;
import io.berth.http.Body;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.Headers;
import io.berth.http.HttpProblem;
import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClockTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final FakeClock clock = FakeClock.resume(db.database());

    private Response put(String body) {
        Request request = new Request(
                "PUT", "/clock", "", Headers.NONE, Body.of(body.getBytes(StandardCharsets.UTF_8)), "http://berth", "req-1");
        return clock.routes().stream()
                .filter(route -> route.method().equals("PUT"))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(new Call(request, Map.of(), Caller.ANONYMOUS, Microversion.NONE));
    }

    @Test
    void aMovedClockIsFoundMovedByTheNextProcess() {
        Instant before = clock.clock().now();
        assertThat(put("{\"advance\": \"P30D\"}").status()).isEqualTo(200);
        assertThat(FakeClock.resume(db.database()).clock().now()).isAfterOrEqualTo(before.plus(Duration.ofDays(30)));
        assertThat(put("{\"now\": \"" + Clock.system().now() + "\"}").status()).isEqualTo(200);
    }

    @Test
    void aStepCanBeAMonthOfTheCalendar() {
        assertThat(put("{\"now\": \"2031-01-31T00:00:00Z\"}").status()).isEqualTo(200);
        assertThat(put("{\"advance\": \"P1M\"}").status()).isEqualTo(200);
        Instant there = Instant.parse("2031-02-28T00:00:00Z");
        assertThat(clock.clock().now()).isBetween(there, there.plus(Duration.ofHours(1)));
        assertThat(put("{\"advance\": \"P1WT1H\"}").status()).isEqualTo(200);
        assertThat(clock.clock().now()).isBetween(there.plus(Duration.ofHours(7 * 24 + 1)), there.plus(Duration.ofHours(7 * 24 + 2)));
        assertThat(put("{\"now\": \"" + Clock.system().now() + "\"}").status()).isEqualTo(200);
    }

    @Test
    void aClockThatBeginsElsewhereRunsFromThereAndIsFoundThereByTheNextProcess() {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(put("{\"advance\": \"P9999D\"}").status()).isEqualTo(200);

        assertThat(FakeClock.startingAt(start, db.database()).clock().now()).isBetween(start, start.plus(Duration.ofHours(1)));
        assertThat(FakeClock.resume(db.database()).clock().now()).isBetween(start, start.plus(Duration.ofHours(1)));
        assertThat(put("{\"now\": \"" + Clock.system().now() + "\"}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"advance\": \"PT2562047788015215H\"}",
        "{\"advance\": \"-P99999D\"}",
        "{\"now\": \"+1000000000-12-31T23:59:59Z\"}",
        "{\"now\": \"1969-12-31T23:59:59Z\"}",
        "{\"now\": \"tomorrow\"}",
        "{\"now\": \"2030-01-01T00:00:00Z\", \"advance\": \"PT1H\"}",
        "{\"now\": 5, \"advance\": \"PT1H\"}",
        "{\"advance\": \"PT1H\", \"by\": \"me\"}",
        "{}",
        "[]"
    })
    void aTimeThatNothingCouldBeWrittenAtIsRefusedAndTheClockStays(String body) {
        Instant before = clock.clock().now();
        assertThatThrownBy(() -> put(body))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        assertThat(clock.clock().now()).isBetween(before, before.plus(Duration.ofHours(1)));
    }
}
