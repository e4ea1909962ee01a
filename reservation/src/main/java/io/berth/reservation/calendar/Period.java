package io.berth.reservation.calendar;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A range of time that has its start and not its end, and is never empty. @param end {@link #OPEN} where nobody knows it yet */
public record Period(Instant start, Instant end) {
    /** Later than any time that a client can name, and still a number of microseconds that a {@code long} holds. */
    public static final Instant OPEN = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000);

    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period must end after it starts: " + start + " to " + end);
        }
    }

    /** @param end null where it has none yet */
    public static Period of(Instant start, @Nullable Instant end) {
        return new Period(start, end == null ? OPEN : end);
    }

    /** Null where it has none yet. */
    public @Nullable Instant endOrNull() {
        return isOpen() ? null : end;
    }

    public boolean isOpen() {
        return end.equals(OPEN);
    }

    public boolean overlaps(Period other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(Period other) {
        return !start.isAfter(other.start) && !end.isBefore(other.end);
    }

    /** This period with {@code more} added at its end. */
    public Period longerBy(Duration more) {
        return isOpen() ? this : new Period(start, end.plus(more));
    }
}
