package io.berth.reservation.host;

import java.time.Instant;
import java.util.UUID;

/** That a reservation has a host, now or later: what the calendars of Blazar's clients show. */
public record HostAllocation(
        long hostNumber, UUID reservationId, UUID leaseId, Instant startsAt, Instant endsAt) {}
