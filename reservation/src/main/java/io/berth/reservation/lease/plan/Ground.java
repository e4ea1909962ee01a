package io.berth.reservation.lease.plan;

import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.ReservationOptions;
import java.util.List;
import java.util.UUID;

/**
 * On what it is worked out what a lease gets.
 *
 * @param held all bookings that the lease has
 * @param stock for {@code period}, the lease's own bookings not counted
 * @param period what is taken from now on; what a started lease has had is not in it
 * @param endsNow whether a started lease is to end this instant, so that nothing changes but its end
 */
public record Ground(
        UUID leaseId,
        List<Booking> held,
        Stock stock,
        Period period,
        boolean endsNow,
        ReservationOptions options,
        Ids ids) {
    public Ground {
        held = List.copyOf(held);
    }
}
