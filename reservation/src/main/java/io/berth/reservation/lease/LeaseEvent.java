package io.berth.reservation.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a lease at a time (contract blazar §8).
 *
 * @param isAutomatic whether Berth acts on it; what a client sent along is kept as sent and never acted on
 * @param time and {@code status} are missing only where a client left them out
 * @param status of a client's event, any text
 */
public record LeaseEvent(
        UUID id,
        String type,
        boolean isAutomatic,
        @Nullable Instant time,
        @Nullable String status,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    public static final String START = "start_lease";
    public static final String END = "end_lease";
    public static final String BEFORE_END = "before_end_lease";

    static LeaseEvent undone(UUID id, String type, Instant time, Instant now) {
        return new LeaseEvent(id, type, true, time, EventStatus.UNDONE.name(), now, null);
    }

    public boolean isUndone() {
        return EventStatus.UNDONE.name().equals(status);
    }

    LeaseEvent with(EventStatus other, Instant now) {
        return new LeaseEvent(id, type, isAutomatic, time, other.name(), createdAt, now);
    }

    LeaseEvent movedTo(Instant other, Instant now) {
        return new LeaseEvent(id, type, isAutomatic, other, status, createdAt, now);
    }
}
