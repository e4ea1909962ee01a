package io.berth.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Outage outage = new Outage();
    private final AtomicInteger tries = new AtomicInteger();
    private final Callable<String> fails = () -> {
        tries.incrementAndGet();
        throw new ConnectionException(new SQLException("planted"));
    };

    private void fail(boolean isCutOff) {
        assertThatThrownBy(() -> outage.guard(fails, () -> isCutOff)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void whoeverComesWhileOneTriesIsToldAtOnce() throws Exception {
        fail(true);

        String done = outage.guard(
                () -> {
                    fail(true);
                    return "one tries";
                },
                () -> true);

        assertThat(done).isEqualTo("one tries");
        assertThat(tries.get()).as("what tried: the first alone").isEqualTo(1);
    }

    @Test
    void afterOneThatSucceedsAllTryAgain() throws Exception {
        fail(true);
        String first = outage.guard(() -> "back", () -> true);
        String within = outage.guard(() -> outage.guard(() -> "beside another", () -> true), () -> true);

        assertThat(first).isEqualTo("back");
        assertThat(within).isEqualTo("beside another");
    }

    @Test
    void oneWhoGetsNoConnectionWhereOthersHaveSomeSpeaksForItselfAlone() throws Exception {
        fail(false);

        String done = outage.guard(() -> outage.guard(() -> "beside another", () -> false), () -> false);

        assertThat(done).isEqualTo("beside another");
    }
}
