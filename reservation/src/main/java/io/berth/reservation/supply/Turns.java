package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** The first so many of the minutes of a run, after its first, that it is told of: it holds no more of them, however many there are. */
final class Turns {
    private final TreeSet<Long> minutes = new TreeSet<>();
    private final long first;
    private final long last;
    private final int max;

    Turns(Starts run, int max) {
        this.first = Levels.upTo(HostCalendar.micros(run.earliest()));
        this.last = Levels.upTo(HostCalendar.micros(run.latest()));
        this.max = max;
    }

    /** Whether neither this minute nor any later one is among them. */
    boolean isTooLate(long minute) {
        return minute > last || minutes.size() >= max && (minutes.isEmpty() || minute >= minutes.last());
    }

    void add(long minute) {
        if (minute <= first || isTooLate(minute)) {
            return;
        }
        minutes.add(minute);
        if (minutes.size() > max) {
            minutes.pollLast();
        }
    }

    List<Instant> minutes() {
        return minutes.stream().map(Levels::at).toList();
    }
}
