package io.berth.reservation.recurring;

import io.berth.base.Change;
import java.util.UUID;

/** What can become of recurring leases; their leases' own changes are beside these. */
public sealed interface RecurringChange extends Change {
    record RecurringAdded(RecurringLease recurring) implements RecurringChange {
        @Override
        public String subject() {
            return "recurring_lease/" + recurring.id();
        }
    }

    /** The leases that it still has are ordinary ones from now on. */
    record RecurringRemoved(UUID id) implements RecurringChange {
        @Override
        public String subject() {
            return "recurring_lease/" + id;
        }
    }
}
