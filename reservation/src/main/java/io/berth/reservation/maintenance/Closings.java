package io.berth.reservation.maintenance;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostBarStore;
import io.berth.reservation.host.HostChange.HostChanged;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.maintenance.MaintenanceChange.MaintenanceChanged;
import io.berth.reservation.maintenance.MaintenanceChange.MaintenanceCreated;
import io.berth.reservation.maintenance.MaintenanceRefusal.LeasesInTheWay;
import io.berth.reservation.relocation.Closing;
import io.berth.reservation.relocation.Move;
import io.berth.reservation.relocation.Rebooking;
import io.berth.reservation.relocation.Relocated;
import io.berth.reservation.relocation.Relocations;
import io.berth.reservation.relocation.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Closes hosts and opens them inside a transaction that somebody else holds. What becomes of a maintenance is the last that is
 * written: its rows name hosts, and so lock them, in no particular order.
 */
public final class Closings {
    /** As the database orders ids, whose first bit is a sign to Java: everybody locks hosts in that order. */
    private static final Comparator<Host> LOCK_ORDER = Comparator.comparing(host -> host.id().toString());

    private final HostStore hosts;
    private final CalendarStore calendar;
    private final Relocations relocations;
    private final ReservationOptions options;
    private final Ids ids;

    public Closings(
            HostStore hosts, CalendarStore calendar, Relocations relocations, ReservationOptions options, Ids ids) {
        this.hosts = hosts;
        this.calendar = calendar;
        this.relocations = relocations;
        this.options = options;
        this.ids = ids;
    }

    /**
     * Hosts shall be closed.
     *
     * @param maintenance as it shall be, its bookings aside
     * @param hosts as they were read before anything that is decided on
     * @param held the leases that are locked; absent where nothing is going to be written
     */
    record Wish(Maintenance maintenance, List<Host> hosts, OnConflict onConflict, Optional<Set<UUID>> held) {
        List<UUID> ids() {
            return hosts.stream().map(Host::id).toList();
        }
    }

    Decision<Closed> close(Handle tx, Wish wish, Instant now) {
        Maintenance asked = wish.maintenance();
        // A drain waits for all that the hosts have; for the others counts what is theirs in the time.
        Period read = asked.kind() == MaintenanceKind.DRAIN ? new Period(now, Period.OPEN) : asked.period();
        List<Booking> bookings = calendar.bookingsOf(tx, wish.ids(), read);
        Optional<MaintenanceRefusal> refusal =
                HostClosing.alreadyClosed(asked.kind(), wish.hosts(), bookings, asked.period());
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        List<Change> changes = new ArrayList<>();
        Rebooking rebooking = new Rebooking();
        SortedMap<UUID, Period> closed = new TreeMap<>();
        Map<UUID, List<Booking>> byHost = bookings.stream().collect(Collectors.groupingBy(Booking::hostId));
        wish.hosts().forEach(host -> closed.put(
                host.id(), HostClosing.period(asked.kind(), asked.period(), byHost.getOrDefault(host.id(), List.of()))));
        Decision<List<Relocated>> cleared = clear(tx, wish, closed, bookings, rebooking, now);
        if (!(cleared instanceof Decision.Accepted<List<Relocated>> yes)) {
            return refused(cleared);
        }
        SortedMap<UUID, UUID> own = new TreeMap<>();
        for (Host host : wish.hosts()) {
            Booking booking =
                    HostClosing.booking(asked.kind(), host.id(), closed.getOrDefault(host.id(), asked.period()), ids);
            rebooking.add(booking, host.calendarRevision());
            own.put(host.id(), booking.id());
        }
        Maintenance made = asked.with(asked.period(), own);
        Set<UUID> moved = asked.kind() == MaintenanceKind.DRAIN ? mark(wish.hosts(), Set.copyOf(wish.ids()), changes, now) : Set.of();
        changes.addAll(yes.changes());
        rebooking.change(made.id().toString(), moved).ifPresent(changes::add);
        changes.add(new MaintenanceCreated(made));
        return Decision.accept(changes, new Closed(made, marked(wish.hosts(), changes), yes.reply()));
    }

    /** Takes leases and cleanings off hosts for the times when they are closed. */
    private Decision<List<Relocated>> clear(
            Handle tx,
            Wish wish,
            SortedMap<UUID, Period> closed,
            List<Booking> bookings,
            Rebooking rebooking,
            Instant now) {
        if (wish.maintenance().kind() == MaintenanceKind.DRAIN) {
            return Decision.accept(List.of(), List.of());
        }
        TreeMap<UUID, Closing> closings = new TreeMap<>();
        wish.hosts().forEach(host -> closings.put(
                host.id(), new Closing(host, closed.getOrDefault(host.id(), wish.maintenance().period()))));
        Terms terms = new Terms(
                closings, Period.OPEN, HostLost.Cause.MAINTENANCE, wish.onConflict() == OnConflict.FORCE, Set.of(), options,
                now, ids);
        Relocations.Outcome outcome = relocations.relocate(tx, terms, wish.held(), "");
        if (isInTheWay(outcome.leases(), wish.onConflict())) {
            return Decision.refuse(new LeasesInTheWay(outcome.leases(), wish.onConflict()));
        }
        rebooking.add(outcome.plan());
        Set<UUID> gone = new HashSet<>();
        outcome.leases().forEach(each -> each.removed().forEach(booking -> gone.add(booking.id())));
        List<Change> changes = new ArrayList<>(outcome.changes());
        changes.addAll(HostClosing.cutCleanings(bookings, closed, gone, rebooking, ids));
        return Decision.accept(changes, outcome.leases());
    }

