package io.berth.reservation.enforcement;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.LeaseTooLong;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Leases last at most so long (contract blazar §18: {@code MaxLeaseDurationFilter}).
 *
 * @param exemptProjects ids of the projects that may have leases of any length
 */
public record MaxLeaseDuration(Duration max, Set<String> exemptProjects) {
    public MaxLeaseDuration {
        exemptProjects = Set.copyOf(exemptProjects);
    }

    /** @param isNew whether the lease is being created, which is answered with another status than an update */
    Optional<ReservationRefusal> fault(String project, Instant start, Instant end, boolean isNew) {
        Duration length = Duration.between(start, end);
        return length.compareTo(max) <= 0 || exemptProjects.contains(project)
                ? Optional.empty()
                : Optional.of(new LeaseTooLong(length, max, isNew));
    }
}
