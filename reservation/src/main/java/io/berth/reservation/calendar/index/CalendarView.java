package io.berth.reservation.calendar.index;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import java.time.Instant;
import java.util.ArrayList;
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
    static final CalendarView EMPTY = new CalendarView(new HostTable(new Host[0]), new HostCalendar[0]);

    private final HostTable table;
    private final HostCalendar[] calendars;

    private CalendarView(HostTable table, HostCalendar[] calendars) {
        this.table = table;
        this.calendars = calendars;
    }

    public static CalendarView of(Collection<HostCalendar> calendars) {
        HostCalendar[] sorted = calendars.toArray(HostCalendar[]::new);
        java.util.Arrays.sort(sorted, Comparator.comparingLong(calendar -> calendar.host().number()));
        Host[] hosts = new Host[sorted.length];
        for (int place = 0; place < sorted.length; place++) {
            hosts[place] = sorted[place].host();
        }
        return new CalendarView(new HostTable(hosts), sorted);
    }

    public int size() {
        return calendars.length;
    }

    /** In the order of the hosts' numbers. */
    public HostCalendar at(int place) {
        return calendars[place];
    }

    public Optional<HostCalendar> of(UUID host) {
        int place = table.place(host);
        return place < 0 ? Optional.empty() : Optional.of(calendars[place]);
    }

    public List<HostCalendar> all() {
        return List.of(calendars);
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
        BitSet places = new BitSet(calendars.length);
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
            } else if (calendar.isNewerThan(calendars[place])) {
                replaced.put(place, calendar);
                isSameTable &= calendar.hasAttributesOf(calendars[place]);
            }
        }
        List<Integer> removed = gone.entrySet().stream()
                .filter(each -> table.place(each.getKey()) >= 0)
                .filter(each -> calendars[table.place(each.getKey())].host().number() == each.getValue())
                .map(each -> table.place(each.getKey()))
                .toList();
        if (replaced.isEmpty() && added.isEmpty() && removed.isEmpty()) {
            return this;
        }
        HostCalendar[] copy = calendars.clone();
        replaced.forEach((place, calendar) -> copy[place] = calendar);
        if (isSameTable && added.isEmpty() && removed.isEmpty()) {
            return new CalendarView(table, copy);
        }
        List<HostCalendar> all = new ArrayList<>(added);
        for (int place = 0; place < copy.length; place++) {
            if (!removed.contains(place)) {
                all.add(copy[place]);
            }
        }
        return of(all);
    }
}
