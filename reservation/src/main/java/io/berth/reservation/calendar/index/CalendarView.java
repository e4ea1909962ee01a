package io.berth.reservation.calendar.index;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All hosts and their calendars as they were at some moment. Never changes. */
public final class CalendarView {
    static final CalendarView EMPTY = new CalendarView(new HostTable(new Host[0]), 0, new Row[0]);

    /** How many hosts are copied where one of them changes. */
    private static final int ROW_BITS = 6;

    private final HostTable table;
    private final int size;
    /** All full but for the last. */
    private final Row[] rows;

    /** Some hosts in the order of their numbers. @param lastEnds of each: what is looked at of all is not scattered */
    private record Row(HostCalendar[] calendars, long[] lastEnds) {
        static Row of(HostCalendar[] calendars) {
            long[] lastEnds = new long[calendars.length];
            for (int i = 0; i < calendars.length; i++) {
                lastEnds[i] = calendars[i].lastEnd();
            }
            return new Row(calendars, lastEnds);
        }

        Row copy() {
            return new Row(calendars.clone(), lastEnds.clone());
        }

        void put(int at, HostCalendar calendar) {
            calendars[at] = calendar;
            lastEnds[at] = calendar.lastEnd();
        }
    }

    private CalendarView(HostTable table, int size, Row[] rows) {
        this.table = table;
        this.size = size;
        this.rows = rows;
    }

    public static CalendarView of(Collection<HostCalendar> calendars) {
        HostCalendar[] sorted = calendars.toArray(HostCalendar[]::new);
        Arrays.sort(sorted, Comparator.comparingLong(calendar -> calendar.host().number()));
        Host[] hosts = new Host[sorted.length];
        for (int place = 0; place < sorted.length; place++) {
            hosts[place] = sorted[place].host();
        }
        Row[] rows = new Row[(sorted.length + (1 << ROW_BITS) - 1) >> ROW_BITS];
        for (int row = 0; row < rows.length; row++) {
            int first = row << ROW_BITS;
            rows[row] = Row.of(Arrays.copyOfRange(sorted, first, Math.min(first + (1 << ROW_BITS), sorted.length)));
        }
        return new CalendarView(new HostTable(hosts), sorted.length, rows);
    }

    public int size() {
        return size;
    }

    /** In the order of the hosts' numbers. */
    public HostCalendar at(int place) {
        return rows[place >> ROW_BITS].calendars()[inRow(place)];
    }

    private static int inRow(int place) {
        return place & (1 << ROW_BITS) - 1;
    }

    public Optional<HostCalendar> of(UUID host) {
        int place = table.place(host);
        return place < 0 ? Optional.empty() : Optional.of(at(place));
    }

    public List<HostCalendar> all() {
        return Arrays.stream(rows).flatMap(row -> Arrays.stream(row.calendars())).toList();
    }

    /** Those among the places whose hosts nothing takes after {@code now}. @param ownLease whose bookings do not count; null for none */
    BitSet unused(BitSet among, long now, @Nullable UUID ownLease) {
        BitSet unused = new BitSet(size);
        for (int place = among.nextSetBit(0); place >= 0; place = among.nextSetBit(place + 1)) {
            if (rows[place >> ROW_BITS].lastEnds()[inRow(place)] <= now
                    || ownLease != null && at(place).isUnused(now, ownLease)) {
                unused.set(place);
            }
        }
        return unused;
    }

    HostTable table() {
        return table;
    }

    /**
     * The choice of hosts for a window.
     *
     * @param ownLease whose bookings do not count, because they are about to be decided anew; null for none
     * @param contended hosts that somebody is booking this instant
     */
    public HostOffers offers(Period window, Instant now, @Nullable UUID ownLease, Set<UUID> contended) {
        return new IndexedOffers(this, new IndexedOffers.Question(window, now, ownLease, contended, false));
    }

    /** As {@link #offers}, where all hosts are looked at, so that the explanation counts them all. */
    public HostOffers allOffers(Period window, Instant now, @Nullable UUID ownLease) {
        return new IndexedOffers(this, new IndexedOffers.Question(window, now, ownLease, Set.of(), true));
    }

    /** The places of those of the hosts that there are. */
    public BitSet places(Collection<UUID> hosts) {
        BitSet places = new BitSet(size);
        hosts.stream().mapToInt(table::place).filter(place -> place >= 0).forEach(places::set);
        return places;
    }

    /** With new bookings, each host that has one at its next revision: what the calendars are when that is written. */
    public CalendarView plus(List<Booking> added) {
        Map<UUID, List<Booking>> byHost = added.stream().collect(Collectors.groupingBy(Booking::hostId));
        List<HostCalendar> next = new ArrayList<>();
        byHost.forEach((host, bookings) -> of(host).ifPresent(calendar -> next.add(calendar.plus(bookings, Long.MIN_VALUE))));
        return with(next, Map.of());
    }

    /** With these calendars in place of those of the same hosts, where they are newer, and without what is gone. */
    CalendarView with(Collection<HostCalendar> newer, Map<UUID, Long> gone) {
        Map<Integer, HostCalendar> replaced = new HashMap<>();
        List<HostCalendar> added = new ArrayList<>();
        boolean isSameTable = true;
        for (HostCalendar calendar : newer) {
            int place = table.place(calendar.host().id());
            if (place < 0) {
                added.add(calendar);
            } else if (calendar.isNewerThan(at(place))) {
                replaced.put(place, calendar);
                isSameTable &= calendar.hasAttributesOf(at(place));
            }
        }
        List<Integer> removed = gone.entrySet().stream()
                .filter(each -> table.place(each.getKey()) >= 0)
                .filter(each -> at(table.place(each.getKey())).host().number() == each.getValue())
                .map(each -> table.place(each.getKey()))
                .toList();
        if (replaced.isEmpty() && added.isEmpty() && removed.isEmpty()) {
            return this;
        }
        if (isSameTable && added.isEmpty() && removed.isEmpty()) {
            return replacing(replaced);
        }
        List<HostCalendar> all = new ArrayList<>(added);
        for (int place = 0; place < size; place++) {
            if (!removed.contains(place)) {
                all.add(replaced.getOrDefault(place, at(place)));
            }
        }
        return of(all);
    }

    private CalendarView replacing(Map<Integer, HostCalendar> replaced) {
        Row[] copy = rows.clone();
        replaced.forEach((place, calendar) -> {
            int row = place >> ROW_BITS;
            if (copy[row] == rows[row]) {
                copy[row] = rows[row].copy();
            }
            copy[row].put(inRow(place), calendar);
        });
        return new CalendarView(table, size, copy);
    }
}
