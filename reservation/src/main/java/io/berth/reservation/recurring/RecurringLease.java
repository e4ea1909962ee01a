package io.berth.reservation.recurring;

import io.berth.reservation.lease.Owner;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Leases that were asked for together. @param asked the lease as the client sent it, as JSON */
public record RecurringLease(
        UUID id,
        Owner owner,
        String name,
        String asked,
        Recurrence recurrence,
        Acceptance acceptance,
        List<Occurrence> occurrences,
        Instant createdAt) {
    public RecurringLease {
        occurrences = List.copyOf(occurrences);
    }

    Instant endsAt() {
        return occurrences.getLast().period().end();
    }
}
