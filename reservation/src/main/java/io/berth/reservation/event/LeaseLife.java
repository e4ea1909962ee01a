package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.placement.ReplaceAllocations;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.CleaningEnded;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.event.LeaseEffects.Effects;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.DeleteLease;
import io.berth.reservation.lease.EndLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseEvent;
import io.berth.reservation.lease.LeaseStore;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.StartLease;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.StaleView;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What happens to leases when their time comes. Each event is one transaction: the lease's new state, its claims in the
 * ledger, its bookings, its next timers and whatever else the wiring adds happen together, once, or not at all.
 */
public final class LeaseLife {
    /** How soon a start looks again whether the lease before it has ended. */
    static final Duration WAIT_FOR_END = Duration.ofMillis(100);

    private final LeaseStore leases;
    private final CalendarStore calendar;
    private final HostStore hosts;
    private final LeaseClaims claims;
    private final LeaseEffects effects;
    private final Clock clock;
    private final Ids ids;

    public LeaseLife(
            LeaseStore leases,
            CalendarStore calendar,
            HostStore hosts,
            LeaseClaims claims,
            LeaseEffects effects,
            Clock clock,
            Ids ids) {
        this.leases = leases;
        this.calendar = calendar;
        this.hosts = hosts;
        this.claims = claims;
        this.effects = effects;
        this.clock = clock;
        this.ids = ids;
    }

    public void handle(DueWork due) {
        due.handles(LeaseTimers.START, this::start);
        due.handles(LeaseTimers.BEFORE_END, this::beforeEnd);
        due.handles(LeaseTimers.END, this::end);
        due.handles(LeaseTimers.CLEANING_END, (tx, item) -> List.of(new CleaningEnded(UUID.fromString(item.key()))));
    }

    private Optional<Lease> leaseOf(Handle tx, DueItem item) {
        return leases.lockedLease(tx, UUID.fromString(item.key()));
    }

    /** Of leases back to back the end of the first and the start of the second fall due at once: whoever runs them, the end comes first. */
    private List<Change> start(Handle tx, DueItem item) {
        Optional<Lease> found = leaseOf(tx, item).filter(lease -> !lease.hasStarted());
        if (found.isEmpty()) {
            return List.of();
        }
        Lease lease = found.get();
        Instant now = clock.now();
        if (calendar.awaitsAnEnd(tx, lease.id())) {
            return afterTheEnd(item, now);
        }
        Map<UUID, List<UUID>> hostsByReservation = hostsByReservation(calendar.bookingsOfLease(tx, lease.id()));
        Set<UUID> failed = unclaimable(tx, lease, hostsByReservation, now);
        if (!failed.isEmpty()) {
            if (calendar.awaitsAnEnd(tx, lease.id())) {
                return afterTheEnd(item, now);
            }
            // The lease before may have ended between the two looks: only what is refused now is used by somebody else.
            failed = unclaimable(tx, lease, hostsByReservation, now);
        }
        Map<UUID, List<UUID>> claimable = new LinkedHashMap<>(hostsByReservation);
        claimable.keySet().removeAll(failed);
        StartLease.Starting starting = StartLease.decide(lease, failed, now);
        List<Change> changes = new ArrayList<>(starting.changes());
        changes.addAll(claimed(tx, starting.after(), claimable, now));
        if (!failed.isEmpty()) {
            changes.addAll(effects.failed(tx, starting.after()).changes());
        }
        return changes;
    }

    private static List<Change> afterTheEnd(DueItem start, Instant now) {
        return List.of(new ScheduleWork(LeaseTimers.START, start.key(), now.plus(WAIT_FOR_END)));
    }

    /** The reservations whose hosts somebody else uses. No host is in two of them, so each can be asked for itself. */
    private Set<UUID> unclaimable(Handle tx, Lease lease, Map<UUID, List<UUID>> hostsByReservation, Instant now) {
        Set<UUID> failed = new HashSet<>();
        if (claims.claim(tx, lease, hostsByReservation, now) instanceof Decision.Refused) {
            hostsByReservation.forEach((reservation, itsHosts) -> {
                if (claims.claim(tx, lease, Map.of(reservation, itsHosts), now) instanceof Decision.Refused) {
                    failed.add(reservation);
                }
            });
        }
        return failed;
    }

