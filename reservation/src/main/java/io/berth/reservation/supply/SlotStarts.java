package io.berth.reservation.supply;

import io.berth.placement.Provider;
import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.calendar.slot.SlotChoice;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/** When there is room for instances. How much a host has changes only where something on it begins or ends. Pure. */
final class SlotStarts {
    /** Nothing takes anything of an empty host, whenever that is. */
    private static final Period ANY = new Period(Instant.EPOCH, Period.OPEN);

    private final Supply supply;
    private final Wanted wanted;
    private final Duration takes;

    /** @param takes how long room is taken, cleaning included */
    SlotStarts(Supply supply, Wanted wanted, Duration takes) {
        this.supply = supply;
        this.wanted = wanted;
        this.takes = takes;
    }

    /** When all of them have room. */
    List<Starts> forAll(Starts range) {
        long needed =
                switch (wanted.affinity()) {
                    case ANYWHERE, A_HOST_EACH -> wanted.amount();
                    case ONE_HOST -> 1;
                };
        List<HostCalendar> fitting = new ArrayList<>();
        long most = 0;
        for (int place = 0; place < supply.calendars().size(); place++) {
            HostCalendar calendar = supply.calendars().at(place);
            int room = roomOfEmpty(calendar);
            if (room > 0) {
                fitting.add(calendar);
                most += room;
            }
        }
        if (most < needed) {
            return List.of();
        }
        Levels levels = new Levels(range);
        fitting.forEach(calendar -> add(calendar, levels));
        return levels.atLeast(needed);
    }

    /** When one of the hosts is of use. */
    List<Starts> onAny(Collection<UUID> hosts, Starts range) {
        Levels levels = new Levels(range);
        hosts.forEach(host -> supply.calendars().of(host).ifPresent(calendar -> add(calendar, levels)));
        return levels.atLeast(1);
    }

    boolean isRoomOnAny(Collection<UUID> hosts, Period window) {
        return hosts.stream()
                .flatMap(host -> supply.calendars().of(host).stream())
                .anyMatch(calendar -> {
                    Provider provider = supply.providers().get(calendar.host().id());
                    return provider != null && room(Supply.share(calendar, provider, window), window) > 0;
                });
    }

    /** What the host would count for if nobody else had any of it. */
    private int roomOfEmpty(HostCalendar calendar) {
        Provider provider = supply.providers().get(calendar.host().id());
        return provider == null ? 0 : room(new ShareOffer(calendar.host(), provider, List.of()), ANY);
    }

    private void add(HostCalendar calendar, Levels levels) {
        int most = roomOfEmpty(calendar);
        if (most == 0) {
            return;
        }
        if (calendar.shares().isEmpty()) {
            addGaps(calendar, most, levels);
        } else {
            addTurns(calendar, levels);
        }
    }

    /** Of a host that is only ever taken whole, which most are: it has all its room, or none. */
    private void addGaps(HostCalendar calendar, int room, Levels levels) {
        long length = Levels.micros(takes);
        long free = levels.first();
        for (int i = calendar.firstEndingAfter(free * Levels.MINUTE); i < calendar.size() && free <= levels.last(); i++) {
            levels.add(free, Levels.upTo(calendar.start(i) - length), room);
            free = Math.max(free, Levels.from(calendar.latestEnd(i)));
        }
        levels.add(free, levels.last(), room);
    }

    private void addTurns(HostCalendar calendar, Levels levels) {
        Provider provider = Objects.requireNonNull(supply.providers().get(calendar.host().id()));
        TreeSet<Long> turns = turns(calendar, levels);
        while (!turns.isEmpty()) {
            long from = turns.removeFirst();
            long to = turns.isEmpty() ? levels.last() : turns.getFirst() - 1;
            Period window = period(from);
            levels.add(from, to, room(Supply.share(calendar, provider, window), window));
        }
    }

    private Period period(long minute) {
        Instant start = Levels.at(minute);
        return new Period(start, start.plus(takes));
    }

    /** What the host counts for. */
    private int room(ShareOffer offer, Period window) {
        int slots = SlotChoice.room(offer, wanted, window);
        return switch (wanted.affinity()) {
            case ANYWHERE -> slots;
            case A_HOST_EACH -> Math.min(slots, 1);
            case ONE_HOST -> slots >= wanted.amount() ? 1 : 0;
        };
    }

    /** The minutes of the range from which on there may be more or less room than before. */
    private TreeSet<Long> turns(HostCalendar calendar, Levels levels) {
        TreeSet<Long> turns = new TreeSet<>();
        turns.add(levels.first());
        long length = Levels.micros(takes);
        long from = levels.first() * Levels.MINUTE;
        long to = levels.last() * Levels.MINUTE + length;
        for (int i = calendar.firstEndingAfter(from); i < calendar.size() && calendar.start(i) < to; i++) {
            turns.add(Levels.from(calendar.latestEnd(i)));
            turns.add(Levels.upTo(calendar.start(i) - length) + 1);
        }
        for (Booking share : calendar.shares()) {
            turns.add(Levels.from(HostCalendar.micros(share.period().end())));
        }
        turns.removeIf(minute -> minute < levels.first() || minute > levels.last());
        return turns;
    }
}
