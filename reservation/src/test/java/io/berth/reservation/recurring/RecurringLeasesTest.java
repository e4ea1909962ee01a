package io.berth.reservation.recurring;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.TestRoom;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.BudgetPeriod;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.MaxLeaseDuration;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.recurring.RecurringLeases.Removed;
import io.berth.reservation.recurring.RecurringRefusal.BadRule;
import io.berth.reservation.recurring.RecurringRefusal.Conflicts;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases that come again, on a database. The first day is a Sunday. */
class RecurringLeasesTest extends RecurringScene {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    RecurringLeasesTest() {
        super(new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS));
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(room.store);
        room.room.budgets().remove(TestRoom.OWNER.projectId());
    }

    private static RecurLeases daily(CreateLease lease, int count, Acceptance acceptance, Instant... exceptions) {
        return new RecurLeases(
                lease, new Recurrence("FREQ=DAILY;COUNT=" + count, "UTC"), Set.of(exceptions), acceptance, "{}");
    }

    private Lease taken(int day, int hosts) {
        return room.create(new CreateLease(
                "taken", new Moment.At(day(day, "13:30")), new Moment.At(day(day, "13:40")), null,
                List.of(new CreateLease.Asked.Fit(hosts(hosts, hosts))), List.of()));
    }

    @Test
    void eachOccurrenceIsALeaseOfItsOwnOnTheSameHostsWhereTheyAreFree() {
        room.enrol("node-1");
        room.enrol("node-2");
        RecurringLease recurring = create(daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL));

        assertThat(leasesOf(recurring)).extracting(Lease::name)
                .containsExactly("lease 2026-03-01", "lease 2026-03-02", "lease 2026-03-03");
        assertThat(leasesOf(recurring)).extracting(Lease::startsAt)
                .containsExactly(day(1, "13:00"), day(2, "13:00"), day(3, "13:00"));
        assertThat(room.bookings()).hasSize(3).extracting(Booking::hostId).containsOnly(room.bookings().getFirst().hostId());
        assertThat(room.room.recurring().find(recurring.id()).orElseThrow()).satisfies(shown -> {
            assertThat(shown.recurring()).isEqualTo(recurring);
            assertThat(shown.statuses().values()).hasSize(3).containsOnly("PENDING");
        });
        room.at("13:01");
        assertThat(leasesOf(recurring)).extracting(Lease::status)
                .containsExactly(LeaseStatus.ACTIVE, LeaseStatus.PENDING, LeaseStatus.PENDING);
    }

    @Test
    void twoOnOneDayAreNamedByTheirTimeToo() {
        room.enrol("node-1");
        RecurringLease recurring = create(new RecurLeases(
                lease("13:00", "14:00", hosts(1, 1)),
                new Recurrence("FREQ=DAILY;COUNT=2;BYHOUR=14,16", "Europe/Berlin"), Set.of(), Acceptance.ALL, "{}"));
        assertThat(leasesOf(recurring)).extracting(Lease::name)
                .containsExactly("lease 2026-03-01 14:00", "lease 2026-03-01 16:00");
    }

    @Test
    void whereOneConflictsAndAllAreAskedForNothingIsBooked() {
        room.enrol("node-1");
        taken(2, 1);
        Conflicts conflicts = conflicts(daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL));
        assertThat(conflicts.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, true, false);
        assertThat(conflicts.message()).isEqualTo("1 of 3 occurrences cannot be booked, so none was");
        assertThat(conflicts.occurrences().get(1).refused()).satisfies(why -> {
            assertThat(why.code()).isEqualTo("reservation.not_enough_hosts");
            assertThat(why.explanation().steps()).isNotEmpty();
        });
        assertThat(room.room.leases().all()).hasSize(1);
        assertThat(room.room.recurring().all()).isEmpty();
    }

    @Test
    void whereThosePossibleAreAskedForTheOthersAreTold() {
        room.enrol("node-1");
        taken(2, 1);
        RecurringLease recurring = create(daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.POSSIBLE));
        assertThat(recurring.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, true, false);
        assertThat(leasesOf(recurring)).hasSize(2);
        assertThat(room.room.recurring().find(recurring.id()).orElseThrow().recurring()).isEqualTo(recurring);

        assertThat(conflicts(daily(lease("13:00", "14:00", hosts(2, 2)), 3, Acceptance.POSSIBLE)).message())
                .isEqualTo("3 of 3 occurrences cannot be booked, so none was");
    }

    @Test
    void exceptionsAreLeftOut() {
        room.enrol("node-1");
        RecurringLease recurring = create(
                daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL, day(2, "13:00")));
        assertThat(leasesOf(recurring)).extracting(Lease::startsAt).containsExactly(day(1, "13:00"), day(3, "13:00"));
        RecurLeases stray = daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL, day(2, "13:01"));
        assertThat(refusal(room.room.recurring().create(stray, TestRoom.OWNER)).message())
                .isEqualTo("exdates: no occurrence starts at 2026-03-02T13:01:00Z");
    }

    @Test
    void theCleaningOfOneOccurrenceIsInTheWayOfTheNext() {
        TestRoom cleaned = new TestRoom(
                DB.newReplica(), ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofHours(23)));
        cleaned.enrol("node-1");
        RecurLeases request = daily(lease("13:00", "15:00", hosts(1, 1)), 3, Acceptance.POSSIBLE);
        assertThat(accepted(cleaned.room.recurring().create(request, TestRoom.OWNER)).reply().occurrences())
                .extracting(Occurrence::isRefused).containsExactly(false, true, false);
        TestRoom.clear(cleaned.store);
        cleaned.enrol("node-1");
        cleaned.enrol("node-2");
        RecurringLease two = accepted(cleaned.room.recurring().create(request, TestRoom.OWNER)).reply();
        assertThat(two.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, false, false);
    }

    @Test
    void whatIsLongerThanTheIntervalOrNotOfHostsIsRefused() {
        room.enrol("node-1");
        CreateLease twoDays = new CreateLease(
                "long", new Moment.At(day(1, "13:00")), new Moment.At(day(3, "13:00")), null,
                List.of(new CreateLease.Asked.Fit(hosts(1, 1))), List.of());
        assertThat(refusal(room.room.recurring().create(daily(twoDays, 3, Acceptance.ALL), TestRoom.OWNER)))
                .isInstanceOf(BadRule.class);
        assertThat(refusal(room.room.recurring().create(daily(lease("13:00", "14:00"), 3, Acceptance.ALL), TestRoom.OWNER)))
                .as("a lease of nothing")
                .isInstanceOf(InvalidInput.class);
    }

    /** Clocks in Berlin go forward on 29 March 2026: that day, the 29th from 1 March, has 23 hours. */
    private static RecurLeases roundTheClock(int count, Acceptance acceptance) {
        CreateLease wholeDay = new CreateLease(
                "day", new Moment.At(day(27, "23:00")), new Moment.At(day(28, "23:00")), null,
                List.of(new CreateLease.Asked.Fit(hosts(1, 1))), List.of());
        return new RecurLeases(wholeDay, new Recurrence("FREQ=DAILY;COUNT=" + count, "Europe/Berlin"), Set.of(), acceptance, "{}");
    }

    @Test
    void anOccurrenceThatOverlapsTheOneBeforeIsRefusedByItself() {
        room.enrol("node-1");
        room.enrol("node-2");
        RecurringLease possible = create(roundTheClock(5, Acceptance.POSSIBLE));
        assertThat(possible.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, false, true, false, false);
        assertThat(possible.occurrences().get(2).refused()).satisfies(why -> {
            assertThat(why.code()).isEqualTo("reservation.occurrences_overlap");
            assertThat(why.message()).isEqualTo("The occurrence of 2026-03-28T23:00:00Z ends only at 2026-03-29T23:00:00Z");
        });
        Conflicts all = conflicts(roundTheClock(5, Acceptance.ALL));
        assertThat(all.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, false, true, false, false);
    }

    @Test
    void whatCannotBeBookedIsNotInTheWayOfTheNext() {
        room.enrol("node-1");
        taken(29, 1);
        assertThat(create(roundTheClock(5, Acceptance.POSSIBLE)).occurrences())
                .extracting(Occurrence::isRefused).containsExactly(false, true, false, false, false);
    }

    @Test
    void deletingItDeletesWhatHasNotStartedAndTellsOnlyWhatItDeleted() {
        room.enrol("node-1");
        RecurringLease recurring = create(daily(lease("13:00", "14:00", hosts(1, 1)), 4, Acceptance.ALL));
        room.at("13:01");
        room.room.leases().delete(leasesOf(recurring).get(1).id());
        Removed wouldBe = RecurringLeases.wouldRemove(room.room.recurring().find(recurring.id()).orElseThrow());
        Removed removed = room.room.recurring().remove(recurring);

        List<UUID> leases = recurring.occurrences().stream().map(Occurrence::leaseId).toList();
        assertThat(removed.kept()).containsExactly(leases.getFirst());
        assertThat(removed.deleted()).as("the second's lease was gone before").containsExactly(leases.get(2), leases.get(3));
        assertThat(wouldBe).as("what a dry run told").isEqualTo(removed);
        assertThat(room.room.leases().all()).extracting(Lease::id).containsExactly(leases.getFirst());
        assertThat(room.room.recurring().find(recurring.id())).isEmpty();
    }

    @Test
    void theBudgetIsAskedOccurrenceByOccurrence() {
        room.enrol("node-1");
        room.room.budgets().set(TestRoom.OWNER.projectId(), new Budget.Limits(null, 2, BudgetPeriod.MONTH, null));
        RecurringLease recurring = create(daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.POSSIBLE));
        assertThat(recurring.occurrences()).extracting(Occurrence::isRefused).containsExactly(false, false, true);
        assertThat(recurring.occurrences().getLast().refused()).satisfies(why ->
                assertThat(why.code()).isEqualTo("reservation.budget_exceeded"));
    }

    @Test
    void theSiteIsAskedOccurrenceByOccurrence() {
        TestRoom strict = new TestRoom(
                DB.newReplica(), ReservationOptions.DEFAULTS, FlavorDirectory.NONE,
                Enforcement.none().with(new MaxLeaseDuration(Duration.ofMinutes(30), Set.of())));
        strict.enrol("node-1");
        RecurLeases request = daily(lease("13:00", "14:00", hosts(1, 1)), 5, Acceptance.ALL);
        Conflicts conflicts = (Conflicts) refusal(strict.room.recurring().create(request, TestRoom.OWNER));
        assertThat(conflicts.occurrences()).hasSize(5).allSatisfy(each -> {
            assertThat(each.refused()).isNotNull();
            assertThat(each.refused().code()).isEqualTo("reservation.lease_too_long");
        });
    }

    @Test
    void aDryRunTellsWhatWouldBeAndWritesNothing() {
        room.enrol("node-1");
        RecurLeases request = daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL);
        assertThat(accepted(room.room.recurring().tryCreating(request, TestRoom.OWNER)).reply().occurrences()).hasSize(3);
        taken(2, 1);
        assertThat(refusal(room.room.recurring().tryCreating(request, TestRoom.OWNER))).isInstanceOf(Conflicts.class);
        assertThat(room.room.recurring().all()).isEmpty();
    }

    @Test
    void anotherReplicasBookingsAreSeen() {
        room.enrol("node-1");
        room.create(lease("15:00", "16:00", hosts(1, 1)));
        TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
        replica.room.calendars().refreshed();
        Lease inTheWay = taken(2, 1);
        RecurLeases request = daily(lease("13:00", "14:00", hosts(1, 1)), 3, Acceptance.ALL);
        assertThat(refusal(replica.room.recurring().create(request, TestRoom.OWNER))).isInstanceOf(Conflicts.class);
        room.room.leases().delete(inTheWay.id());
        accepted(replica.room.recurring().create(request, TestRoom.OWNER));
        assertThat(room.bookings()).hasSize(4);
    }

    @Test
    void aYearOfDaysIsOneTransactionThatTheIndexKnows() {
        room.enrol("node-1");
        RecurringLease recurring = create(daily(lease("13:00", "14:00", hosts(1, 1)), Recurrence.OCCURRENCES_MAX, Acceptance.ALL));
        assertThat(room.bookings()).hasSize(Recurrence.OCCURRENCES_MAX);
        CreateLease inTheWay = new CreateLease(
                "late", new Moment.At(day(200, "13:30")), new Moment.At(day(200, "15:00")), null,
                List.of(new CreateLease.Asked.Fit(hosts(1, 1))), List.of());
        assertThat(refusal(room.room.leases().create(inTheWay, TestRoom.OWNER))).isInstanceOf(NotEnoughHosts.class);
        assertThat(room.room.recurring().remove(recurring).deleted()).hasSize(Recurrence.OCCURRENCES_MAX);
        assertThat(room.bookings()).isEmpty();
    }

    @Test
    void ofManyWhoWantOverlappingTimesOneGetsThemAll() throws Exception {
        room.enrol("node-1");
        TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
        List<Callable<Decision<RecurringLease>>> asks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RecurringLeases leases = (i % 2 == 0 ? room : replica).room.recurring();
            RecurLeases request = daily(lease("13:0" + i, "15:00", hosts(1, 1)), 10, Acceptance.ALL);
            asks.add(() -> leases.create(request, TestRoom.OWNER));
        }
        List<Decision<RecurringLease>> decisions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(asks.size())) {
            for (Future<Decision<RecurringLease>> each : threads.invokeAll(asks)) {
                decisions.add(each.get());
            }
        }
        assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).hasSize(1);
        assertThat(decisions).filteredOn(Decision.Refused.class::isInstance)
                .allSatisfy(each -> assertThat(refusal(each)).isInstanceOf(Conflicts.class));
        assertThat(room.bookings()).hasSize(10);
    }
}
