package io.berth.reservation.event;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.lease.Lease;
import java.util.List;

/**
 * A running lease loses some of what it has, and may get something else in its place.
 *
 * @param lease as it is when the changes are written
 * @param lost all that its reservations have of some hosts
 * @param added on other hosts
 */
public record Exchange(Lease lease, List<Booking> lost, List<Booking> added) {
    public Exchange {
        lost = List.copyOf(lost);
        added = List.copyOf(added);
    }
}
