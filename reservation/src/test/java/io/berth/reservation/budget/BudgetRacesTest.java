package io.berth.reservation.budget;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseCreated;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.reservation.request.Affinity;
import io.berth.store.Database;
import io.berth.store.Follower;
import io.berth.store.StaleView;
import io.berth.testkit.Await;
import io.berth.testkit.HeldLocks;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Budgets that are set while others book. */
class BudgetRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final String PROJECT = TestRoom.OWNER.projectId();
    private static final Budget.Limits NO_HOSTS = new Budget.Limits(0, null, BudgetPeriod.DAY, null);
    private static final Budget.Limits AN_HOUR = new Budget.Limits(null, null, BudgetPeriod.DAY, 1);

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final Database elsewhere = DB.newReplica().database();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        DB.database().transact(tx -> tx.execute("TRUNCATE reservation.budget, reservation.past_use"));
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private Future<Decision<Lease>> ask(CreateLease request) {
        return threads.submit(() -> room.room.leases().create(request, TestRoom.OWNER));
    }

    /** Does the deed while another process's transaction holds locks. */
    private <T> T beside(Consumer<Handle> locks, Callable<T> deed) throws Exception {
        try (HeldLocks _ = HeldLocks.of(elsewhere, locks)) {
            return deed.call();
        }
    }

    @Test
    void aBudgetIsNotSetBeforeThoseAreDoneWhoDidNotSeeIt() throws Exception {
        Host host = room.enrol("node-1");
        record Begun(Future<Decision<Lease>> lease, Future<Budget> budget) {}
        Begun begun = beside(tx -> new CalendarStore().lockIdle(tx, List.of(host.id())), () -> {
            Future<Decision<Lease>> lease = ask(lease("13:00", "14:00", hosts(1, 1)));
            Await.until("the lease is being written", this::isALockWaitedFor);
            Future<Budget> budget = threads.submit(() -> room.room.budgets().set(PROJECT, NO_HOSTS));
            Await.until("the budget is written", () -> room.room.budgets().find(PROJECT).isPresent());
            assertThatThrownBy(() -> budget.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return new Begun(lease, budget);
        });
        assertThat(begun.budget().get().projectId()).isEqualTo(PROJECT);
        Samples.accepted(begun.lease().get());
        assertThat(refusal(room.room.leases().create(lease("15:00", "16:00", hosts(1, 1)), TestRoom.OWNER)))
                .isInstanceOf(BudgetExceeded.class);
    }

    @Test
    void whoHasWaitedForItsTurnLooksForABudgetAgain() throws Exception {
        room.enrol("node-1");
        AtomicBoolean hasLost = new AtomicBoolean();
        DB.store().follows((tx, changes) -> {
            if (changes.stream().anyMatch(LeaseCreated.class::isInstance) && !hasLost.getAndSet(true)) {
                throw new StaleView("somebody else was faster");
            }
            return Follower.Sequel.NOTHING;
        });
        Future<Decision<Lease>> asked = beside(new CalendarStore()::waitForTurn, () -> {
            Future<Decision<Lease>> lease = ask(lease("13:00", "15:00", instances(1, 1, Affinity.ANYWHERE)));
            Await.until("it waits for its turn", this::isALockWaitedFor);
            room.write(new BudgetChange.BudgetSet(Budget.of(PROJECT, AN_HOUR, Optional.empty(), Samples.NOW)));
            return lease;
        });
        assertThat(hasLost).isTrue();
        assertThat(refusal(asked.get())).isInstanceOf(BudgetExceeded.class);
    }

    private boolean isALockWaitedFor() {
        return DB.database().read(handle -> handle.createQuery("""
                SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')
                """).mapTo(Boolean.class).one());
    }
}
