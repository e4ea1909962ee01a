package io.berth.reservation.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a waiting lease can start by the calendar as it is. Somebody may free something sooner, or book it first.
 *
 * @param start absent where nobody can say
 * @param whyUnknown in words, where somebody waits and nobody can say
 */
public record Expected(Optional<Instant> start, Optional<String> whyUnknown) {
    /** How far the calendar is searched. */
    static final Duration SEARCH = Duration.ofDays(90);

    static final Expected NOT_FOUND = new Expected(
            Optional.empty(),
            Optional.of("in the next " + SEARCH.toDays() + " days the calendar has no time for all that the lease reserves"));

    static final Expected NOT_LOOKED_FOR = new Expected(
            Optional.empty(),
            Optional.of("a list tells it of the first " + WaitingOutlook.EXPECTED_MAX + " only: show the waiting lease by its id"));

    static Expected at(Instant start) {
        return new Expected(Optional.of(start), Optional.empty());
    }

    /** Of one that waits no more. */
    static Expected of(WaitingLease over) {
        return new Expected(Optional.ofNullable(over.startsAt()), Optional.empty());
    }
}
