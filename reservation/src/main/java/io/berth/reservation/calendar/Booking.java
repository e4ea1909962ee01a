package io.berth.reservation.calendar;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host is taken for a period; no two bookings of a host overlap.
 *
 * @param leaseId and {@code reservationId} are there where a lease caused it; the lease of a cleaning may be gone
 */
public record Booking(
        UUID id, UUID hostId, Period period, BookingKind kind, @Nullable UUID leaseId, @Nullable UUID reservationId) {

    /** Whether the other takes the same host at the same time for the same reason, under whatever id. */
    boolean isSameAs(Booking other) {
        return hostId.equals(other.hostId)
                && period.equals(other.period)
                && kind == other.kind
                && java.util.Objects.equals(reservationId, other.reservationId);
    }
}
