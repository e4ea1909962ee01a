package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.placement.Ledger;
import io.berth.reservation.budget.BudgetChange.LeaseUseKept;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange.CleaningEnded;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.DeleteLease;
import io.berth.reservation.lease.EndLease;
import io.berth.reservation.lease.KnownLeases;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.StartLease;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What happens to leases when their time comes. What falls due at one instant is done for many leases in one transaction, each kind of
 * thing for all of them at once: the leases' new states, their claims in the ledger, their bookings, their next timers and whatever
 * else the wiring adds happen together, once, or not at all.
 */
public final class LeaseLife {
    /** How soon a start looks again whether the lease before it has ended. */
    static final Duration WAIT_FOR_END = Duration.ofMillis(100);

    /** How many leases one transaction starts or ends: more would save little, and wait for each other longer. */
    static final int TOGETHER_MAX = 128;

    private final KnownLeases leases;
    private final CalendarStore calendar;
    private final Handover handover;
    private final LeaseEffects effects;
    private final Clock clock;
    private final Ids ids;

    public LeaseLife(
            KnownLeases leases,
            CalendarStore calendar,
            HostStore hosts,
            Ledger ledger,
            LeaseEffects effects,
            Clock clock,
            Ids ids) {
        this.leases = leases;
        this.calendar = calendar;
        this.handover = new Handover(hosts, ledger, effects, ids);
        this.effects = effects;
        this.clock = clock;
        this.ids = ids;
    }

    public void handle(DueWork due) {
        LeaseTimers.OF_LEASE.forEach(kind ->
                due.tellsAhead(kind, keys -> leases.expect(keys.stream().map(UUID::fromString).toList())));
        due.handlesTogether(LeaseTimers.START, TOGETHER_MAX, this::start);
        due.handlesTogether(LeaseTimers.BEFORE_END, TOGETHER_MAX, this::beforeEnd);
        due.handlesTogether(LeaseTimers.END, TOGETHER_MAX, this::end);
        due.handlesTogether(LeaseTimers.CLEANING_END, TOGETHER_MAX, (tx, items) ->
                items.stream().map(item -> new CleaningEnded(UUID.fromString(item.key()))).toList());
    }

    private List<Lease> leasesOf(Handle tx, List<DueItem> items) {
        return leases.locked(tx, items.stream().map(item -> UUID.fromString(item.key())).toList());
    }

    /** Of leases back to back the end of the first and the start of the second fall due at once: whoever runs them, the end comes first. */
    private List<Change> start(Handle tx, List<DueItem> items) {
        Instant now = clock.now();
        List<Lease> due = leasesOf(tx, items).stream().filter(lease -> !lease.hasStarted()).toList();
        Map<UUID, List<Booking>> bookings = calendar.bookingsOfLeases(tx, ids(due));
        Set<UUID> waiting = new HashSet<>(calendar.awaitingTheEndBefore(tx, all(bookings)));
        waiting.addAll(LeaseAddresses.awaitingAnEnd(tx, due));
        List<Lease> starting = without(waiting, due);
        SortedMap<UUID, List<Booking>> booked = booked(bookings, starting);
        Handover.Claimable claimable = handover.claimable(tx, starting, booked, now);
        if (claimable.booked().size() < booked.size()) {
            // Of the leases before only the last was looked at. Their ends wait for the hosts, which this start holds.
            Set<UUID> refused = withAnyOf(failed(booked, claimable), starting);
            if (waiting.addAll(calendar.awaitingAnEnd(tx, refused))) {
                starting = without(waiting, due);
                booked = booked(bookings, starting);
                claimable = handover.claimable(tx, starting, booked, now);
            }
        }
        List<Change> changes = new ArrayList<>(afterTheEnd(waiting, now));
        changes.addAll(started(tx, starting, claimable, failed(booked, claimable), now));
        return changes;
    }

    private List<Change> started(
            Handle tx, List<Lease> leases, Handover.Claimable claimable, Set<UUID> failed, Instant now) {
        List<StartLease.Starting> starting =
                leases.stream().map(lease -> StartLease.decide(lease, failed, now)).toList();
        List<Lease> after = starting.stream().map(StartLease.Starting::after).toList();
        List<Change> changes = Together.inOrder(starting.stream().map(StartLease.Starting::changes).toList());
        changes.addAll(handover.give(tx, after, claimable, now));
        Set<UUID> unlucky = withAnyOf(failed, after);
        after.stream()
                .filter(lease -> unlucky.contains(lease.id()))
                .forEach(lease -> changes.addAll(effects.failed(tx, lease).changes()));
        return changes;
    }

