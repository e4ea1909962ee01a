package io.berth.reservation.availability;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Explanation;
import io.berth.reservation.calendar.HostMatch;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.requirement.Requirement;
import io.berth.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers from the index of calendars; whoever asks and then books may still find that somebody was faster. */
public final class Availability {
    /** How many bookings a calendar shows at most. */
    public static final int BOOKINGS_MAX = 10_000;

    private final Database database;
    private final CalendarIndex index;
    private final ReservationOptions options;
    private final Clock clock;

    public Availability(Database database, CalendarIndex index, ReservationOptions options, Clock clock) {
        this.database = database;
        this.index = index;
        this.options = options;
        this.clock = clock;
    }

    AddressCalendar addresses() {
        return new AddressCalendar(database);
    }

    /** The hosts of a lease of this project. */
    record HostsOfLease(String projectId, List<HeldHost> hosts) {}

    /** Absent where there is no such lease. */
    Optional<HostsOfLease> hostsOf(UUID lease) {
        return database.read(handle -> TakenStore.projectOf(handle, lease)
                .map(project -> new HostsOfLease(project, TakenStore.hostsOf(handle, lease))));
    }

    public Instant now() {
        return clock.now();
    }

    /** @param hosts in the order of their numbers */
    public record FreeHosts(List<Host> hosts, Explanation explanation) {}

    /** The hosts that a lease for this window could have: what would be cleaned after it is looked at too. */
    public Decision<FreeHosts> free(List<Requirement> requirements, Period window) {
        CalendarView calendars = index.view();
        Period whole = window.longerBy(options.cleaningTime());
        HostOffers offers = calendars.allOffers(whole, clock.now(), null);
        return switch (HostMatch.of(offers, requirements)) {
            case HostMatch.Unknown unknown -> Decision.refuse(new UnknownProperty(unknown.property()));
            case HostMatch.Fitting fitting -> {
                HostMatch.Fitting free = fitting.free(offers, whole);
                List<Host> hosts = free.places().stream().mapToObj(place -> calendars.at(place).host()).toList();
                yield Decision.accept(List.of(), new FreeHosts(hosts, free.explanation()), free.explanation());
            }
        };
    }

    /** @param hosts those that a lease would get that starts as early as it may: as many as were asked for */
    public record Window(NextWindows.Starts starts, Instant end, List<Host> hosts) {}

    /** @param explanation of which hosts fit at all */
    public record Windows(List<Window> windows, Explanation explanation) {}

    /** @param length of the lease; @param within when it may start */
    public record Wish(List<Requirement> requirements, int hosts, Duration length, Period within, int count) {}

    /** The earliest windows in which so many fitting hosts are free together. */
    public Decision<Windows> next(Wish wish) {
        CalendarView calendars = index.view();
        Duration takes = wish.length().plus(options.cleaningTime());
        HostOffers anytime = calendars.allOffers(wish.within(), clock.now(), null);
        return switch (HostMatch.of(anytime, wish.requirements())) {
            case HostMatch.Unknown unknown -> Decision.refuse(new UnknownProperty(unknown.property()));
            case HostMatch.Fitting fitting -> {
                NextWindows.Starts within = new NextWindows.Starts(wish.within().start(), wish.within().end());
                NextWindows.Ask ask = new NextWindows.Ask(wish.hosts(), takes, within, wish.count());
                List<Window> windows = NextWindows.find(calendars, fitting.places(), ask).stream()
                        .map(starts -> window(calendars, fitting, wish, starts))
                        .toList();
                yield Decision.accept(List.of(), new Windows(windows, fitting.explanation()), fitting.explanation());
            }
        };
    }

    private Window window(CalendarView calendars, HostMatch.Fitting fitting, Wish wish, NextWindows.Starts starts) {
        Instant end = starts.earliest().plus(wish.length());
        Period taken = new Period(starts.earliest(), end.plus(options.cleaningTime()));
        HostOffers offers = calendars.allOffers(taken, clock.now(), null);
        List<Host> hosts = fitting.places().stream()
                .filter(offers::isFree)
                .limit(wish.hosts())
                .mapToObj(place -> calendars.at(place).host())
                .toList();
        return new Window(starts, end, hosts);
    }

    /** A host's calendar. @param taken in the order of time, at most {@link #BOOKINGS_MAX} */
    public record Shown(Host host, List<Taken> taken) {}

    /** @param hostId as clients name hosts: digits; or a host's name, where that is nobody's number */
    public Decision<Shown> calendar(String hostId, Period window) {
        List<Host> hosts = index.view().all().stream().map(calendar -> calendar.host()).toList();
        return hosts.stream()
                .filter(host -> Long.toString(host.number()).equals(hostId))
                .findFirst()
                .or(() -> hosts.stream().filter(host -> host.name().equals(hostId)).findFirst())
                .map(host -> Decision.accept(List.of(), new Shown(host, database.read(handle ->
                        TakenStore.takenDuring(handle, host.id(), window, BOOKINGS_MAX)))))
                .orElseGet(() -> Decision.refuse(new NoSuchHost(hostId)));
    }
}
