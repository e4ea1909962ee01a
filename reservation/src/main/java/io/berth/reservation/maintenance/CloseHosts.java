package io.berth.reservation.maintenance;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.maintenance.MaintenanceRefusal.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes hosts.
 *
 * @param hosts their numbers or names
 * @param start null for now
 * @param end null for an end that nobody knows yet
 * @param userId who asks
 */
public record CloseHosts(
        List<String> hosts,
        MaintenanceKind kind,
        @Nullable Instant start,
        @Nullable Instant end,
        String reason,
        OnConflict onConflict,
        String userId) {
    /** The racks of a large site's hall. They are read and written some at a time, whatever their number. */
    public static final int HOSTS_MAX = 1_000;

    /** How many leases can have the hosts while they are closed: each is decided and written by itself, in the one transaction. */
    public static final int LEASES_MAX = 1_000;

    /** Between a request's being written and its arrival. */
    private static final Duration LATE_MAX = Duration.ofMinutes(1);

    public CloseHosts {
        hosts = List.copyOf(hosts);
    }

    /** What is wrong with it, whatever the calendar holds. */
    Optional<MaintenanceRefusal> fault(Instant now) {
        if (hosts.isEmpty() || hosts.size() > HOSTS_MAX) {
            return Optional.of(new Invalid("hosts must name 1 to " + HOSTS_MAX + " hosts"));
        }
        if (start != null && start.isBefore(now.minus(LATE_MAX))) {
            return Optional.of(new Invalid("start must not be in the past"));
        }
        if (kind == MaintenanceKind.DRAIN && start != null && start.isAfter(now)) {
            return Optional.of(new Invalid("a drain begins now: leave start out"));
        }
        return endFault(kind, start == null || start.isBefore(now) ? now : start, end);
    }

    /** Why it cannot end then, whatever the calendar holds. @param after the end must be later */
    static Optional<MaintenanceRefusal> endFault(MaintenanceKind kind, Instant after, @Nullable Instant end) {
        if (end != null && !end.isAfter(after)) {
            return Optional.of(new Invalid("end must be after start and after now"));
        }
        return switch (kind) {
            case MAINTENANCE -> end == null
                    ? Optional.of(new Invalid("a maintenance has an end; for one that nobody knows yet there is quarantine"))
                    : Optional.empty();
            case DRAIN -> end == null
                    ? Optional.empty()
                    : Optional.of(new Invalid("a drain ends when it is lifted: leave end out"));
            case QUARANTINE -> Optional.empty();
        };
    }

    /** Only for requests without fault. */
    Period period(Instant now) {
        return Period.of(start == null || start.isBefore(now) ? now : start, end);
    }
}
