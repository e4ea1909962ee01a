package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.lease.LeaseChange.LeaseDeleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes a lease, whatever its status (contract blazar §6.5). What its end does in the ledger is not decided here. */
public final class DeleteLease {
    private DeleteLease() {}

    /** @param bookings all that the lease has */
    public static List<Change> decide(Lease lease, List<Booking> bookings, Instant now, Ids ids) {
        List<Booking> kept = EndLease.cleanings(LeaseBookings.endingAt(now, bookings, ids), now);
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseDeleted(lease, bookings));
        LeaseBookings.change(lease.id(), bookings, kept, Map.of()).ifPresent(changes::add);
        changes.addAll(LeaseTimers.none(lease.id()));
        changes.addAll(EndLease.cleaningTimers(kept));
        return changes;
    }
}
