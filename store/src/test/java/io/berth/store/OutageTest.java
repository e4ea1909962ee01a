package io.berth.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final AtomicBoolean isCutOff = new AtomicBoolean(true);
    private final Outage outage = new Outage(isCutOff::get);
    private final AtomicInteger tries = new AtomicInteger();
    private final Supplier<String> fails = () -> {
        tries.incrementAndGet();
        throw new ConnectionException(new SQLException("planted"));
    };

    private void fail() {
        assertThatThrownBy(() -> outage.guard(fails)).isInstanceOf(ConnectionException.class);
    }

    private void failWith(SQLException failure) {
        assertThatThrownBy(() -> outage.guard(() -> {
                    throw new IllegalStateException(failure);
                }))
                .hasRootCause(failure);
    }

    @Test
    void whoeverComesWhileOneTriesIsToldAtOnce() {
        fail();

        String done = outage.guard(() -> {
            fail();
            return "one tries";
        });

        assertThat(done).isEqualTo("one tries");
        assertThat(tries.get()).as("what tried: the first alone").isEqualTo(1);
    }

    @Test
    void afterOneThatSucceedsAllTryAgain() {
        fail();
        assertThat(outage.known()).isPresent();
        String first = outage.guard(() -> "back");
        String within = outage.guard(() -> outage.guard(() -> "beside another"));

        assertThat(first).isEqualTo("back");
        assertThat(within).isEqualTo("beside another");
        assertThat(outage.known()).isEmpty();
    }

    @Test
    void oneWhoGetsNoConnectionWhereOthersHaveSomeSpeaksForItselfAlone() {
        isCutOff.set(false);
        fail();

        String done = outage.guard(() -> outage.guard(() -> "beside another"));

        assertThat(done).isEqualTo("beside another");
    }

    @Test
    void whoeverIsRefusedSomethingHasReachedTheDatabaseAndWhoseConnectionBreaksHasNot() {
        fail();
        failWith(new SQLException("the server goes", "57P01"));
        assertThat(outage.known()).isPresent();
        failWith(new SQLException("somebody holds it", "55P03"));
        assertThat(outage.known()).isEmpty();
    }
}
