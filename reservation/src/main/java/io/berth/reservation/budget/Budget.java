package io.berth.reservation.budget;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a project may reserve at most. */
public record Budget(String projectId, Limits limits, Instant createdAt, @Nullable Instant updatedAt) {

    /**
     * Null does not limit. Hosts and host-hours are those of hosts that are booked whole; a lease's length counts whatever it reserves.
     *
     * @param maxHosts booked at one instant
     * @param maxHostHours booked in each {@code period}; a lease that crosses its border counts on each side for its part
     * @param maxLeaseHours from a lease's start to its end
     */
    public record Limits(
            @Nullable Integer maxHosts, @Nullable Integer maxHostHours, BudgetPeriod period, @Nullable Integer maxLeaseHours) {
        /** Whether it limits nothing. */
        public boolean isEmpty() {
            return !limitsHosts() && maxLeaseHours == null;
        }

        /** Whether it matters what hosts the project has. */
        boolean limitsHosts() {
            return maxHosts != null || maxHostHours != null;
        }
    }

    static Budget of(String projectId, Limits limits, Optional<Budget> before, Instant now) {
        return before.map(old -> new Budget(projectId, limits, old.createdAt(), now))
                .orElseGet(() -> new Budget(projectId, limits, now, null));
    }
}
