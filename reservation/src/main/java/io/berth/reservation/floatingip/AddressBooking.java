package io.berth.reservation.floatingip;

import io.berth.reservation.calendar.Period;
import java.util.UUID;

/** An address is taken for a period. No two bookings of an address overlap. */
public record AddressBooking(UUID id, UUID floatingIpId, Period period, UUID leaseId, UUID reservationId) {

    /** The same at another time. */
    public AddressBooking during(Period other) {
        return new AddressBooking(id, floatingIpId, other, leaseId, reservationId);
    }
}
