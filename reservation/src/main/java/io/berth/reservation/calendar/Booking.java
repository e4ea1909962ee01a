package io.berth.reservation.calendar;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host, or a share of it, is taken for a period. No two bookings of a whole host overlap, and none of a whole host overlaps
 * with one of a share.
 *
 * @param leaseId and {@code reservationId} are there where a lease caused it; the lease of a cleaning may be gone
 * @param shareOrNull null for the whole host
 */
public record Booking(
        UUID id,
        UUID hostId,
        Period period,
        BookingKind kind,
        @Nullable UUID leaseId,
        @Nullable UUID reservationId,
        @Nullable Share shareOrNull) {

    /** Of a whole host. */
    public Booking(
            UUID id, UUID hostId, Period period, BookingKind kind, @Nullable UUID leaseId, @Nullable UUID reservationId) {
        this(id, hostId, period, kind, leaseId, reservationId, null);
    }

    public Optional<Share> share() {
        return Optional.ofNullable(shareOrNull);
    }

    public boolean isWhole() {
        return shareOrNull == null;
    }

    /** The same at another time. */
    public Booking during(Period other) {
        return during(other, id);
    }

    /** The same at another time, under another id. */
    Booking during(Period other, UUID otherId) {
        return new Booking(otherId, hostId, other, kind, leaseId, reservationId, shareOrNull);
    }

    /** Whether the other takes the same of the same host at the same time for the same reason, under whatever id. */
    boolean isSameAs(Booking other) {
        return hostId.equals(other.hostId)
                && period.equals(other.period)
                && kind == other.kind
                && Objects.equals(reservationId, other.reservationId)
                && Objects.equals(shareOrNull, other.shareOrNull);
    }
}
