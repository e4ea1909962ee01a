package io.berth.reservation.relocation;

import io.berth.base.Ids;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.event.HostLost.Cause;
import io.berth.reservation.lease.ReservationOptions;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * By what rules leases leave hosts.
 *
 * @param closings by host
 * @param until leases that start later stay for now
 * @param cause where it is a failure, reservations that failed to start stay where they are
 * @param replacesStarted whether a running reservation is given another host, or loses this one for nothing
 * @param unusable hosts that the ledger did not give, so that no running reservation can have them
 */
public record Terms(
        SortedMap<UUID, Closing> closings,
        Instant until,
        Cause cause,
        boolean replacesStarted,
        Set<UUID> unusable,
        ReservationOptions options,
        Instant now,
        Ids ids) {
    public Terms {
        closings = Collections.unmodifiableSortedMap(new TreeMap<>(closings));
        unusable = Set.copyOf(unusable);
    }

    /** From when the first host is closed until all are open again: the leases of that time are in question. */
    Period span() {
        Instant start = closings.values().stream()
                .map(closing -> closing.period().start())
                .min(Comparator.naturalOrder())
                .orElse(now);
        Instant end = closings.values().stream()
                .map(closing -> closing.period().end())
                .max(Comparator.naturalOrder())
                .orElse(Period.OPEN);
        return new Period(start, end);
    }

    Optional<Closing> closing(UUID host) {
        return Optional.ofNullable(closings.get(host));
    }

    Terms without(Set<UUID> more) {
        return new Terms(closings, until, cause, replacesStarted, more, options, now, ids);
    }

    Terms replacingNothingStarted() {
        return new Terms(closings, until, cause, false, unusable, options, now, ids);
    }
}
