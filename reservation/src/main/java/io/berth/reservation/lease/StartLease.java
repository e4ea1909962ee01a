package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.reservation.lease.LeaseChange.Cause;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Starts a lease: its reservations become active, or failed where their hosts could not be claimed; what comes next is armed either way. */
public final class StartLease {
    private StartLease() {}

    /** @param after the lease as it is when the changes are written */
    public record Starting(Lease after, List<Change> changes) {
        public Starting {
            changes = List.copyOf(changes);
        }
    }

    /** @param failed reservations whose hosts the ledger refused, of whatever leases */
    public static Starting decide(Lease lease, Set<UUID> failed, Instant now) {
        boolean hasAll = lease.reservations().stream().noneMatch(reservation -> failed.contains(reservation.id()));
        EventStatus outcome = hasAll ? EventStatus.DONE : EventStatus.ERROR;
        Lease after = lease.withReservations(lease.reservations().stream()
                        .map(reservation -> reservation.with(
                                failed.contains(reservation.id()) ? ReservationStatus.ERROR : ReservationStatus.ACTIVE, now))
                        .toList())
                .withEvent(LeaseEvent.START, event -> event.with(outcome, now))
                .touched(now);
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseChanged(after, Cause.STARTED));
        changes.addAll(LeaseTimers.of(after));
        return new Starting(after, changes);
    }
}
