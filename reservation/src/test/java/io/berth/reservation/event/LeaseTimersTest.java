package io.berth.reservation.event;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Clock;
import io.berth.base.SettableClock;
import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.Cause;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseEvent;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.store.Migrations;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What leases are armed for: one thing at a time. The time is 12:00:30 until it is moved; before_end is an hour before the end. */
class LeaseTimersTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        room.enrol("node-1");
        room.due.onRun(run -> done.add(run.item().kind()));
    }

    /** What is armed, such as {@code lease.end 15:00}. */
    private static List<String> armed() {
        return DB.database().read(handle -> handle.createQuery("""
                        SELECT kind || ' ' || to_char(due_at AT TIME ZONE 'UTC', 'HH24:MI') FROM store.due_work ORDER BY due_at, kind
                        """)
                .mapTo(String.class)
                .list());
    }

    private static UpdateLease moving(@Nullable String end, @Nullable String beforeEnd) {
        return new UpdateLease(null, null, end == null ? null : on(end), beforeEnd == null ? null : at(beforeEnd), List.of(), false);
    }

    private void run(String... statements) {
        DB.database().transact(tx -> {
            for (String statement : statements) {
                tx.execute(statement);
            }
            return tx;
        });
    }

    private Lease running() {
        Lease lease = room.create(lease("13:00", "16:00", hosts(1, 1)));
        room.at("13:00");
        done.clear();
        return lease;
    }

    /** As replicas before this had them. */
    private Lease runningWithBoth() {
        Lease lease = running();
        run("INSERT INTO store.due_work SELECT 'lease.end', id::text, ends_at FROM reservation.lease");
        assertThat(armed()).containsExactly("lease.before_end 15:00", "lease.end 16:00");
        return lease;
    }

    private void assertEndedOnce(Lease lease) {
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(lease).events()).extracting(LeaseEvent::status).containsOnly("DONE");
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1");
        assertThat(armed()).isEmpty();
        room.assertClean();
    }

    @Test
    void aLeaseIsArmedForOneThingAtATime() {
        Lease lease = room.create(lease("13:00", "16:00", hosts(1, 1)));
        assertThat(armed()).containsExactly("lease.start 13:00");
        room.at("13:00");
        assertThat(armed()).containsExactly("lease.before_end 15:00");
        room.at("15:00");
        assertThat(armed()).containsExactly("lease.end 16:00");
        room.assertClean();
        room.at("16:00");
        assertEndedOnce(lease);
    }

    @Test
    void withNothingToComeBeforeItTheEndIsNext() {
        TestRoom without = new TestRoom(DB.newReplica(), new ReservationOptions(Duration.ZERO, Duration.ZERO));
        Lease lease = without.create(lease("13:00", "16:00", hosts(1, 1)));
        without.at("13:00");
        assertThat(armed()).containsExactly("lease.end 16:00");
        without.at("16:00");
        assertThat(without.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
    }

    @Test
    void anUpdateArmsWhatIsNextAndNothingElse() {
        Lease lease = running();
        accepted(room.update(lease, moving("18:00", null)));
        assertThat(armed()).as("prolonged").containsExactly("lease.before_end 17:00");
        accepted(room.update(lease, moving(null, "13:30")));
        assertThat(armed()).as("earlier").containsExactly("lease.before_end 13:30");
        room.at("13:30");
        assertThat(armed()).as("done").containsExactly("lease.end 18:00");
        accepted(room.update(lease, moving(null, "14:00")));
        assertThat(armed()).as("to be done again").containsExactly("lease.before_end 14:00");
        room.at("14:00");
        accepted(room.update(lease, moving("20:00", null)));
        assertThat(armed()).as("prolonged when it was done").containsExactly("lease.before_end 16:00");
        room.assertClean();
        accepted(room.update(lease, moving("now", null)));
        assertThat(armed()).as("ended").isEmpty();
    }

    @Test
    void whatAReplicaMissedWhileItWasStoppedHappensAtOnceAndInOrder() {
        Lease lease = room.create(lease("13:00", "16:00", hosts(1, 1)));
        room.at("20:00");
        assertThat(done).containsExactly(LeaseTimers.START, LeaseTimers.BEFORE_END, LeaseTimers.END);
        assertEndedOnce(lease);
    }

    @Test
    void whatComesBeforeTheEndAtItsVeryInstantComesFirst() {
        Lease lease = running();
        run("UPDATE reservation.lease_event SET time = '2026-03-01 16:00Z' WHERE type = 'before_end_lease'",
                "UPDATE store.due_work SET due_at = '2026-03-01 16:00Z'",
                "UPDATE reservation.lease SET revision = revision + 1");
        room.assertClean();
        room.at("16:00");
        assertThat(done).containsExactly(LeaseTimers.BEFORE_END, LeaseTimers.END);
        assertEndedOnce(lease);
    }

    @Test
    void whatWouldComeAfterTheEndDoesNotPutItOff() {
        Lease lease = room.create(lease("13:00", "16:00", hosts(1, 1)));
        run("UPDATE reservation.lease_event SET time = '2026-03-01 17:00Z' WHERE type = 'before_end_lease'");
        room.at("13:00");
        assertThat(armed()).containsExactly("lease.end 16:00");
        room.assertClean();
        room.at("16:00");
        assertEndedOnce(lease);
    }

    @Test
    void whatFailsBeforeTheEndDoesNotKeepALeaseFromEnding() {
        Store failing = DB.newReplica();
        failing.follows((tx, changes) -> {
            if (changes.stream().anyMatch(it -> it instanceof LeaseChanged changed && changed.cause() == Cause.BEFORE_END)) {
                throw new IllegalStateException("planted");
            }
            return tx2 -> List.of();
        });
        TestRoom other = new TestRoom(failing, ReservationOptions.DEFAULTS);
        Lease lease = other.create(lease("13:00", "16:00", hosts(1, 1)));
        other.at("13:00");
        other.at("15:00");
        assertThat(other.read(lease).beforeEndEvent().orElseThrow().isUndone()).isTrue();
        other.at("16:00");
        assertThat(other.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(other.read(lease).beforeEndEvent().orElseThrow().isUndone()).isFalse();
        other.assertClean();
    }

    @Test
    void aClockThatIsSetPastAllHasAllOfItHappenInOrder() {
        SettableClock clock = new SettableClock(Clock.system(), Duration.ZERO);
        clock.moveTo(at("12:00"));
        TestRoom live = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS, clock);
        live.due.onRun(run -> done.add(run.item().kind()));
        Lease lease = live.create(lease("13:00", "16:00", hosts(1, 1)));
        live.due.start();
        try {
            clock.moveTo(at("13:01"));
            Await.until("the lease runs", () -> live.read(lease).hasStarted());
            clock.moveTo(at("19:00"));
            Await.until("the lease has ended", () -> done.contains(LeaseTimers.END));
        } finally {
            live.due.close();
        }
        assertThat(done).containsExactly(LeaseTimers.START, LeaseTimers.BEFORE_END, LeaseTimers.END);
        assertThat(live.read(lease).events()).extracting(LeaseEvent::status).containsOnly("DONE");
    }

    /** The update waits for what is in hand, holds what that armed, and only then waits for the lease. */
    @Test
    void anUpdateHoldsWhatWasArmedWhileItWaited() {
        Lease lease = running();
        room.clock.moveTo(at("15:59"));
        CompletableFuture<?> update = DB.database().transact(leaseInHand -> {
            leaseInHand.execute("SELECT FROM reservation.lease FOR UPDATE");
            CompletableFuture<?> begun = CompletableFuture.supplyAsync(() -> DB.database().transact(inHand -> {
                inHand.execute("DELETE FROM store.due_work");
                inHand.execute("INSERT INTO store.due_work SELECT 'lease.end', id::text, '2026-03-01 15:30Z' FROM reservation.lease");
                CompletableFuture<?> asked = CompletableFuture.runAsync(() -> accepted(room.update(lease, moving("18:00", null))));
                Await.until("the update waits for what is in hand", () -> isWaitedFor(inHand));
                return asked;
            })).join();
            Await.until("the update waits for the lease", () -> isWaitedFor(leaseInHand));
            CompletableFuture.runAsync(room::runDue).orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(done).as("what the update is going to cancel").isEmpty();
            return begun;
        });
        update.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(armed()).containsExactly("lease.before_end 17:00");
        room.assertClean();
    }

    private static boolean isWaitedFor(Handle tx) {
        return tx.createQuery("""
                SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                """).mapTo(Boolean.class).one();
    }

    @Test
    void aDatabaseOfBeforeIsLeftWithOneTimerOfALease() {
        Lease lease = runningWithBoth();
        run("INSERT INTO store.due_work VALUES ('lease.before_end', 'late', '2026-03-01 18:00Z'), ('lease.end', 'late', '2026-03-01 17:00Z')",
                "INSERT INTO store.due_work VALUES ('lease.end', 'alone', '2026-03-01 19:00Z'), ('other', 'late', '2026-03-01 20:00Z')",
                "DELETE FROM public.schema_history WHERE version = '1.021'");
        Migrations.run(DB.database());
        assertThat(armed()).containsExactly("lease.before_end 15:00", "lease.end 17:00", "lease.end 19:00", "other 20:00");
        run("DELETE FROM store.due_work WHERE key IN ('late', 'alone')");
        room.at("20:00");
        assertEndedOnce(lease);
    }

    @Test
    void whereBothAreArmedAllTheSameBothHappenOnce() {
        Lease lease = runningWithBoth();
        room.at("15:00");
        assertThat(done).containsExactly(LeaseTimers.BEFORE_END);
        assertThat(armed()).containsExactly("lease.end 16:00");
        room.at("16:00");
        assertEndedOnce(lease);
    }

    /** Another runner or replica has in hand what comes before the end, and is about to lock the lease. */
    @Test
    void whereBothAreArmedAllTheSameAnEndDoesNotWaitForTheOther() {
        Lease lease = runningWithBoth();
        room.clock.moveTo(at("16:00"));
        DB.database().transact(tx -> {
            List<String> inHand = tx.createQuery("SELECT key FROM store.due_work WHERE kind = 'lease.before_end' FOR UPDATE")
                    .mapTo(String.class)
                    .list();
            assertThat(inHand).hasSize(1);
            CompletableFuture.runAsync(room::runDue).orTimeout(20, TimeUnit.SECONDS).join();
            return tx;
        });
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        room.runDue();
        assertThat(done).as("nothing is left for the other").containsExactly(LeaseTimers.END, LeaseTimers.BEFORE_END);
        assertEndedOnce(lease);
    }

    /** One replica has the end in hand, the other what comes before it: they wait for each other, PostgreSQL ends that, and one begins anew. */
    @Test
    void whereBothAreArmedAllTheSameTwoReplicasGetThroughThem() {
        Lease lease = runningWithBoth();
        room.clock.moveTo(at("16:00"));
        TestRoom other = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS, room.clock);
        List<CompletableFuture<Void>> both = DB.database().transact(tx -> {
            tx.execute("SELECT FROM reservation.lease FOR UPDATE");
            List<CompletableFuture<Void>> begun =
                    List.of(CompletableFuture.runAsync(room::runDue), CompletableFuture.runAsync(other::runDue));
            Await.until("both wait for the lease", () -> tx.createQuery("""
                            SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
                            """).mapTo(Integer.class).one() == 2);
            return begun;
        });
        both.forEach(each -> each.orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(lease).events()).extracting(LeaseEvent::status).containsOnly("DONE");
        assertThat(armed()).isEmpty();
        room.assertClean();
    }
}
