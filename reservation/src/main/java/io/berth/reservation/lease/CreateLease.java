package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.LeaseChange.LeaseCreated;
import io.berth.reservation.lease.plan.Ground;
import io.berth.reservation.lease.plan.LeasePlan;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.BeforeEndOutOfLease;
import io.berth.reservation.refusal.ReservationRefusal.InvalidDates;
import io.berth.reservation.request.ReservationRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates a lease and books what it reserves (contract blazar §6.3): all of it or nothing.
 *
 * @param beforeEnd null for the site's default
 */
public record CreateLease(
        String name,
        Moment start,
        Moment end,
        @Nullable Instant beforeEnd,
        List<Asked> reservations,
        List<ClientEvent> clientEvents) {

    public CreateLease {
        reservations = List.copyOf(reservations);
        clientEvents = List.copyOf(clientEvents);
    }

    /** One reservation of the request. A fault in it is reported only after the dates, as Blazar does. */
    public sealed interface Asked {
        record Fit(ReservationRequest request) implements Asked {}

        record Faulty(ReservationRefusal fault) implements Asked {}
    }

    /** An event that a client sent along. */
    public record ClientEvent(String type, @Nullable Instant time, @Nullable String status) {}

    /** Who asks, by what rules. */
    public record Circumstances(Owner owner, ReservationOptions options, Instant now, Ids ids) {}

    /** What is wrong with the request whatever the calendar holds. */
    public Optional<ReservationRefusal> fault(Instant now) {
        Instant startsAt = start.minute(now);
        if (startsAt.isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
            return Optional.of(new InvalidDates("Start date must be later than current date"));
        }
        if (!startsAt.isBefore(end.minute(now))) {
            return Optional.of(new InvalidDates("End date must be later than start date."));
        }
        for (Asked asked : reservations) {
            if (asked instanceof Asked.Faulty faulty) {
                return Optional.of(faulty.fault());
            }
        }
        if (beforeEnd != null && !(startsAt.isBefore(beforeEnd) && beforeEnd.isBefore(end.minute(now)))) {
            return Optional.of(new BeforeEndOutOfLease());
        }
        return Optional.empty();
    }

    /** What things are taken for, cleaning not counted: a lease that starts now takes them from this instant on. Only for requests without fault. */
    public Period period(Instant now) {
        Instant startsAt = start.minute(now);
        return new Period(startsAt.isBefore(now) ? now : startsAt, end.minute(now));
    }

    /** @param stock for the period with the cleaning after it */
    public Decision<Lease> decide(Stock stock, Circumstances at) {
        return decide(at.ids().uuid(), stock, at);
    }

    /** As {@link #decide(Stock, Circumstances)}. @param leaseId which the lease shall have */
    public Decision<Lease> decide(UUID leaseId, Stock stock, Circumstances at) {
        Optional<ReservationRefusal> fault = fault(at.now());
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        LeasePlan plan = new LeasePlan(
                new Ground(leaseId, List.of(), stock, period(at.now()), false, at.options(), at.ids()));
        List<Reservation> made = new ArrayList<>();
        for (ReservationRequest request : requests()) {
            Reservation reservation = Reservation.pending(at.ids().uuid(), at.ids().uuid(), request, at.now());
            Optional<ReservationRefusal> refusal = plan.plan(reservation, true);
            if (refusal.isPresent()) {
                return Decision.refuse(refusal.get(), plan.explanation());
            }
            made.add(reservation);
        }
        Lease lease = lease(leaseId, made, at);
        List<Change> changes = new ArrayList<>();
        changes.add(new LeaseCreated(lease));
        changes.addAll(plan.changes());
        changes.addAll(LeaseTimers.of(lease));
        return Decision.accept(changes, lease, plan.explanation());
    }

    /** The lease as it is asked for, before anything is chosen for it. Only for requests without fault. */
    public Lease unbooked(UUID leaseId, Circumstances at) {
        List<Reservation> asked = requests().stream()
                .map(request -> Reservation.pending(at.ids().uuid(), at.ids().uuid(), request, at.now()))
                .toList();
        return lease(leaseId, asked, at);
    }

    /** What is asked for, faulty reservations left out. */
    public List<ReservationRequest> requests() {
        return reservations.stream()
                .flatMap(asked -> asked instanceof Asked.Fit fit ? Stream.of(fit.request()) : Stream.empty())
                .toList();
    }

    private Lease lease(UUID id, List<Reservation> made, Circumstances at) {
        Instant now = at.now();
        return new Lease(
                id,
                name,
                at.owner().projectId(),
                at.owner().userId(),
                at.owner().requestId(),
                start.minute(now),
                end.minute(now),
                LeaseStatus.PENDING,
                false,
                made,
                events(at),
                0,
                now,
                now);
    }

    private List<LeaseEvent> events(Circumstances at) {
        Instant now = at.now();
        List<LeaseEvent> events = new ArrayList<>();
        events.add(LeaseEvent.undone(at.ids().uuid(), LeaseEvent.START, start.minute(now), now));
        events.add(LeaseEvent.undone(at.ids().uuid(), LeaseEvent.END, end.minute(now), now));
        beforeEndTime(at).ifPresent(time ->
                events.add(LeaseEvent.undone(at.ids().uuid(), LeaseEvent.BEFORE_END, time, now)));
        clientEvents.forEach(sent -> events.add(new LeaseEvent(
                at.ids().uuid(), sent.type(), false, sent.time(), sent.status(), now, null)));
        return events;
    }

    private Optional<Instant> beforeEndTime(Circumstances at) {
        if (beforeEnd != null) {
            return Optional.of(beforeEnd);
        }
        if (at.options().beforeEnd().isZero()) {
            return Optional.empty();
        }
        Instant startsAt = start.minute(at.now());
        Instant planned = end.minute(at.now()).minus(at.options().beforeEnd());
        return Optional.of(planned.isBefore(startsAt) ? startsAt : planned);
    }
}