    /** The changes that hand hosts over to reservations. */
    private List<Change> claimed(Handle tx, Lease lease, Map<UUID, List<UUID>> hostsByReservation, Instant now) {
        List<Change> changes = new ArrayList<>();
        if (hostsByReservation.isEmpty()) {
            return changes;
        }
        changes.addAll(accepted(claims.claim(tx, lease, hostsByReservation, now)));
        changes.addAll(effects.started(tx, lease, named(tx, hostsByReservation)).changes());
        return changes;
    }

    /**
     * Hands more hosts over to reservations of a running lease; the refusal is the ledger's.
     *
     * @param lease as it is when the changes are written
     */
    public Decision<Lease> more(Handle tx, Lease lease, SortedMap<UUID, List<UUID>> added, Instant now) {
        return switch (claims.claim(tx, lease, added, now)) {
            case Decision.Refused<ReplaceAllocations.Reply> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<ReplaceAllocations.Reply> yes -> {
                List<Change> changes = new ArrayList<>(yes.changes());
                changes.addAll(effects.started(tx, lease, named(tx, added)).changes());
                yield Decision.accept(changes, lease);
            }
        };
    }

    private List<Change> beforeEnd(Handle tx, DueItem item) {
        return leaseOf(tx, item)
                .filter(lease -> lease.beforeEndEvent().filter(LeaseEvent::isUndone).isPresent())
                .<List<Change>>map(lease -> List.of(new LeaseChanged(StartLease.beforeEndDone(lease, clock.now()))))
                .orElse(List.of());
    }

    private List<Change> end(Handle tx, DueItem item) {
        Optional<Lease> found = leaseOf(tx, item).filter(lease -> lease.hasStarted() && !lease.hasEnded());
        if (found.isEmpty()) {
            return List.of();
        }
        Lease lease = found.get();
        List<Booking> bookings = calendar.bookingsOfLease(tx, lease.id());
        List<Change> changes = new ArrayList<>(EndLease.decide(lease, bookings, clock.now(), ids).changes());
        changes.addAll(released(tx, lease, bookings));
        return changes;
    }

    /** What deleting a lease changes: also what its end would have, where it runs. */
    public List<Change> deleted(Handle tx, Lease lease) {
        List<Booking> bookings = calendar.bookingsOfLease(tx, lease.id());
        List<Change> changes = new ArrayList<>(DeleteLease.decide(lease, bookings, clock.now(), ids));
        if (lease.hasStarted() && !lease.hasEnded()) {
            changes.addAll(released(tx, lease, bookings));
        }
        return changes;
    }

    private List<Change> released(Handle tx, Lease lease, List<Booking> bookings) {
        Map<UUID, List<UUID>> had = hostsByReservation(bookings);
        Set<UUID> live = lease.reservations().stream()
                .filter(Reservation::isLive)
                .map(Reservation::id)
                .collect(Collectors.toSet());
        had.keySet().retainAll(live);
        Effects more = effects.ended(tx, lease, named(tx, had));
        List<Change> changes = new ArrayList<>(accepted(claims.release(tx, lease, more.released(), clock.now())));
        changes.addAll(more.changes());
        return changes;
    }

    /** Claims that were just judged possible, and releases: the ledger refuses them only where someone else was faster. */
    private static List<Change> accepted(Decision<ReplaceAllocations.Reply> decision) {
        return switch (decision) {
            case Decision.Accepted<ReplaceAllocations.Reply> yes -> yes.changes();
            case Decision.Refused<ReplaceAllocations.Reply> no -> throw new StaleView("the ledger: " + no.refusal().code());
        };
    }

    private static Map<UUID, List<UUID>> hostsByReservation(List<Booking> bookings) {
        Map<UUID, List<UUID>> byReservation = new TreeMap<>();
        for (Booking booking : bookings) {
            UUID reservation = booking.reservationId();
            if (booking.kind() == BookingKind.LEASE && reservation != null) {
                byReservation.computeIfAbsent(reservation, any -> new ArrayList<>()).add(booking.hostId());
            }
        }
        return byReservation;
    }

    private SortedMap<UUID, String> named(Handle tx, Map<UUID, List<UUID>> hostsByReservation) {
        Set<UUID> wanted = hostsByReservation.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        SortedMap<UUID, String> names = new TreeMap<>();
        for (Host host : hosts.hosts(tx, wanted)) {
            names.put(host.id(), host.name());
        }
        return names;
    }
}
