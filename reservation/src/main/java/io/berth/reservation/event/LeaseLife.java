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
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.Cause;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseEvent;
import io.berth.reservation.lease.LeaseStore;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
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
    private final Handover handover;
    private final LeaseEffects effects;
    private final Clock clock;
    private final Ids ids;

    public LeaseLife(
            LeaseStore leases,
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
        if (calendar.awaitsAnEnd(tx, lease.id()) || LeaseAddresses.awaitsAnEnd(tx, lease)) {
            return afterTheEnd(item, now);
        }
        SortedMap<UUID, List<Booking>> booked = Handover.byReservation(calendar.bookingsOfLease(tx, lease.id()));
        Handover.Claimable claimable = handover.claimable(tx, lease, booked, now);
        if (claimable.booked().size() < booked.size()) {
            if (calendar.awaitsAnEnd(tx, lease.id())) {
                return afterTheEnd(item, now);
            }
            // The lease before may have ended between the two looks: only what is refused now is used by somebody else.
            claimable = handover.claimable(tx, lease, booked, now);
        }
        Set<UUID> failed = new HashSet<>(booked.keySet());
        failed.removeAll(claimable.booked().keySet());
        StartLease.Starting starting = StartLease.decide(lease, failed, now);
        List<Change> changes = new ArrayList<>(starting.changes());
        changes.addAll(handover.give(tx, starting.after(), claimable, now));
        if (!failed.isEmpty()) {
            changes.addAll(effects.failed(tx, starting.after()).changes());
        }
        return changes;
    }

    private static List<Change> afterTheEnd(DueItem start, Instant now) {
        return List.of(new ScheduleWork(LeaseTimers.START, start.key(), now.plus(WAIT_FOR_END)));
    }

    /**
     * Hands more over to reservations of a running lease; the refusal is the ledger's.
     *
     * @param lease as it is when the changes are written
     */
    public Decision<Lease> more(Handle tx, Lease lease, List<Booking> added, Instant now) {
        return handover.give(tx, lease, Handover.byReservation(added), now);
    }

    /** Hands over to running leases in place of what they lose; the refusal is the ledger's. */
    public Decision<List<Exchange>> exchanged(Handle tx, List<Exchange> exchanges, Instant now) {
        return handover.exchange(tx, exchanges, now);
    }

    private List<Change> beforeEnd(Handle tx, DueItem item) {
        return leaseOf(tx, item)
                .filter(lease -> lease.beforeEndEvent().filter(LeaseEvent::isUndone).isPresent())
                .<List<Change>>map(lease ->
                        List.of(new LeaseChanged(StartLease.beforeEndDone(lease, clock.now()), Cause.BEFORE_END)))
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
        LeaseAddresses.ended(tx, lease, clock.now()).ifPresent(changes::add);
        changes.addAll(handover.takeBack(tx, lease, bookings, clock.now()));
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
        LeaseAddresses.deleted(tx, lease).ifPresent(changes::add);
        if (lease.hasStarted() && !lease.hasEnded()) {
            changes.addAll(handover.takeBack(tx, lease, bookings, clock.now()));
        }
        return changes;
    }
}
