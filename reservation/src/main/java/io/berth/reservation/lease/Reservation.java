package io.berth.reservation.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One demand of a lease; its id is the consumer that has the hosts in the ledger while it is active. */
public record Reservation(
        UUID id,
        UUID resourceId,
        ReservationStatus status,
        HostRequest request,
        boolean missingResources,
        boolean resourcesChanged,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    Reservation with(ReservationStatus other, Instant now) {
        return status == other
                ? this
                : new Reservation(id, resourceId, other, request, missingResources, resourcesChanged, createdAt, now);
    }

    Reservation asking(HostRequest other, Instant now) {
        return request.equals(other)
                ? this
                : new Reservation(id, resourceId, status, other, missingResources, resourcesChanged, createdAt, now);
    }

    /** Whether it still has its hosts. */
    public boolean isLive() {
        return status != ReservationStatus.DELETED;
    }
}
