package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettableClockTest {
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final SettableClock clock = new SettableClock(() -> start, Duration.ZERO);

    @Test
    void runsLikeTheClockBeneathUntilItIsMoved() {
        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void movesByADurationAndToAnInstant() {
        clock.advance(Duration.ofDays(30));
        assertThat(clock.now()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        clock.moveTo(Instant.parse("2027-06-01T12:00:00Z"));
        assertThat(clock.now()).isEqualTo(Instant.parse("2027-06-01T12:00:00Z"));
        assertThat(clock.offset()).isEqualTo(Duration.between(start, Instant.parse("2027-06-01T12:00:00Z")));
    }

    @Test
    void theSystemClockCountsWholeMicroseconds() {
        assertThat(Clock.system().now().getNano() % 1_000).isZero();
    }
}
