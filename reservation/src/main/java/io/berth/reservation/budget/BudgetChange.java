package io.berth.reservation.budget;

import io.berth.base.Change;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What can become of budgets, and of what is remembered for them. */
public sealed interface BudgetChange extends Change {
    /** The project has this budget from now on, in place of any other. */
    record BudgetSet(Budget budget) implements BudgetChange {
        @Override
        public String subject() {
            return "budget/" + budget.projectId();
        }
    }

    record BudgetRemoved(String projectId) implements BudgetChange {
        @Override
        public String subject() {
            return "budget/" + projectId;
        }
    }

    /** What the lease had of hosts until then is remembered: its bookings are about to go. To be written before they do. */
    record LeaseUseKept(UUID leaseId, Instant until) implements BudgetChange {
        @Override
        public String subject() {
            return "lease/" + leaseId;
        }
    }

    /** What leases had of the host until then is remembered: its bookings are about to go. To be written before they do. */
    record HostUseKept(UUID hostId, Instant until) implements BudgetChange {
        @Override
        public String subject() {
            return "host/" + hostId;
        }
    }

    /** What leases had of hosts by these bookings until then is remembered: they are about to go. To be written before they do. */
    record BookingsUseKept(List<UUID> bookings, Instant until) implements BudgetChange {
        public BookingsUseKept {
            bookings = List.copyOf(bookings);
        }

        @Override
        public String subject() {
            return "bookings/" + bookings.size();
        }
    }
}
