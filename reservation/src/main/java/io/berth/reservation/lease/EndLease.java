package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.lease.LeaseChange.Cause;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseChange.LeaseEnded;
import io.berth.store.WorkChange;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ends a lease that has started: hosts are no longer booked for it, and are cleaned. What that does in the ledger is not decided here. */
public final class EndLease {
    private EndLease() {}

    /**
     * What comes before the end: it is remembered, and the end is armed. Nothing where it was done, or the lease does not run.
     *
     * @param hasFailed whether that was tried before. An end that has come meanwhile is not put off any longer, and takes it along
     */
    public static List<Change> near(Lease lease, boolean hasFailed, Instant now) {
        boolean isRunning = lease.hasStarted() && !lease.hasEnded();
        if (!isRunning || lease.beforeEndEvent().filter(LeaseEvent::isUndone).isEmpty()) {
            return List.of();
        }
        if (hasFailed && !now.isBefore(lease.endsAt())) {
            return List.of(LeaseTimers.end(lease));
        }
        Lease after = beforeEndDone(lease, now);
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseChanged(after, Cause.BEFORE_END));
        changes.addAll(LeaseTimers.of(after));
        return changes;
    }

    static Lease beforeEndDone(Lease lease, Instant now) {
        return lease.withEvent(LeaseEvent.BEFORE_END, event -> event.with(EventStatus.DONE, now)).touched(now);
    }

    /** @param after the lease as it is when the changes are written */
    public record Ending(Lease after, List<Change> changes) {
        public Ending {
            changes = List.copyOf(changes);
        }
    }

    /** @param bookings all that the lease has */
    public static Ending decide(Lease lease, List<Booking> bookings, Instant now, Ids ids) {
        Lease after = lease.withReservations(lease.reservations().stream()
                        .map(reservation -> reservation.with(ReservationStatus.DELETED, now))
                        .toList())
                .withEvent(LeaseEvent.BEFORE_END, event -> event.isUndone() ? event.with(EventStatus.DONE, now) : event)
                .withEvent(LeaseEvent.END, event -> event.with(EventStatus.DONE, now))
                .touched(now);
        List<Booking> kept = LeaseBookings.endingAt(now, bookings, ids);
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseEnded(after, bookings));
        LeaseBookings.change(lease.id(), bookings, kept, Map.of()).ifPresent(changes::add);
        changes.addAll(cleaningTimers(cleanings(kept, now)));
        return new Ending(after, changes);
    }

    /** The cleanings that are not over. */
    static List<Booking> cleanings(List<Booking> bookings, Instant now) {
        return bookings.stream()
                .filter(booking -> booking.kind() == BookingKind.CLEANING && booking.period().end().isAfter(now))
                .toList();
    }

    static List<WorkChange> cleaningTimers(List<Booking> cleanings) {
        return cleanings.stream()
                .<WorkChange>map(booking -> new ScheduleWork(
                        LeaseTimers.CLEANING_END, booking.id().toString(), booking.period().end()))
                .toList();
    }
}
