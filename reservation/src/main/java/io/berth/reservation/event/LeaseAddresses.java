package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.AddressBookings;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.request.FloatingIpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The addresses of leases whose time comes. Nobody is asked for them: who has one is who has booked it. */
final class LeaseAddresses {
    private LeaseAddresses() {}

    /** As for hosts: of leases back to back the end of the first comes before the start of the second. */
    static Set<UUID> awaitingAnEnd(Handle tx, Collection<Lease> leases) {
        List<UUID> having = having(leases);
        return having.isEmpty() ? Set.of() : AddressBookingStore.awaitingAnEnd(tx, having);
    }

    /** What the ends of leases change. */
    static List<Change> ended(Handle tx, Collection<Lease> leases, Instant now) {
        return changed(tx, leases, held -> AddressBookings.endingAt(now, held));
    }

    /** What the deletion of a lease changes: its bookings go with it. */
    static List<Change> deleted(Handle tx, Lease lease) {
        return changed(tx, List.of(lease), held -> List.of());
    }

    private static List<Change> changed(
            Handle tx, Collection<Lease> leases, UnaryOperator<List<AddressBooking>> after) {
        List<UUID> having = having(leases);
        List<Change> changes = new ArrayList<>();
        if (!having.isEmpty()) {
            AddressBookingStore.bookingsOfLeases(tx, having).forEach((lease, held) ->
                    AddressBookings.change(lease, held, after.apply(held), Map.of()).ifPresent(changes::add));
        }
        return changes;
    }

    private static List<UUID> having(Collection<Lease> leases) {
        return leases.stream().filter(LeaseAddresses::hasSome).map(Lease::id).toList();
    }

    private static boolean hasSome(Lease lease) {
        return lease.reservations().stream().anyMatch(reservation -> reservation.request() instanceof FloatingIpRequest);
    }
}