    private static boolean isInTheWay(List<Relocated> leases, OnConflict onConflict) {
        return switch (onConflict) {
            case REFUSE -> !leases.isEmpty();
            case MOVE -> !leases.stream().flatMap(each -> each.moves().stream()).allMatch(Move::isHarmless);
            case FORCE -> false;
        };
    }

    private static Decision<Closed> refused(Decision<?> decision) {
        return switch (decision) {
            case Decision.Refused<?> no -> Decision.refuse(no.refusal(), no.explanation());
            case Decision.Accepted<?> yes -> throw new IllegalArgumentException("was accepted");
        };
    }

    /** Takes reservability from hosts, or gives it back. @param barred those that nobody can book; @return all of them: their calendars move */
    private static Set<UUID> mark(List<Host> hosts, Set<UUID> barred, List<Change> changes, Instant now) {
        Set<UUID> moved = new HashSet<>();
        hosts.stream().sorted(LOCK_ORDER).forEach(host -> {
            changes.add(new HostChanged(host.reservable(!barred.contains(host.id()), now), List.of()));
            moved.add(host.id());
        });
        return moved;
    }

    private static List<Host> marked(List<Host> hosts, List<Change> changes) {
        Map<UUID, Host> marked = changes.stream()
                .filter(HostChanged.class::isInstance)
                .map(change -> ((HostChanged) change).host())
                .collect(Collectors.toMap(Host::id, Function.identity()));
        return hosts.stream().map(host -> marked.getOrDefault(host.id(), host)).toList();
    }

    Decision<Closed> lengthen(Handle tx, Maintenance before, Wish wish, Instant now) {
        Maintenance asked = wish.maintenance();
        Period more = new Period(before.period().end(), asked.period().end());
        List<Booking> all = calendar.bookingsOf(tx, wish.ids(), new Period(now, asked.period().end()));
        Set<UUID> ofBefore = Set.copyOf(before.bookings().values());
        List<Booking> bookings = all.stream().filter(booking -> !ofBefore.contains(booking.id())).toList();
        Optional<MaintenanceRefusal> refusal = HostClosing.alreadyClosed(asked.kind(), wish.hosts(), bookings, more);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Rebooking rebooking = new Rebooking();
        SortedMap<UUID, Period> closed = new TreeMap<>();
        wish.hosts().forEach(host -> closed.put(host.id(), more));
        Decision<List<Relocated>> cleared = clear(tx, wish, closed, bookings, rebooking, now);
        if (!(cleared instanceof Decision.Accepted<List<Relocated>> yes)) {
            return refused(cleared);
        }
        SortedMap<UUID, UUID> own = new TreeMap<>();
        all.stream().filter(booking -> ofBefore.contains(booking.id())).forEach(rebooking::remove);
        for (Host host : wish.hosts()) {
            Booking booking = HostClosing.booking(asked.kind(), host.id(), asked.period(), ids);
            rebooking.add(booking, host.calendarRevision());
            own.put(host.id(), booking.id());
        }
        Maintenance after = asked.with(asked.period(), own);
        List<Change> changes = new ArrayList<>(yes.changes());
        rebooking.change(after.id().toString(), Set.of()).ifPresent(changes::add);
        changes.add(new MaintenanceChanged(after));
        return Decision.accept(changes, new Closed(after, wish.hosts(), yes.reply()));
    }

    Decision<Closed> shorten(Handle tx, Maintenance before, Period period, Instant now) {
        List<Host> all = hosts.hosts(tx, before.bookings().keySet());
        if (period.equals(before.period())) {
            return Decision.accept(List.of(), new Closed(before, all, List.of()));
        }
        Rebooking rebooking = new Rebooking();
        SortedMap<UUID, UUID> own = opened(tx, before, period.end(), rebooking, now);
        List<Change> changes = new ArrayList<>();
        rebooking.change(before.id().toString(), Set.of()).ifPresent(changes::add);
        changes.add(new MaintenanceChanged(before.with(period, own)));
        return Decision.accept(changes, new Closed(before.with(period, own), all, List.of()));
    }

    private SortedMap<UUID, UUID> opened(Handle tx, Maintenance before, Instant at, Rebooking rebooking, Instant now) {
        List<Booking> bookings = calendar.bookingsOf(tx, before.bookings().keySet(), new Period(now, Period.OPEN));
        return HostClosing.open(before.bookings(), bookings, at, rebooking, ids);
    }

    Decision<Closed> lift(Handle tx, Maintenance before, Instant now) {
        List<Host> all = hosts.hosts(tx, before.bookings().keySet());
        List<Change> changes = new ArrayList<>();
        Rebooking rebooking = new Rebooking();
        Maintenance after = before.with(before.period(), opened(tx, before, now, rebooking, now)).lifted(now);
        Set<UUID> moved = before.kind() == MaintenanceKind.DRAIN
                ? mark(all, HostBarStore.failed(tx, before.bookings().keySet()), changes, now)
                : Set.of();
        rebooking.change(after.id().toString(), moved).ifPresent(changes::add);
        changes.add(new MaintenanceChanged(after));
        return Decision.accept(changes, new Closed(after, marked(all, changes), List.of()));
    }
}
