package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.lease.LeaseChange.Cause;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.plan.Ground;
import io.berth.reservation.lease.plan.LeasePlan;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.NotEditable;
import io.berth.reservation.request.RequestEdit;
import io.berth.reservation.request.ReservationEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Renames, prolongs, shortens or moves a lease, or changes what it reserves (contract blazar §6.4, §14.6): all that was asked,
 * or nothing. Null leaves things as they are.
 *
 * @param changesOnlyName whether the body had nothing else: a name may be changed of any lease, an ended one too
 */
public record UpdateLease(
        @Nullable String name,
        @Nullable Moment start,
        @Nullable Moment end,
        @Nullable Instant beforeEnd,
        List<ReservationEdit> reservations,
        boolean changesOnlyName) {

    public UpdateLease {
        reservations = List.copyOf(reservations);
    }

    /**
     * @param bookings all that the lease has
     * @param stock for the new window, the lease's own bookings not counted; none where nothing is to be chosen
     */
    public record View(Lease lease, List<Booking> bookings, Stock stock) {}

    /**
     * @param lease as it is when the changes are written
     * @param added what active reservations got more: it is to be claimed at once
     * @param endsNow whether the lease is to be ended in the same transaction, which arms nothing for it
     */
    public record Updated(Lease lease, List<Booking> added, boolean endsNow) {}

    /** The new window, or why it cannot be. */
    public WindowChange window(Lease lease, Instant now) {
        return WindowChange.of(this, lease, now);
    }

    /** Whether anything has to be looked for: not for a name, nor for a window that only shrinks. */
    public boolean choosesAnew(Lease lease, WindowChange.Accepted window) {
        return !lease.reservations().isEmpty()
                && !window.endsNow()
                && (!window.isWithinOld() || reservations.stream().anyMatch(each -> each.edit().choosesAnew()));
    }

    public Decision<Updated> decide(View view, ReservationOptions options, Instant now, Ids ids) {
        Lease lease = view.lease();
        if (changesOnlyName) {
            if (name == null) {
                return Decision.accept(List.of(), new Updated(lease, List.of(), false));
            }
            Lease renamed = lease.renamed(name).touched(now);
            return Decision.accept(List.of(new LeaseChanged(renamed)), new Updated(renamed, List.of(), false));
        }
        return switch (window(lease, now)) {
            case WindowChange.Refused no -> Decision.refuse(no.refusal());
            case WindowChange.Accepted window -> within(window, view, options, now, ids);
        };
    }

    private Decision<Updated> within(
            WindowChange.Accepted window, View view, ReservationOptions options, Instant now, Ids ids) {
        Optional<ReservationRefusal> fault = EditCheck.of(view.lease(), reservations);
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        if (window.endsNow() && asksForAnother(view.lease())) {
            return Decision.refuse(new NotEditable("A lease that is to end now cannot change what it reserves."));
        }
        LeasePlan plan = new LeasePlan(new Ground(
                view.lease().id(), view.bookings(), view.stock(), window.hosts(), window.endsNow(), options, ids));
        List<Reservation> after = new ArrayList<>();
        for (Reservation reservation : view.lease().reservations()) {
            Optional<RequestEdit> edit = reservations.stream()
                    .filter(each -> each.id().equals(reservation.id().toString()))
                    .findFirst()
                    .map(ReservationEdit::edit);
            Reservation changed = edit.map(each -> reservation.asking(each.applyTo(reservation.request()), now))
                    .orElse(reservation);
            boolean choosesAnew = choosesAnew(view.lease(), window)
                    && (!window.isWithinOld() || edit.filter(RequestEdit::choosesAnew).isPresent());
            Optional<ReservationRefusal> refusal = plan.plan(changed, choosesAnew);
            if (refusal.isPresent()) {
                return Decision.refuse(refusal.get(), plan.explanation());
            }
            after.add(changed);
        }
        return accept(window, view, plan, after, now);
    }

    /** Whether a reservation shall have something else. What is sent again as it is does not count. */
    private boolean asksForAnother(Lease lease) {
        return reservations.stream().filter(each -> each.edit().choosesAnew()).anyMatch(each -> lease.reservations().stream()
                .filter(reservation -> reservation.id().toString().equals(each.id()))
                .anyMatch(reservation -> !each.edit().applyTo(reservation.request()).equals(reservation.request())));
    }

    private Decision<Updated> accept(
            WindowChange.Accepted window, View view, LeasePlan plan, List<Reservation> reservationsAfter, Instant now) {
        Lease lease = moved(view.lease(), window, now).withReservations(reservationsAfter).touched(now);
        if (name != null) {
            lease = lease.renamed(name);
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseChanged(lease, isRearmed(view.lease(), lease) ? Cause.UPDATED_AND_REARMED : Cause.UPDATED));
        changes.addAll(plan.changes());
        changes.addAll(LeaseTimers.none(lease.id()));
        if (!window.endsNow()) {
            changes.addAll(LeaseTimers.of(lease));
        }
        return Decision.accept(changes, new Updated(lease, plan.added(), window.endsNow()), plan.explanation());
    }

    private static boolean isRearmed(Lease before, Lease after) {
        return before.beforeEndEvent().filter(event -> !event.isUndone()).isPresent()
                && after.beforeEndEvent().filter(LeaseEvent::isUndone).isPresent();
    }

    /**
     * The lease in its new window, its events moved along: {@code before_end_lease} keeps its distance from the end, but is never
     * before the start.
     */
    private Lease moved(Lease lease, WindowChange.Accepted window, Instant now) {
        Lease moved = lease.during(window.start(), window.end());
        if (!window.start().equals(lease.startsAt())) {
            moved = moved.withEvent(LeaseEvent.START, event -> event.movedTo(window.start(), now));
        }
        if (!window.end().equals(lease.endsAt())) {
            moved = moved.withEvent(LeaseEvent.END, event -> event.movedTo(window.end(), now));
        }
        boolean moves = beforeEnd != null || !window.end().equals(lease.endsAt());
        return moved.withEvent(LeaseEvent.BEFORE_END, event -> {
            Instant time = window.beforeEnd(event.time(), lease);
            if (!moves && time.equals(event.time())) {
                return event;
            }
            LeaseEvent later = event.movedTo(time, now);
            return later.isUndone() ? later : later.with(EventStatus.UNDONE, now);
        });
    }
}
