package io.berth.placement.candidate.api;

import io.berth.base.IsoSpan;
import io.berth.placement.wire.Queries;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A window of time that is not over (ISO 8601 §5.5): two times, or a time and how long from there. */
record Interval(Instant start, Instant end) {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    /**
     * {@code 2030-01-31T12:00:00Z/2030-02-01T12:00:00Z}, {@code 2030-01-31T12:00:00Z/PT8H}, {@code now/P1M}. What is past of it
     * is left out.
     *
     * @throws io.berth.placement.wire.PlacementProblem 400
     */
    static Interval read(String name, String text, Instant now) {
        String[] parts = text.split("/", -1);
        if (parts.length == 2) {
            try {
                Instant start = time(parts[0], now);
                Instant end = parts[1].startsWith("P") ? IsoSpan.after(start, parts[1]) : time(parts[1], now);
                return of(name, start, end, now);
            } catch (DateTimeException | ArithmeticException noTime) {
                // told below
            }
        }
        throw Queries.invalid(name + " must be two times, or a time and a duration, as in"
                + " 2030-01-31T12:00:00Z/2030-02-01T12:00:00Z or now/PT8H. Got: " + text);
    }

    private static Interval of(String name, Instant start, Instant end, Instant now) {
        if (!start.isBefore(end)) {
            throw Queries.invalid(name + " must end after it starts");
        }
        if (!end.isAfter(now) || end.isAfter(END_OF_TIME)) {
            throw Queries.invalid(name + " must end in the future, before the year 9999");
        }
        return new Interval(start.isBefore(now) ? now : start, end);
    }

    private static Instant time(String text, Instant now) {
        return text.equals("now") ? now : Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
    }
}
