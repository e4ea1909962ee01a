package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How many of something there are for a start at each minute of a range, summed up from pieces. */
final class Levels {
    static final long MINUTE = 60_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final long first;
    private final long last;
    /** For each minute, how many more or fewer than a minute before. */
    private final long[] steps;

    /** @param range its first and last minute, both included; a year has half a million */
    Levels(Starts range) {
        first = Math.floorDiv(HostCalendar.micros(range.earliest()), MINUTE);
        last = Math.floorDiv(HostCalendar.micros(range.latest()), MINUTE);
        steps = new long[Math.toIntExact(last - first + 2)];
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** So many more from the one minute to the other, both included; what is outside the range is left out. */
    void add(long from, long to, long amount) {
        long start = Math.max(from, first);
        long end = Math.min(to, last);
        if (start <= end) {
            steps[(int) (start - first)] += amount;
            steps[(int) (end + 1 - first)] -= amount;
        }
    }

    /** The longest runs of minutes with at least so many, in order. */
    List<Starts> atLeast(long wanted) {
        List<Starts> runs = new ArrayList<>();
        long level = 0;
        long since = NEVER;
        for (long minute = first; minute <= last; minute++) {
            level += steps[(int) (minute - first)];
            if (level >= wanted && since == NEVER) {
                since = minute;
            } else if (level < wanted && since != NEVER) {
                runs.add(new Starts(at(since), at(minute - 1)));
                since = NEVER;
            }
        }
        if (since != NEVER) {
            runs.add(new Starts(at(since), at(last)));
        }
        return runs;
    }

    /** Of any length: a lease may last for thousands of years. */
    static long micros(Duration duration) {
        return Math.multiplyExact(duration.toSeconds(), 1_000_000L);
    }

    static Instant at(long minute) {
        return HostCalendar.instant(minute * MINUTE);
    }

    /** The first minute that begins at that time or later. */
    static long from(long micros) {
        return Math.ceilDiv(micros, MINUTE);
    }

    /** The last minute that begins at that time or before. */
    static long upTo(long micros) {
        return Math.floorDiv(micros, MINUTE);
    }
}
