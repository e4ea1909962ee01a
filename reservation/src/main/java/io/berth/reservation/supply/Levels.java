package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many of something there are for a start at each minute of a range, summed up from pieces. */
final class Levels {
    static final long MINUTE = 60_000_000L;

    private final long first;
    private final long last;
    /** By minute, how many more or fewer than a minute before. */
    private final NavigableMap<Long, Long> steps = new TreeMap<>();

    /** @param range its first and last minute, both included */
    Levels(Starts range) {
        first = Math.floorDiv(HostCalendar.micros(range.earliest()), MINUTE);
        last = Math.floorDiv(HostCalendar.micros(range.latest()), MINUTE);
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
        if (amount != 0 && start <= end) {
            steps.merge(start, amount, Long::sum);
            steps.merge(end + 1, -amount, Long::sum);
        }
    }

    /** The longest runs of minutes with at least so many, in order. */
    List<Starts> atLeast(long wanted) {
        List<Starts> runs = new ArrayList<>();
        long level = 0;
        long since = level >= wanted ? first : Long.MAX_VALUE;
        for (Map.Entry<Long, Long> step : steps.entrySet()) {
            level += step.getValue();
            boolean isEnough = level >= wanted;
            if (isEnough && since == Long.MAX_VALUE) {
                since = step.getKey();
            } else if (!isEnough && since != Long.MAX_VALUE) {
                if (since < step.getKey()) {
                    runs.add(new Starts(at(since), at(step.getKey() - 1)));
                }
                since = Long.MAX_VALUE;
            }
        }
        if (since <= last) {
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
