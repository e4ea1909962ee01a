package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Arithmetic of runs of minutes: lists in order, none of which touches another. */
final class StartRuns {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private StartRuns() {}

    /** What is in both. */
    static List<Starts> both(List<Starts> one, List<Starts> other) {
        List<Starts> common = new ArrayList<>();
        for (int i = 0, j = 0; i < one.size() && j < other.size(); ) {
            Instant from = later(one.get(i).earliest(), other.get(j).earliest());
            Instant to = earlier(one.get(i).latest(), other.get(j).latest());
            if (!from.isAfter(to)) {
                common.add(new Starts(from, to));
            }
            if (one.get(i).latest().isBefore(other.get(j).latest())) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    /** What is in any of them, lists in whatever order. */
    static List<Starts> any(List<Starts> all) {
        List<Starts> sorted = all.stream().sorted(Comparator.comparing(Starts::earliest)).toList();
        List<Starts> union = new ArrayList<>();
        for (Starts run : sorted) {
            if (!union.isEmpty() && !run.earliest().isAfter(union.getLast().latest().plus(MINUTE))) {
                Starts before = union.removeLast();
                union.add(new Starts(before.earliest(), later(before.latest(), run.latest())));
            } else {
                union.add(run);
            }
        }
        return union;
    }

    /** The first so many, and all that is after them as one run up to {@code last}. */
    static List<Starts> cut(List<Starts> runs, int max, Instant last) {
        if (runs.size() < max) {
            return runs;
        }
        List<Starts> first = new ArrayList<>(runs.subList(0, max));
        Instant rest = first.getLast().latest().plus(MINUTE);
        if (!rest.isAfter(last)) {
            first.add(new Starts(rest, last));
        }
        return first;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
