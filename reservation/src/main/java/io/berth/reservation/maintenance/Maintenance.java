package io.berth.reservation.maintenance;

import io.berth.reservation.calendar.Period;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hosts are closed to leases for a time.
 *
 * @param reason free text, for administrators; may be empty
 * @param period of a drain, from when it was asked for; each host's booking begins when its last lease has ended
 * @param bookings the booking of each host
 * @param liftedAt null unless it was ended before its time
 * @param revision moves with every change
 */
public record Maintenance(
        UUID id,
        MaintenanceKind kind,
        String reason,
        Period period,
        SortedMap<UUID, UUID> bookings,
        String userId,
        Instant createdAt,
        @Nullable Instant liftedAt,
        long revision) {
    public Maintenance {
        bookings = Collections.unmodifiableSortedMap(new TreeMap<>(bookings));
    }

    public enum Status {
        PLANNED,
        ACTIVE,
        OVER,
        LIFTED
    }

    public Status status(Instant now) {
        if (liftedAt != null) {
            return Status.LIFTED;
        }
        if (!now.isBefore(period.end())) {
            return Status.OVER;
        }
        return now.isBefore(period.start()) ? Status.PLANNED : Status.ACTIVE;
    }

    boolean isLive(Instant now) {
        return switch (status(now)) {
            case PLANNED, ACTIVE -> true;
            case OVER, LIFTED -> false;
        };
    }

    Maintenance with(Period other, SortedMap<UUID, UUID> otherBookings) {
        return new Maintenance(id, kind, reason, other, otherBookings, userId, createdAt, liftedAt, revision);
    }

    Maintenance lifted(Instant now) {
        return new Maintenance(id, kind, reason, period, bookings, userId, createdAt, now, revision);
    }
}
