package io.berth.reservation.relocation;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;

/** For a time nobody can have a host. */
public record Closing(Host host, Period period) {

    boolean isInTheWayOf(Booking booking) {
        return host.id().equals(booking.hostId()) && period.overlaps(booking.period());
    }
}
