package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.SettableClock;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.BudgetPeriod;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.MaxLeaseDuration;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.UpdateHost;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.maintenance.CloseHosts;
import io.berth.reservation.maintenance.Maintenance;
import io.berth.reservation.maintenance.MaintenanceKind;
import io.berth.reservation.maintenance.OnConflict;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.reservation.refusal.ReservationRefusal.LeaseTooLong;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.waiting.WaitingList.Shown;
import io.berth.store.Database;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.testkit.HeldLocks;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts become free in every way there is, and those who wait for them get them in their turn. */
class WaitingListTest extends WaitingScene {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    WaitingListTest() {
        super(new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS));
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(room.store);
        room.room.budgets().remove(TestRoom.OWNER.projectId());
    }

    @Test
    void whereThereAreHostsItIsGrantedAtOnceAtTheEarliestTime() {
        room.enrol("node-1");
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease entry = wait("13:00", "14:00", "18:00", hosts(1, 1));

        assertThat(entry.status()).isEqualTo(WaitingStatus.GRANTED);
        assertThat(leaseOf(entry)).satisfies(lease -> {
            assertThat(lease.startsAt()).isEqualTo(at("15:00"));
            assertThat(lease.endsAt()).isEqualTo(at("16:00"));
            assertThat(lease.status()).isEqualTo(LeaseStatus.PENDING);
        });
        room.at("15:01");
        assertThat(leaseOf(entry).status()).isEqualTo(LeaseStatus.ACTIVE);
    }

    @Test
    void aDeletedLeaseGivesItsHostsToTheOldestThatFits() {
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease tooMany = wait("13:00", "14:00", "13:30", hosts(2, 2));
        WaitingLease older = wait("13:00", "14:00", "13:30", hosts(1, 1));
        WaitingLease younger = wait("13:00", "14:00", "13:30", hosts(1, 1));
        assertThat(List.of(shown(tooMany).position(), shown(older).position(), shown(younger).position()))
                .containsExactly(Optional.of(1L), Optional.of(2L), Optional.of(3L));
        assertThat(shown(older).expected().start()).as("after the lease, and so after the deadline").contains(at("15:00"));
        assertThat(shown(tooMany).expected().start()).isEmpty();

        room.room.leases().delete(first.id());

        assertThat(List.of(status(tooMany), status(older), status(younger)))
                .containsExactly(WaitingStatus.WAITING, WaitingStatus.GRANTED, WaitingStatus.WAITING);
        assertThat(leaseOf(older).startsAt()).isEqualTo(at("13:00"));
        assertThat(room.effects.told).contains("granted " + older.id());
        assertThat(shown(younger).position()).contains(2L);
        Decision<Lease> tooLate = room.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER);
        assertThat(refusal(tooLate)).isInstanceOf(NotEnoughHosts.class);
    }

    @Test
    void oneTransactionGrantsTheSameHostTwiceWhereTheTimesAllow() {
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "17:00", hosts(1, 1)));
        WaitingLease older = wait("13:00", "14:00", "15:30", hosts(1, 1));
        WaitingLease younger = wait("13:00", "15:00", "15:30", hosts(1, 1));
        WaitingLease youngest = wait("13:00", "14:00", "15:30", hosts(1, 1));

        room.room.leases().delete(first.id());

        assertThat(leaseOf(older).startsAt()).isEqualTo(at("13:00"));
        assertThat(leaseOf(younger).startsAt()).isEqualTo(at("14:00"));
        assertThat(status(youngest)).as("16:00 would be after its deadline").isEqualTo(WaitingStatus.WAITING);
        assertThat(room.bookings()).hasSize(2);
        room.room.leases().delete(younger.id());
        assertThat(leaseOf(youngest).startsAt()).isEqualTo(at("14:00"));
    }

    @Test
    void aLeaseThatIsShortenedOrMovedOrEndedFreesItsHosts() {
        room.enrol("node-1");
        Lease first = room.create(lease("now", "17:00", hosts(1, 1)));
        room.runDue();
        WaitingLease atThree = wait("15:00", "16:00", "15:00", hosts(1, 1));
        accepted(room.update(first, until("15:00")));
        assertThat(leaseOf(atThree).startsAt()).isEqualTo(at("15:00"));

        WaitingLease now = wait("now", "13:00", "13:00", hosts(1, 1));
        room.clock.moveTo(at("12:30"));
        accepted(room.update(first, new UpdateLease(null, null, new Moment.Now(), null, List.of(), false)));
        room.runDue();
        assertThat(leaseOf(now).startsAt()).isEqualTo(at("12:30"));
        assertThat(leaseOf(now).status()).isEqualTo(LeaseStatus.ACTIVE);

        WaitingLease again = wait("15:00", "16:00", "15:00", hosts(1, 1));
        accepted(room.update(leaseOf(atThree), new UpdateLease(null, Samples.on("18:00"), Samples.on("19:00"), null, List.of(), false)));
        assertThat(leaseOf(again).startsAt()).isEqualTo(at("15:00"));
    }

    private static UpdateLease until(String end) {
        return new UpdateLease(null, null, Samples.on(end), null, List.of(), false);
    }

    @Test
    void aReservationThatShrinksFreesHosts() {
        room.enrol("node-1");
        room.enrol("node-2");
        Lease both = room.create(lease("13:00", "15:00", hosts(1, 2)));
        WaitingLease entry = wait("13:00", "14:00", "13:00", hosts(1, 1));
        String reservation = both.reservations().getFirst().id().toString();
        accepted(room.update(both, new UpdateLease(
                null, null, null, null,
                List.of(new ReservationEdit(reservation, null, new HostEdit(null, 1, null, null, null))), false)));
        assertThat(status(entry)).isEqualTo(WaitingStatus.GRANTED);
    }

    @Test
    void anEnrolledHostAndOneThatChangesAreForThoseWhoWait() {
        room.enrol("node-1", "speed", "slow");
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease any = wait("13:00", "14:00", "13:00", hosts(1, 1));
        WaitingLease fast = wait("16:00", "17:00", "16:00", hosts(1, 1, "[\"==\", \"$speed\", \"fast\"]"));
        Host host = room.enrol("node-2", "speed", "slow");
        assertThat(status(any)).isEqualTo(WaitingStatus.GRANTED);
        assertThat(status(fast)).isEqualTo(WaitingStatus.WAITING);

        accepted(room.room.hosts().update(new UpdateHost(
                Long.toString(host.number()), false, new TreeMap<>(Map.of("speed", "fast")), new TreeSet<>())));
        assertThat(leaseOf(fast).startsAt()).isEqualTo(at("16:00"));
    }

    @Test
    void hostsThatAreOpenedAgainAreForThoseWhoWait() {
        Host host = room.enrol("node-1");
        for (MaintenanceKind kind : MaintenanceKind.values()) {
            Instant end = kind == MaintenanceKind.MAINTENANCE ? at("23:00") : null;
            Maintenance closed = accepted(room.room.maintenances().close(new CloseHosts(
                            List.of(host.name()), kind, null, end, "fans", OnConflict.REFUSE, "operator")))
                    .reply().maintenance();
            WaitingLease entry = wait("13:00", "14:00", "13:00", hosts(1, 1));
            assertThat(entry.status()).as("while there is " + kind).isEqualTo(WaitingStatus.WAITING);
            accepted(room.room.maintenances().lift(closed.id()));
            assertThat(status(entry)).as("after " + kind).isEqualTo(WaitingStatus.GRANTED);
            room.room.leases().delete(entry.id());
        }
    }

    @Test
    void whereSomebodyHoldsAHostThatIsNeededItIsLookedAtAgain() {
        room.enrol("node-1");
        Host second = room.enrol("node-2");
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease both = wait("13:00", "14:00", "13:00", hosts(2, 2));
        UUID busy = other(second);
        Database elsewhere = DB.newReplica().database();
        try (HeldLocks _ = HeldLocks.of(elsewhere, tx -> new CalendarStore().lockIdle(tx, List.of(busy)))) {
            room.room.leases().delete(first.id());
            assertThat(status(both)).as("while the other host is held").isEqualTo(WaitingStatus.WAITING);
        }
        assertThat(room.due.runNext()).as("looked again at once").isFalse();
        room.clock.moveTo(Samples.NOW.plusSeconds(1));
        room.runDue();
        assertThat(status(both)).isEqualTo(WaitingStatus.GRANTED);
    }

    @Test
    void whoLooksAgainDoesNotHoldUpWhoFreesHosts() throws Exception {
        room.enrol("node-1");
        ScheduleWork look = new ScheduleWork(WaitingGrants.LOOK, "0", Samples.NOW);
        room.store.decide(tx -> Decision.accept(List.of(look), ""), Function.identity());
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> looked = DB.newReplica().database().transact(tx -> {
                new CalendarStore().freeAlone(tx);
                Future<Boolean> run = threads.submit(room.due::runNext);
                assertThat(run).as("the look, while another transaction frees hosts").succeedsWithin(Duration.ofSeconds(10));
                return run;
            });
            assertThat(looked.get()).isTrue();
        }
        assertThat(room.due.runNext()).as("looked again at once").isFalse();
        room.clock.moveTo(Samples.NOW.plusSeconds(1));
        assertThat(room.due.runNext()).as("looked again a moment later").isTrue();
        assertThat(room.due.runNext()).as("looked once more").isFalse();
    }

    /** The one of the two hosts that nobody has; @param host one of them */
    private UUID other(Host host) {
        boolean hasIt = room.bookings().stream().anyMatch(booking -> booking.hostId().equals(host.id()));
        return hasIt
                ? room.room.hosts().all().stream().map(Host::id).filter(id -> !id.equals(host.id())).findFirst().orElseThrow()
                : host.id();
    }

    @Test
    void whoseDeadlinePassesIsToldAndGetsNothing() {
        room.enrol("node-1");
        Lease first = room.create(lease("12:30", "15:00", hosts(1, 1)));
        WaitingLease entry = wait("12:30", "13:30", "13:00", hosts(1, 1));
        room.at("12:59");
        assertThat(status(entry)).isEqualTo(WaitingStatus.WAITING);
        room.at("13:00");
        assertThat(status(entry)).isEqualTo(WaitingStatus.EXPIRED);
        assertThat(room.effects.told).contains("expired " + entry.id());
        room.room.leases().delete(first.id());
        assertThat(status(entry)).isEqualTo(WaitingStatus.EXPIRED);
        assertThat(shown(entry).position()).isEmpty();
    }

    @Test
    void whoWithdrawsWaitsNoMore() {
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease entry = wait("13:00", "14:00", "13:00", hosts(1, 1));
        accepted(room.room.waiting().withdraw(entry.id()));
        room.room.leases().delete(first.id());
        assertThat(status(entry)).isEqualTo(WaitingStatus.WITHDRAWN);
        assertThat(refusal(room.room.waiting().withdraw(entry.id()))).isInstanceOf(WaitingRefusal.NotWaiting.class);
        room.at("13:00");
        assertThat(status(entry)).isEqualTo(WaitingStatus.WITHDRAWN);
    }

    @Test
    void whoIsBeyondThoseLookedAtIsServedRightAfter() {
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        for (int i = 0; i < WaitingGrants.LOOKED_AT_MAX + WaitingGrants.LOOKED_AT_LATER; i++) {
            Owner owner = new Owner("project-" + i % 2, "user", "req");
            accepted(room.room.waiting().create(wish("13:00", "14:00", "13:00", hosts(2, 2)), owner));
        }
        WaitingLease last = wait("13:00", "14:00", "13:00", hosts(1, 1));
        room.room.leases().delete(first.id());
        assertThat(status(last)).isEqualTo(WaitingStatus.WAITING);
        room.runDue();
        assertThat(status(last)).isEqualTo(WaitingStatus.GRANTED);
    }

    /** Whenever somebody looks at the clock, a tenth of a second has gone by. */
    @Test
    void whoIsNotLookedAtInTheTimeThatOneTransactionTakesIsServedRightAfter() {
        AtomicInteger looks = new AtomicInteger();
        SettableClock hurried = new SettableClock(() -> Samples.NOW.plusMillis(100L * looks.getAndIncrement()), Duration.ZERO);
        TestRoom slow = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS, hurried);
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        for (int i = 0; i < 5; i++) {
            wait("13:00", "14:00", "13:00", hosts(2, 2));
        }
        WaitingLease last = wait("13:00", "14:00", "13:00", hosts(1, 1));
        slow.room.leases().delete(first.id());
        assertThat(status(last)).isEqualTo(WaitingStatus.WAITING);
        slow.runDue();
        assertThat(status(last)).isEqualTo(WaitingStatus.GRANTED);
    }

    @Test
    void aProjectCanOnlyHaveSoManyWaiting() {
        for (int i = 0; i < WaitingList.OF_PROJECT_MAX; i++) {
            wait("13:00", "14:00", "13:00", hosts(1, 1));
        }
        WaitLease more = wish("13:00", "14:00", "13:00", hosts(1, 1));
        assertThat(refusal(room.room.waiting().create(more, TestRoom.OWNER))).isInstanceOf(WaitingRefusal.WaitingListFull.class);
        accepted(room.room.waiting().create(more, new Owner("another", "user", "req")));
    }

    @Test
    void whatCouldNeverBeIsRefusedAtOnce() {
        room.enrol("node-1");
        WaitLease unknown = wish("13:00", "14:00", "13:00", hosts(1, 1, "[\"==\", \"$nothing\", \"1\"]"));
        assertThat(refusal(room.room.waiting().create(unknown, TestRoom.OWNER))).isInstanceOf(UnknownProperty.class);
    }

    @Test
    void whatTheSiteForbidsDoesNotWaitAndIsNotGrantedLater() {
        TestRoom strict = new TestRoom(
                DB.newReplica(), ReservationOptions.DEFAULTS, FlavorDirectory.NONE,
                Enforcement.none().with(new MaxLeaseDuration(Duration.ofHours(1), Set.of())));
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "16:00", hosts(1, 1)));
        WaitLease twoHours = wish("13:00", "15:00", "13:00", hosts(1, 1));
        assertThat(refusal(strict.room.waiting().create(twoHours, TestRoom.OWNER))).isInstanceOf(LeaseTooLong.class);

        WaitingLease before = wait("13:00", "15:00", "13:00", hosts(1, 1));
        strict.room.leases().delete(first.id());
        assertThat(status(before)).as("it began to wait when that was allowed").isEqualTo(WaitingStatus.WAITING);
    }

    private void allow(int hosts) {
        room.room.budgets().set(
                TestRoom.OWNER.projectId(), new Budget.Limits(hosts, null, BudgetPeriod.MONTH, null));
    }

    @Test
    void nobodyIsGrantedMoreThanTheBudgetAllows() {
        Host host = room.enrol("node-1");
        room.enrol("node-2");
        Lease first = room.create(lease("13:00", "15:00", hosts(2, 2)));
        List<WaitingLease> waiting = List.of(
                wait("13:00", "14:00", "13:00", hosts(1, 1)), wait("13:00", "14:00", "13:00", hosts(1, 1)));
        allow(1);
        room.runDue();
        room.room.leases().delete(first.id());
        assertThat(waiting.stream().map(this::status))
                .containsExactly(WaitingStatus.GRANTED, WaitingStatus.WAITING);
        WaitLease more = wish("13:00", "14:00", "13:00", hosts(1, 1));
        assertThat(refusal(room.room.waiting().create(more, TestRoom.OWNER))).isInstanceOf(BudgetExceeded.class);

        allow(2);
        room.runDue();
        assertThat(status(waiting.getLast())).as("a larger budget").isEqualTo(WaitingStatus.GRANTED);
        assertThat(room.bookings()).hasSize(2).extracting(Booking::hostId).contains(host.id());
    }

    @Test
    void roomInTheBudgetIsForThoseOfTheProjectWhoWait() {
        room.enrol("node-1");
        Lease others = accepted(room.room.leases().create(
                lease("13:00", "15:00", hosts(1, 1)), new Owner("another", "user", "req"))).reply();
        WaitingLease entry = wait("13:00", "14:00", "13:00", hosts(1, 1));
        room.enrol("node-2", "speed", "slow");
        room.room.leases().delete(entry.id());
        Lease own = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease second = wait("13:00", "14:00", "13:00", hosts(1, 1));
        allow(1);
        room.room.leases().delete(others.id());
        assertThat(status(second)).as("one host is all that the project may have").isEqualTo(WaitingStatus.WAITING);
        room.room.leases().delete(own.id());
        assertThat(status(second)).isEqualTo(WaitingStatus.GRANTED);
    }

    @Test
    void aDryRunTellsWhatWouldBeAndWritesNothing() {
        room.enrol("node-1");
        WaitLease request = wish("13:00", "14:00", "13:00", hosts(1, 1));
        assertThat(accepted(room.room.waiting().tryCreating(request, TestRoom.OWNER)).reply().entry().status())
                .isEqualTo(WaitingStatus.GRANTED);
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        assertThat(accepted(room.room.waiting().tryCreating(request, TestRoom.OWNER)).reply().entry().status())
                .isEqualTo(WaitingStatus.WAITING);
        assertThat(room.room.waiting().all()).isEmpty();
    }

    @Test
    void whatIsToldAtOnceIsWhatIsSeenThen() {
        room.enrol("node-1");
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        wait("13:00", "14:00", "13:00", hosts(1, 1));
        Shown told = accepted(room.room.waiting().create(wish("13:00", "14:00", "13:00", hosts(1, 1)), TestRoom.OWNER)).reply();
        Shown seen = shown(told.entry());
        assertThat(told.position()).isEqualTo(seen.position()).contains(2L);
        assertThat(told.expected().start()).isEqualTo(seen.expected().start()).contains(at("15:00"));
    }

    @Test
    void twoWhoFreeOneHostEachServeTheOneWhoWaitsForTwo() {
        room.enrol("node-1");
        room.enrol("node-2");
        Lease one = room.create(lease("13:00", "15:00", hosts(1, 1)));
        Lease other = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease both = wait("13:00", "14:00", "13:00", hosts(2, 2));
        TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
        room.room.leases().delete(one.id());
        assertThat(status(both)).isEqualTo(WaitingStatus.WAITING);
        replica.room.leases().delete(other.id());
        assertThat(status(both)).isEqualTo(WaitingStatus.GRANTED);
        CreateLease rest = lease("13:00", "14:00", hosts(1, 1));
        assertThat(refusal(room.room.leases().create(rest, TestRoom.OWNER))).isInstanceOf(NotEnoughHosts.class);
    }
}
