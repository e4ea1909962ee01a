package io.berth.reservation.availability;

import io.berth.base.Decision;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIpRefusal.NoSuchFloatingIp;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.floatingip.FloatingIps;
import io.berth.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** When addresses are taken, and which a lease has: leases themselves do not show theirs (contract blazar §7.4). */
final class AddressCalendar {
    private final Database database;

    AddressCalendar(Database database) {
        this.database = database;
    }

    /** An address's calendar. @param taken in the order of time, at most {@link Availability#BOOKINGS_MAX} */
    record Shown(FloatingIp address, List<Taken> taken) {}

    Decision<Shown> calendar(String id, Period window) {
        return database.read(handle -> FloatingIps.found(handle, id)
                .map(address -> Decision.accept(List.of(), new Shown(
                        address,
                        TakenStore.addressTakenDuring(handle, address.id(), window, Availability.BOOKINGS_MAX))))
                .orElseGet(() -> Decision.refuse(new NoSuchFloatingIp(id))));
    }

    /** That a reservation has an address for a time. */
    record Held(FloatingIp address, UUID reservationId, Period period) {}

    /** The addresses of a lease of this project. */
    record OfLease(String projectId, List<Held> addresses) {}

    /** Absent where there is no such lease. */
    Optional<OfLease> ofLease(UUID lease) {
        return database.read(handle -> TakenStore.projectOf(handle, lease).map(project -> new OfLease(project, held(handle, lease))));
    }

    private static List<Held> held(Handle handle, UUID lease) {
        List<AddressBooking> bookings = AddressBookingStore.bookingsOfLease(handle, lease);
        List<UUID> booked = bookings.stream().map(AddressBooking::floatingIpId).toList();
        return FloatingIpStore.floatingIps(handle, booked).stream()
                .flatMap(address -> bookings.stream()
                        .filter(booking -> booking.floatingIpId().equals(address.id()))
                        .map(booking -> new Held(address, booking.reservationId(), booking.period())))
                .toList();
    }
}
