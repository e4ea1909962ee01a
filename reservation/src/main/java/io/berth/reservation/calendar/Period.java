package io.berth.reservation.calendar;

import java.time.Duration;
import java.time.Instant;

/** A range of time that has its start and not its end, and is never empty. */
public record Period(Instant start, Instant end) {
    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period must end after it starts: " + start + " to " + end);
        }
    }

    public boolean overlaps(Period other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(Period other) {
        return !start.isAfter(other.start) && !end.isBefore(other.end);
    }

    /** This period with {@code more} added at its end. */
    public Period longerBy(Duration more) {
        return new Period(start, end.plus(more));
    }
}
