package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.store.Database;
import io.berth.store.Lane;
import io.berth.store.Unreachable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What lanes make of an outage that the pool has found, and the other way round. */
class LaneOutageTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Function<Handle, Integer> PROCESS =
            handle -> handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one();

    private static int process(Lane lane) {
        return lane.run(PROCESS);
    }

    @Test
    void whileOneTriesLanesWithoutAConnectionAreToldAtOnceAndOthersGoOn() {
        Database database = db.newReplica().database();
        AtomicInteger tries = new AtomicInteger();
        try (Lane spared = database.lane();
                Lane cutOff = database.lane()) {
            int process = process(spared);
            try (TestDatabase.Away away = db.away(process)) {
                away.isKnownTo(database);
                assertThat(process(spared)).isEqualTo(process);
            }
            try (HeldLocks oneTries = HeldLocks.of(database, tx -> {})) {
                assertThatThrownBy(() -> cutOff.run(handle -> tries.incrementAndGet())).isInstanceOf(Unreachable.class);
                assertThat(tries).as("those who tried beside the one").hasValue(0);
                assertThat(process(spared)).isEqualTo(process);
            }
            assertThat(database.outage()).isEmpty();
            int tried = cutOff.run(handle -> tries.incrementAndGet());
            assertThat(tried).isOne();
        }
    }

    @Test
    void aLaneThatHasAConnectionAgainTellsThePoolSo() {
        Database database = db.newReplica().database();
        try (Lane lane = database.lane()) {
            try (TestDatabase.Away away = db.away()) {
                away.isKnownTo(database);
            }
            assertThat(process(lane)).isPositive();
            assertThat(database.outage()).isEmpty();
        }
    }
}