    private static SortedMap<UUID, List<Booking>> booked(Map<UUID, List<Booking>> bookings, List<Lease> leases) {
        return Handover.byReservation(
                leases.stream().flatMap(lease -> bookings.getOrDefault(lease.id(), List.of()).stream()).toList());
    }

    private static List<Booking> all(Map<UUID, List<Booking>> bookings) {
        return bookings.values().stream().flatMap(List::stream).toList();
    }

    private static Set<UUID> failed(SortedMap<UUID, List<Booking>> booked, Handover.Claimable claimable) {
        Set<UUID> failed = new HashSet<>(booked.keySet());
        failed.removeAll(claimable.booked().keySet());
        return failed;
    }

    private static Set<UUID> withAnyOf(Set<UUID> reservations, List<Lease> leases) {
        return leases.stream()
                .filter(lease -> lease.reservations().stream().anyMatch(each -> reservations.contains(each.id())))
                .map(Lease::id)
                .collect(Collectors.toSet());
    }

    private static List<Lease> without(Set<UUID> others, List<Lease> leases) {
        return leases.stream().filter(lease -> !others.contains(lease.id())).toList();
    }

    private static List<UUID> ids(List<Lease> leases) {
        return leases.stream().map(Lease::id).toList();
    }

    private static List<ScheduleWork> afterTheEnd(Set<UUID> starts, Instant now) {
        return starts.stream()
                .map(lease -> new ScheduleWork(LeaseTimers.START, lease.toString(), now.plus(WAIT_FOR_END)))
                .toList();
    }

    /**
     * Hands more over to reservations of a running lease; the refusal is the ledger's.
     *
     * @param lease as it is when the changes are written
     */
    public Decision<Lease> more(Handle tx, Lease lease, List<Booking> added, Instant now) {
        return handover.give(tx, lease, Handover.byReservation(added), now);
    }

    /** Whether {@link #more} would be refused now; nothing is locked for that, and what else comes of it is not among the changes. */
    public Decision<Lease> couldHaveMore(Handle handle, Lease lease, List<Booking> added, Instant now) {
        return handover.couldGive(handle, lease, Handover.byReservation(added), now);
    }

    /** Hands over to running leases in place of what they lose; the refusal is the ledger's. */
    public Decision<List<Exchange>> exchanged(Handle tx, List<Exchange> exchanges, Instant now) {
        return handover.exchange(tx, exchanges, now);
    }

    private List<Change> beforeEnd(Handle tx, List<DueItem> items) {
        Instant now = clock.now();
        Set<String> failed = items.stream().filter(item -> item.attempts() > 0).map(DueItem::key).collect(Collectors.toSet());
        return Together.inOrder(leasesOf(tx, items).stream()
                .map(lease -> EndLease.near(lease, failed.contains(lease.id().toString()), now))
                .toList());
    }

    private List<Change> end(Handle tx, List<DueItem> items) {
        Instant now = clock.now();
        List<Lease> ending = leasesOf(tx, items).stream()
                .filter(lease -> lease.hasStarted() && !lease.hasEnded())
                .toList();
        Map<UUID, List<Booking>> bookings = calendar.bookingsOfLeases(tx, ids(ending));
        List<Change> changes = Together.inOrder(ending.stream()
                .map(lease -> EndLease.decide(lease, bookings.getOrDefault(lease.id(), List.of()), now, ids).changes())
                .toList());
        changes.addAll(LeaseAddresses.ended(tx, ending, now));
        changes.addAll(handover.takeBack(tx, ending, all(bookings), now));
        return changes;
    }

    /**
     * Ends a running lease as its timer would.
     *
     * @param lease as it is when the changes are written
     */
    public List<Change> endedNow(Handle tx, Lease lease, Instant now) {
        List<Booking> bookings = calendar.bookingsOfLease(tx, lease.id());
        List<Change> changes = new ArrayList<>(EndLease.decide(lease, bookings, now, ids).changes());
        changes.addAll(LeaseAddresses.ended(tx, List.of(lease), now));
        changes.addAll(handover.takeBack(tx, List.of(lease), bookings, now));
        return changes;
    }

    /** What deleting a lease changes: also what its end would have, where it runs. */
    public List<Change> deleted(Handle tx, Lease lease) {
        List<Booking> bookings = calendar.bookingsOfLease(tx, lease.id());
        List<Change> changes = new ArrayList<>();
        if (lease.hasStarted()) {
            changes.add(new LeaseUseKept(lease.id(), clock.now()));
        }
        changes.addAll(DeleteLease.decide(lease, bookings, clock.now(), ids));
        changes.addAll(LeaseAddresses.deleted(tx, lease));
        if (lease.hasStarted() && !lease.hasEnded()) {
            changes.addAll(handover.takeBack(tx, List.of(lease), bookings, clock.now()));
        }
        return changes;
    }
}
