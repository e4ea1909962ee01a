package io.berth.reservation;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Receipt;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.BudgetPeriod;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Leases are decided on the calendars in memory first, whatever is written with them: no host has to be read. Seen by another
 * replica's booking that this one has not heard of: the first decision is not written.
 */
class KnownCalendarsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Budget.Limits ONE_HOST = new Budget.Limits(1, null, BudgetPeriod.DAY, null);

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
    private final AtomicInteger decisions = new AtomicInteger();

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        DB.database().transact(tx -> tx.execute("TRUNCATE reservation.budget, reservation.past_use"));
    }

    private Receipt<Lease> receipt() {
        return Receipt.of(lease -> {
            decisions.incrementAndGet();
            return List.of(new ScheduleWork("test.receipt", lease.id().toString(), Samples.at("20:00")));
        });
    }

    private void knowWhatIsNoMoreSo() {
        room.enrol("node-1");
        room.room.calendars().view();
        Owner other = new Owner("other", "user", "req-2");
        accepted(replica.room.leases().create(lease("20:00", "21:00", hosts(1, 1)), other));
    }

    private void createsOnSecondThought() {
        Lease lease = accepted(room.room.leases()
                        .create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER, receipt())).reply();
        assertThat(decisions).as("first on what is known, then on what is so").hasValue(2);
        assertThat(receipts()).as("those of decisions that were not written are gone").containsExactly(lease.id().toString());
        assertThat(room.bookings()).hasSize(2);
    }

    private static List<String> receipts() {
        return DB.database().read(handle -> handle.createQuery("SELECT key FROM store.due_work WHERE kind = 'test.receipt'")
                .mapTo(String.class).list());
    }

    @Test
    void aLeaseWithAReceiptIsDecidedOnKnownCalendars() {
        knowWhatIsNoMoreSo();
        createsOnSecondThought();
    }

    @Test
    void aLeaseUnderABudgetIsDecidedOnKnownCalendars() {
        room.room.budgets().set(TestRoom.OWNER.projectId(), ONE_HOST);
        knowWhatIsNoMoreSo();
        createsOnSecondThought();
    }

    @Test
    void aBudgetThatNobodyHereHasSeenBindsALeaseWithAReceipt() {
        room.enrol("node-1");
        room.enrol("node-2");
        accepted(replica.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER, receipt()));
        room.room.budgets().set(TestRoom.OWNER.projectId(), ONE_HOST);
        assertThat(refusal(replica.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER, receipt())))
                .isInstanceOf(BudgetExceeded.class);
        assertThat(receipts()).hasSize(1);
    }
}
