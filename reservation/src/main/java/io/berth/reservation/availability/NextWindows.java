package io.berth.reservation.availability;

import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds when so many hosts are free at once for so long. Pure. Each host says, for each time that it is free for long enough, at which
 * minutes a lease could start on it; summed up over the minutes that is how many hosts there are for a start at each: work for each
 * such time, once, and none for pairs.
 */
public final class NextWindows {
    private static final long MINUTE = 60_000_000L;

    private static final long SECONDS_A_MINUTE = 60;

    /** How far is looked at first: the minutes of years to come cost more than the hosts. */
    private static final Duration FIRST_LOOK = Duration.ofDays(100);

    private static final int GROWTH = 8;

    /**
     * @param hosts how many, at least 1
     * @param takes how long each is taken, cleaning included
     * @param within when a lease may start, at its latest too
     * @param count how many windows
     */
    public record Ask(int hosts, Duration takes, Starts within, int count) {}

    /** A lease may start at any minute from {@code earliest} to {@code latest}. */
    public record Starts(Instant earliest, Instant latest) {}

    private NextWindows() {}

    /** @param places the hosts that fit; the earliest windows, in order, none of which touches another */
    public static List<Starts> find(CalendarView calendars, BitSet places, Ask ask) {
        if (places.cardinality() < ask.hosts()) {
            return List.of();
        }
        long all = Math.floorDiv(HostCalendar.micros(ask.within().latest()), MINUTE) - firstMinute(ask) + 1;
        if (all <= 0) {
            return List.of();
        }
        for (Duration look = FIRST_LOOK; ; look = look.multipliedBy(GROWTH)) {
            boolean isWhole = look.toMinutes() >= all;
            int minutes = Math.toIntExact(isWhole ? all : look.toMinutes());
            List<Starts> found = starts(possible(calendars, places, ask, minutes), ask, isWhole);
            if (isWhole || found.size() >= ask.count()) {
                return List.copyOf(found);
            }
        }
    }

    private static long firstMinute(Ask ask) {
        return Math.ceilDiv(HostCalendar.micros(ask.within().earliest()), MINUTE);
    }

    /** By minute, how many hosts more or fewer a lease could start on than a minute before. */
    private static int[] possible(CalendarView calendars, BitSet places, Ask ask, int minutes) {
        int[] change = new int[minutes + 1];
        long first = firstMinute(ask);
        long takes = Math.ceilDiv(ask.takes().toSeconds(), SECONDS_A_MINUTE);
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            calendars.at(place).freeTimes().countStarts(first, takes, change);
        }
        return change;
    }

    /** @param isWhole false leaves out what goes on beyond the last minute: nobody looked how far */
    private static List<Starts> starts(int[] change, Ask ask, boolean isWhole) {
        List<Starts> found = new ArrayList<>();
        long first = firstMinute(ask);
        int minutes = change.length - 1;
        int hosts = 0;
        int since = -1;
        for (int minute = 0; minute < minutes && found.size() < ask.count(); minute++) {
            hosts += change[minute];
            if (hosts >= ask.hosts() && since < 0) {
                since = minute;
            } else if (hosts < ask.hosts() && since >= 0) {
                found.add(new Starts(at(first + since), at(first + minute - 1)));
                since = -1;
            }
        }
        if (since >= 0 && isWhole && found.size() < ask.count()) {
            found.add(new Starts(at(first + since), at(first + minutes - 1)));
        }
        return found;
    }

    private static Instant at(long minute) {
        return HostCalendar.instant(minute * MINUTE);
    }
}
