package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.AddressBookings;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.request.FloatingIpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The addresses of leases whose time comes. Nobody is asked for them: who has one is who has booked it. */
final class LeaseAddresses {
    private LeaseAddresses() {}

    /** As for hosts: of leases back to back the end of the first comes before the start of the second. */
    static boolean awaitsAnEnd(Handle tx, Lease lease) {
        return hasSome(lease) && AddressBookingStore.awaitsAnEnd(tx, lease.id());
    }

    /** What the end of the lease changes. */
    static Optional<? extends Change> ended(Handle tx, Lease lease, Instant now) {
        return changed(tx, lease, held -> AddressBookings.endingAt(now, held));
    }

    /** What its deletion changes: its bookings go with it. */
    static Optional<? extends Change> deleted(Handle tx, Lease lease) {
        return changed(tx, lease, held -> List.of());
    }

    private static Optional<? extends Change> changed(
            Handle tx, Lease lease, UnaryOperator<List<AddressBooking>> after) {
        if (!hasSome(lease)) {
            return Optional.empty();
        }
        List<AddressBooking> held = AddressBookingStore.bookingsOfLease(tx, lease.id());
        return AddressBookings.change(lease.id(), held, after.apply(held), Map.of());
    }

    private static boolean hasSome(Lease lease) {
        return lease.reservations().stream().anyMatch(reservation -> reservation.request() instanceof FloatingIpRequest);
    }
}
