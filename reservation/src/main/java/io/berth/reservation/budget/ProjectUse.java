package io.berth.reservation.budget;

import io.berth.reservation.calendar.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many whole hosts a project has when, before a change and after it. Pure arithmetic. */
public record ProjectUse(List<Slice> slices) {
    public ProjectUse {
        slices = List.copyOf(slices);
    }

    /** For all of the period so many hosts more than without it. */
    public record Slice(Period period, long before, long after) {}

    /** What there is before and after, of hosts or of host-microseconds. */
    public record Amount(long before, long after) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(long moreBefore, long moreAfter) {
            return new Amount(before + moreBefore, after + moreAfter);
        }

        boolean hasGrownBeyond(long limit) {
            return after > limit && after > before;
        }
    }

    /** So many hosts for as long as that. */
    public record Level(Period period, Amount hosts) {}

    ProjectUse plus(List<Slice> more) {
        List<Slice> all = new ArrayList<>(slices);
        all.addAll(more);
        return new ProjectUse(all);
    }

    /** Host-microseconds within the period. */
    public Amount within(Period period) {
        Amount sum = Amount.NONE;
        for (Slice slice : slices) {
            Instant start = later(slice.period().start(), period.start());
            Instant end = slice.period().end().isBefore(period.end()) ? slice.period().end() : period.end();
            if (start.isBefore(end)) {
                long micros = start.until(end, ChronoUnit.MICROS);
                sum = sum.plus(micros * slice.before(), micros * slice.after());
            }
        }
        return sum;
    }

    /** At the instant. */
    public Amount at(Instant instant) {
        Amount sum = Amount.NONE;
        for (Slice slice : slices) {
            if (!slice.period().start().isAfter(instant) && slice.period().end().isAfter(instant)) {
                sum = sum.plus(slice.before(), slice.after());
            }
        }
        return sum;
    }

    /** The highest of the levels beyond the limit that the change raises; of equal ones the first. */
    Optional<Level> highestBeyond(long limit) {
        SortedMap<Instant, Amount> steps = new TreeMap<>();
        for (Slice slice : slices) {
            steps.merge(slice.period().start(), new Amount(slice.before(), slice.after()), ProjectUse::sum);
            steps.merge(slice.period().end(), new Amount(-slice.before(), -slice.after()), ProjectUse::sum);
        }
        Optional<Level> highest = Optional.empty();
        Amount level = Amount.NONE;
        Instant since = Instant.MIN;
        for (var step : steps.entrySet()) {
            if (level.hasGrownBeyond(limit)
                    && (highest.isEmpty() || level.after() > highest.get().hosts().after())) {
                highest = Optional.of(new Level(new Period(since, step.getKey()), level));
            }
            level = sum(level, step.getValue());
            since = step.getKey();
        }
        return highest;
    }

    private static Amount sum(Amount left, Amount right) {
        return left.plus(right.before(), right.after());
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }
}
