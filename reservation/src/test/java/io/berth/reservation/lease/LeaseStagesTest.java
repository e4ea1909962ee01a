package io.berth.reservation.lease;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.change;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.lease.Leases.IDS;
import static io.berth.reservation.lease.Leases.booked;
import static io.berth.reservation.lease.Leases.pending;
import static io.berth.reservation.lease.Leases.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Change;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseChange.LeaseDeleted;
import io.berth.store.WorkChange;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lease starts, is about to end, ends, is deleted; and what it is armed for meanwhile. */
class LeaseStagesTest {
    private static final Duration CLEANING = Duration.ofMinutes(10);

    private static List<ReservationStatus> statuses(Lease lease) {
        return lease.reservations().stream().map(Reservation::status).toList();
    }

    private static List<ScheduleWork> armed(List<Change> changes) {
        return changes.stream().filter(ScheduleWork.class::isInstance).map(ScheduleWork.class::cast).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "UNDONE, UNDONE, PENDING", "DONE, UNDONE, ACTIVE", "DONE, DONE, TERMINATED",
        "UNDONE, DONE, ERROR", "UNDONE, ERROR, ERROR", "DONE, ERROR, ERROR",
        "ERROR, UNDONE, ERROR", "ERROR, DONE, ERROR", "ERROR, ERROR, ERROR",
    })
    void theEventsImplyTheStatus(EventStatus start, EventStatus end, LeaseStatus status) {
        assertThat(LeaseStatus.of(start, end)).isEqualTo(status);
    }

    @Test
    void aStartedLeaseIsActiveAndArmedForWhatComesNext() {
        Lease lease = pending("11:00", "16:00", hosts(1, 1), hosts(1, 1));
        StartLease.Starting starting = StartLease.decide(lease, Set.of(), NOW);
        Lease after = starting.after();

        assertThat(after.status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(statuses(after)).containsExactly(ReservationStatus.ACTIVE, ReservationStatus.ACTIVE);
        assertThat(after.startEvent().status()).isEqualTo("DONE");
        assertThat(after.startEvent().updatedAt()).isEqualTo(NOW);
        assertThat(after.updatedAt()).isEqualTo(NOW);
        assertThat(change(starting.changes(), LeaseChanged.class).lease()).isEqualTo(after);
        assertThat(armed(starting.changes()))
                .containsExactly(new ScheduleWork(LeaseTimers.BEFORE_END, lease.id().toString(), at("15:00")));
    }

    @Test
    void aReservationThatGotNoHostsFailsAndTheLeaseStillEnds() {
        Lease lease = pending("11:00", "16:00", hosts(1, 1), hosts(1, 1));
        StartLease.Starting starting = StartLease.decide(lease, Set.of(lease.reservations().get(1).id()), NOW);

        assertThat(starting.after().status()).isEqualTo(LeaseStatus.ERROR);
        assertThat(statuses(starting.after())).containsExactly(ReservationStatus.ACTIVE, ReservationStatus.ERROR);
        assertThat(starting.after().startEvent().status()).isEqualTo("ERROR");
        assertThat(armed(starting.changes())).extracting(ScheduleWork::kind).containsExactly(LeaseTimers.BEFORE_END);
    }

    @Test
    void beforeItsEndALeaseRemembersThatAndIsArmedForTheEnd() {
        Lease active = started(pending("11:00", "16:00", hosts(1, 1)));
        List<Change> changes = EndLease.near(active, false, NOW);
        Lease after = change(changes, LeaseChanged.class).lease();
        assertThat(after.beforeEndEvent().orElseThrow().status()).isEqualTo("DONE");
        assertThat(after.status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(after.reservations()).isEqualTo(active.reservations());
        assertThat(armed(changes)).containsExactly(new ScheduleWork(LeaseTimers.END, active.id().toString(), at("16:00")));
    }

    @Test
    void whatComesBeforeTheEndOfALeaseThatEndedOrIsDoneChangesNothing() {
        Lease active = started(pending("11:00", "16:00", hosts(1, 1)));
        assertThat(EndLease.near(EndLease.beforeEndDone(active, NOW), false, NOW)).isEmpty();
        assertThat(EndLease.near(Leases.ended(active), false, NOW)).isEmpty();
        assertThat(EndLease.near(pending("13:00", "16:00"), false, NOW)).isEmpty();
    }

    @Test
    void whatFailedBeforeTheEndHoldsTheEndUpNoLongerOnceThatHasCome() {
        Lease active = started(pending("11:00", "16:00", hosts(1, 1)));
        assertThat(EndLease.near(active, true, at("15:59"))).as("tried again").hasSize(2);
        assertThat(EndLease.near(active, false, at("17:00"))).as("overdue, and not tried yet").hasSize(2);
        assertThat(EndLease.near(active, true, at("16:00")))
                .containsExactly(new ScheduleWork(LeaseTimers.END, active.id().toString(), at("16:00")));
    }

    @Test
    void anEndedLeaseIsTerminatedAndItsHostsAreCleanedAtOnce() {
        Lease lease = started(pending("11:00", "16:00", hosts(1, 1), hosts(1, 1)));
        List<Booking> before = booked(lease, CLEANING, Leases.hosts(1), Leases.hosts(2));
        EndLease.Ending ending = EndLease.decide(lease, before, NOW, IDS);
        Lease after = ending.after();

        assertThat(after.status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(statuses(after)).containsExactly(ReservationStatus.DELETED, ReservationStatus.DELETED);
        assertThat(after.endEvent().status()).isEqualTo("DONE");
        assertThat(after.beforeEndEvent().orElseThrow().status()).as("nothing is left to happen").isEqualTo("DONE");
        assertThat(after.endsAt()).as("what was agreed").isEqualTo(at("16:00"));
        LeaseRebooked rebooked = change(ending.changes(), LeaseRebooked.class);
        assertThat(rebooked.removed()).hasSize(4);
        assertThat(rebooked.claimed()).isEmpty();
        List<Booking> cleanings = rebooked.added().stream().filter(it -> it.kind() == BookingKind.CLEANING).toList();
        assertThat(cleanings).hasSize(2).allSatisfy(it -> assertThat(it.period()).isEqualTo(new Period(NOW, NOW.plus(CLEANING))));
        assertThat(armed(ending.changes())).containsExactlyElementsOf(cleanings.stream()
                .map(it -> new ScheduleWork(LeaseTimers.CLEANING_END, it.id().toString(), NOW.plus(CLEANING)))
                .toList());
    }

    @Test
    void endingOnTimeChangesNoBookingAndArmsTheCleaning() {
        Lease lease = started(pending("11:00", "16:00", hosts(1, 1)));
        lease = EndLease.beforeEndDone(lease, at("15:00"));
        List<Booking> before = booked(lease, CLEANING, Leases.hosts(1));
        EndLease.Ending ending = EndLease.decide(lease, before, at("16:00"), IDS);
        assertThat(ending.changes()).noneMatch(LeaseRebooked.class::isInstance);
        assertThat(armed(ending.changes())).containsExactly(
                new ScheduleWork(LeaseTimers.CLEANING_END, before.get(1).id().toString(), at("16:10")));
    }

    @Test
    void endingSoLateThatTheCleaningIsOverArmsNothing() {
        Lease lease = started(pending("11:00", "16:00", hosts(1, 1)));
        EndLease.Ending ending = EndLease.decide(lease, booked(lease, CLEANING, Leases.hosts(1)), at("17:00"), IDS);
        assertThat(armed(ending.changes())).isEmpty();
        assertThat(ending.after().status()).isEqualTo(LeaseStatus.TERMINATED);
    }

    @Test
    void aLeaseThatFailedToStartEndsInError() {
        Lease failed = Leases.failed(pending("11:00", "16:00", hosts(1, 1)));
        Lease after = EndLease.decide(failed, List.of(), at("16:00"), IDS).after();
        assertThat(after.status()).isEqualTo(LeaseStatus.ERROR);
        assertThat(after.hasEnded()).isTrue();
        assertThat(statuses(after)).containsExactly(ReservationStatus.DELETED);
    }

    @Test
    void deletingAPendingLeaseLeavesNothing() {
        Lease lease = pending("13:00", "16:00", hosts(1, 1));
        List<Change> changes = DeleteLease.decide(lease, booked(lease, CLEANING, Leases.hosts(1)), NOW, IDS);
        assertThat(change(changes, LeaseDeleted.class).lease()).isEqualTo(lease);
        LeaseRebooked rebooked = change(changes, LeaseRebooked.class);
        assertThat(rebooked.removed()).hasSize(2);
        assertThat(rebooked.added()).isEmpty();
        assertThat(armed(changes)).isEmpty();
        assertThat(changes).filteredOn(CancelWork.class::isInstance).extracting(it -> ((CancelWork) it).kind())
                .containsExactly(LeaseTimers.START, LeaseTimers.BEFORE_END, LeaseTimers.END);
    }

    @Test
    void deletingARunningLeaseLeavesTheCleaning() {
        Lease lease = started(pending("11:00", "16:00", hosts(1, 1)));
        List<Change> changes = DeleteLease.decide(lease, booked(lease, CLEANING, Leases.hosts(1)), NOW, IDS);
        LeaseRebooked rebooked = change(changes, LeaseRebooked.class);
        assertThat(rebooked.removed()).hasSize(2);
        assertThat(rebooked.added()).extracting(Booking::kind, Booking::period).containsExactly(
                Tuple.tuple(BookingKind.CLEANING, new Period(NOW, NOW.plus(CLEANING))));
        assertThat(armed(changes)).hasSize(1);
    }

    @Test
    void deletingAnEndedLeaseKeepsACleaningThatIsNotOver() {
        Lease lease = Leases.ended(started(pending("10:00", "11:55", hosts(1, 1))));
        List<Booking> bookings = booked(lease, CLEANING, Leases.hosts(1));
        LeaseRebooked whileCleaned = change(DeleteLease.decide(lease, bookings, NOW, IDS), LeaseRebooked.class);
        assertThat(whileCleaned.removed()).containsExactly(bookings.get(0).id());
        assertThat(whileCleaned.added()).isEmpty();
        LeaseRebooked later = change(DeleteLease.decide(lease, bookings, at("13:00"), IDS), LeaseRebooked.class);
        assertThat(later.removed()).hasSize(2);
    }

    @Test
    void aLeaseIsArmedForWhatComesNextOnly() {
        Lease pending = pending("13:00", "16:00");
        assertThat(LeaseTimers.of(pending)).extracting(WorkChange::kind).containsExactly(LeaseTimers.START);
        Lease active = started(pending);
        assertThat(LeaseTimers.of(active)).extracting(WorkChange::kind).containsExactly(LeaseTimers.BEFORE_END);
        assertThat(LeaseTimers.of(EndLease.beforeEndDone(active, NOW))).extracting(WorkChange::kind).containsExactly(LeaseTimers.END);
        assertThat(LeaseTimers.of(Leases.ended(active))).isEmpty();
    }

    /** The lease ends at 16:00. */
    @ParameterizedTest
    @CsvSource({"14:00, lease.before_end, 14:00", "16:00, lease.before_end, 16:00", "16:01, lease.end, 16:00", ", lease.end, 16:00"})
    void whatComesBeforeAnEndDoesNotPutItOff(@Nullable String beforeEnd, String kind, String due) {
        Lease lease = started(pending("13:00", "16:00")).withEvent(LeaseEvent.BEFORE_END, event -> new LeaseEvent(
                event.id(), event.type(), true, beforeEnd == null ? null : at(beforeEnd), event.status(), NOW, null));
        assertThat(LeaseTimers.of(lease)).containsExactly(new ScheduleWork(kind, lease.id().toString(), at(due)));
    }
}
