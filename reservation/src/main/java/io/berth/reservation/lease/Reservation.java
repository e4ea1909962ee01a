package io.berth.reservation.lease;

import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One demand of a lease; its id is the consumer that has its part of the ledger while it is active. */
public record Reservation(
        UUID id,
        UUID resourceId,
        ReservationStatus status,
        ReservationRequest request,
        boolean missingResources,
        boolean resourcesChanged,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    static Reservation pending(UUID id, UUID resourceId, ReservationRequest request, Instant now) {
        return new Reservation(id, resourceId, ReservationStatus.PENDING, request, false, false, now, now);
    }

    /**
     * By which clients know that its instances belong together, or apart; absent where it does not matter. There is no group behind
     * it: the choice of hosts has seen to it.
     */
    public Optional<String> serverGroup() {
        return request instanceof InstanceRequest instances && instances.affinity() != Affinity.ANYWHERE
                ? Optional.of(UUID.nameUUIDFromBytes(("server-group/" + id).getBytes(StandardCharsets.UTF_8)).toString())
                : Optional.empty();
    }

    /** Whether its lease has not started yet. */
    public boolean isPending() {
        return status == ReservationStatus.PENDING;
    }

    Reservation with(ReservationStatus other, Instant now) {
        return status == other
                ? this
                : new Reservation(id, resourceId, other, request, missingResources, resourcesChanged, createdAt, now);
    }

    /** With what became of its hosts; flags never go again (contract blazar §17). */
    Reservation flagged(boolean isMissing, boolean isChanged, Instant now) {
        return new Reservation(
                id, resourceId, status, request, missingResources || isMissing, resourcesChanged || isChanged, createdAt, now);
    }

    Reservation asking(ReservationRequest other, Instant now) {
        return request.equals(other)
                ? this
                : new Reservation(id, resourceId, status, other, missingResources, resourcesChanged, createdAt, now);
    }

    /** Whether it still has its hosts. */
    public boolean isLive() {
        return status != ReservationStatus.DELETED;
    }
}
