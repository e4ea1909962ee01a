package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogPaceTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final LogPace pace = new LogPace(nanos::get);

    @Test
    void theFirstIsToldAtOnceAndThenOneAMinuteWithHowManyWereNot() {
        assertThat(pace.untold()).hasValue(0);
        assertThat(pace.untold()).isEmpty();
        nanos.addAndGet(LogPace.BETWEEN_LINES.toNanos() - 1);
        assertThat(pace.untold()).isEmpty();
        nanos.incrementAndGet();
        assertThat(pace.untold()).hasValue(2);
        nanos.addAndGet(LogPace.BETWEEN_LINES.toNanos());
        assertThat(pace.untold()).hasValue(0);
    }
}
