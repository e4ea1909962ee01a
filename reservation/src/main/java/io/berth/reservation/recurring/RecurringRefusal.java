package io.berth.reservation.recurring;

import io.berth.base.Refusal;
import java.time.Instant;
import java.util.List;

/** Why recurring leases are not made, or not there. Codes are permanent. */
public sealed interface RecurringRefusal extends Refusal {

    /** The rule, or what it makes of the lease. */
    record BadRule(String message) implements RecurringRefusal {
        @Override
        public String code() {
            return "reservation.bad_recurrence";
        }
    }

    /** Occurrences cannot be booked. @param occurrences all, those that could be too */
    record Conflicts(List<Occurrence> occurrences) implements RecurringRefusal {
        public Conflicts {
            occurrences = List.copyOf(occurrences);
        }

        @Override
        public String code() {
            return "reservation.recurring_conflicts";
        }

        @Override
        public String message() {
            long refused = occurrences.stream().filter(Occurrence::isRefused).count();
            return refused + " of " + occurrences.size() + " occurrences cannot be booked, so none was";
        }
    }

    /** An occurrence, of one that is booked. @param start of that one */
    record Overlap(Instant start, Instant end) implements RecurringRefusal {
        @Override
        public String code() {
            return "reservation.occurrences_overlap";
        }

        @Override
        public String message() {
            return "The occurrence of " + start + " ends only at " + end;
        }
    }

    record NoSuchRecurringLease(String id) implements RecurringRefusal {
        @Override
        public String code() {
            return "reservation.no_such_recurring_lease";
        }

        @Override
        public String message() {
            return "There is no recurring lease " + id;
        }
    }
}
