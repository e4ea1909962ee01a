package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.store.DueWork;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.Errands;
import io.berth.store.Store;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errands, on PostgreSQL. */
class ErrandsTest {
    private static final String KIND = "test errand";
    private static final Duration BUSY = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** An errand that is begun and never ends. */
    private static final class Endless implements Errands.Errand {
        private final AtomicInteger begun = new AtomicInteger();

        @Override
        public boolean isWanted(Handle tx, String key) {
            return true;
        }

        @Override
        public void run(ErrandBegun errand) {
            begun.incrementAndGet();
        }
    }

    @Test
    void anErrandMayEndWhileItsWorkIsDueAgain() {
        Endless endless = new Endless();
        DueWork runner = new DueWork(db.newReplica(), db.clock());
        Store other = db.newReplica();
        runner.handles(KIND, new Errands(other, KIND, BUSY, db.clock(), endless));
        Instant now = db.clock().now().truncatedTo(ChronoUnit.MICROS);
        ErrandBegun begun = new ErrandBegun(KIND, "slow", now.plus(BUSY));
        db.store().write(List.of(begun, new ScheduleWork(KIND, "slow", now.minusSeconds(1))));

        AtomicInteger attempts = new AtomicInteger();
        Instant next = now.plus(Duration.ofHours(1));
        db.store().decide(tx -> Errands.isOurs(tx, begun), isOurs -> {
            attempts.incrementAndGet();
            assertThat(isOurs).isTrue();
            // The errand is locked now, and its work is taken.
            assertThat(CompletableFuture.supplyAsync(runner::runNext).orTimeout(20, TimeUnit.SECONDS).join())
                    .as("the work was due").isTrue();
            return Decision.accept(List.of(begun.endedUntil(next), new ScheduleWork(KIND, "slow", next)), 0);
        });
        assertThat(attempts).as("attempts").hasValue(1);
        assertThat(runner.runNext()).as("it rests until then").isFalse();
        assertThat(endless.begun).as("begun while it was ending").hasValue(0);
    }

    @Test
    void anErrandIsBegunOnceAndAnewWhenItsTimeIsOver() {
        Endless endless = new Endless();
        Store store = db.newReplica();
        DueWork runner = new DueWork(store, db.clock());
        runner.handles(KIND, new Errands(store, KIND, BUSY, db.clock(), endless));
        store.write(List.of(new ScheduleWork(KIND, "lost", db.clock().now().minusSeconds(1))));
        assertThat(runner.runNext()).isTrue();
        store.write(List.of(new ScheduleWork(KIND, "lost", db.clock().now().minusSeconds(1))));
        assertThat(runner.runNext()).isTrue();
        assertThat(runner.runNext()).as("it is busy").isFalse();
        db.clock().advance(BUSY.plusSeconds(1));
        assertThat(runner.runNext()).isTrue();
        Await.until("it is begun anew", () -> endless.begun.get() == 2);
    }
}
