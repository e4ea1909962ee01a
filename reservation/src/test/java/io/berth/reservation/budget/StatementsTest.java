package io.berth.reservation.budget;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.testkit.StatementCount;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much is read where budgets are judged and listed: it does not grow with what there is. */
class StatementsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Budget.Limits HOST_HOURS = new Budget.Limits(null, 2, BudgetPeriod.DAY, null);
    private static final Budget.Limits LENGTH = new Budget.Limits(null, null, BudgetPeriod.DAY, 1);

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        DB.database().transact(tx -> tx.execute("TRUNCATE reservation.budget, reservation.past_use"));
    }

    private record Counted<T>(T answer, int statements) {}

    private static <T> Counted<T> counted(Function<Handle, T> work) {
        return DB.database().read(handle -> {
            StatementCount statements = StatementCount.on(handle);
            return new Counted<>(work.apply(handle), statements.soFar());
        });
    }

    private static Optional<Budget> budget(Budget.Limits limits) {
        return Optional.of(Budget.of(TestRoom.OWNER.projectId(), limits, Optional.empty(), Samples.NOW));
    }

    /** What making the lease would change. */
    private List<Change> changes(CreateLease request) {
        return accepted(room.room.leases().tryCreating(request, TestRoom.OWNER)).changes();
    }

    @Test
    void whereOnlyTheLengthOfLeasesIsLimitedNoBookingIsRead() {
        room.enrol("node-1");
        Decision<String> two = Decision.accept(changes(lease("13:00", "15:00", hosts(1, 1))), "");
        Counted<Decision<String>> judged = counted(handle -> room.room.budgets().under(budget(LENGTH), handle, two));
        assertThat(judged.answer()).isInstanceOf(Decision.Refused.class);
        assertThat(judged.statements()).isZero();
    }

    @Test
    void whatComesAgainAndAgainIsJudgedOnOneReading() {
        room.enrol("node-1");
        room.create(lease("12:30", "13:00", hosts(1, 1)));
        List<Change> hour = changes(lease("13:00", "14:00", hosts(1, 1)));
        List<Change> more = changes(lease("13:00", "14:45", hosts(1, 1)));
        Period extent = new Period(Samples.at("13:00"), Samples.at("15:00"));
        Counted<List<Boolean>> judged = counted(handle -> {
            var limit = room.room.budgets().limit(budget(HOST_HOURS), handle, extent);
            return List.of(limit.apply(hour).isPresent(), limit.apply(more).isPresent(), limit.apply(hour).isPresent());
        });
        assertThat(judged.answer()).containsExactly(false, true, false);
        assertThat(judged.statements()).isEqualTo(1);
    }

    @Test
    void whetherManyWouldBeAllowedIsJudgedByTwoReadings() {
        room.enrol("node-1");
        room.create(lease("12:30", "13:00", hosts(1, 1)));
        List<Change> hour = changes(lease("13:00", "14:00", hosts(1, 1)));
        List<Change> more = changes(lease("13:00", "14:45", hosts(1, 1)));
        room.room.budgets().set(TestRoom.OWNER.projectId(), HOST_HOURS);
        room.room.budgets().set("short", LENGTH);
        List<Budgets.Wanted> all = List.of(
                new Budgets.Wanted(TestRoom.OWNER.projectId(), hour),
                new Budgets.Wanted(TestRoom.OWNER.projectId(), more),
                new Budgets.Wanted("none", more),
                new Budgets.Wanted("short", more));
        Counted<List<Boolean>> judged = counted(handle -> room.room.budgets().allowed(handle, all));
        assertThat(judged.answer()).containsExactly(true, false, true, false);
        assertThat(judged.statements()).isEqualTo(2);
        assertThat(counted(handle -> room.room.budgets().allowed(handle, List.of())).statements()).isZero();
    }

    @Test
    void manyBudgetsAreToldByOneReading() {
        for (int i = 0; i < 5; i++) {
            room.enrol("node-" + i);
            accepted(room.room.leases().create(lease("now", "13:00", hosts(1, 1)), new Owner("p" + i, "user", "req")));
            room.room.budgets().set("p" + i, i % 2 == 0 ? HOST_HOURS : LENGTH);
        }
        List<Budget> budgets = DB.database().read(BudgetStore::allBudgets);
        Counted<List<Budgets.Standing>> told = counted(handle -> Budgets.standings(handle, budgets, Samples.NOW));
        assertThat(told.answer()).extracting(each -> each.budget().projectId()).containsExactly("p0", "p1", "p2", "p3", "p4");
        assertThat(told.answer()).allSatisfy(each -> {
            assertThat(each.hostsNow()).isEqualTo(1);
            assertThat(each.hostMicros()).isEqualTo(59L * 60_000_000 + 30_000_000);
        });
        assertThat(told.statements()).isEqualTo(1);
    }
}
