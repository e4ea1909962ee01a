package io.berth.reservation.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user's contract: reservations for a range of time (contract blazar §6.1).
 *
 * @param requestId of the request that created it
 * @param startsAt and {@code endsAt} are whole minutes, as clients see them; bookings know the real instants
 * @param revision moves with every change
 */
public record Lease(
        UUID id,
        String name,
        String projectId,
        String userId,
        String requestId,
        Instant startsAt,
        Instant endsAt,
        LeaseStatus status,
        boolean degraded,
        List<Reservation> reservations,
        List<LeaseEvent> events,
        long revision,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    public Lease {
        reservations = List.copyOf(reservations);
        events = List.copyOf(events);
    }

    /** Berth needs no trusts: what clients see in their place is the lease's id, without dashes. */
    public String trustId() {
        return id.toString().replace("-", "");
    }

    public LeaseEvent startEvent() {
        return automatic(LeaseEvent.START).orElseThrow();
    }

    public LeaseEvent endEvent() {
        return automatic(LeaseEvent.END).orElseThrow();
    }

    public Optional<LeaseEvent> beforeEndEvent() {
        return automatic(LeaseEvent.BEFORE_END);
    }

    private Optional<LeaseEvent> automatic(String type) {
        return events.stream()
                .filter(event -> event.isAutomatic() && event.type().equals(type))
                .findFirst();
    }

    /** Whether its hosts were handed over, or that was tried. */
    public boolean hasStarted() {
        return !startEvent().isUndone();
    }

    public boolean hasEnded() {
        return !endEvent().isUndone();
    }

    Lease renamed(String other) {
        return new Lease(id, other, projectId, userId, requestId, startsAt, endsAt, status, degraded, reservations,
                events, revision, createdAt, updatedAt);
    }

    Lease during(Instant start, Instant end) {
        return new Lease(id, name, projectId, userId, requestId, start, end, status, degraded, reservations,
                events, revision, createdAt, updatedAt);
    }

    Lease withReservations(List<Reservation> others) {
        return new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, status, degraded, others,
                events, revision, createdAt, updatedAt);
    }

    /** With an automatic event of this type changed, and the status that the events then imply. */
    Lease withEvent(String type, UnaryOperator<LeaseEvent> change) {
        List<LeaseEvent> others = events.stream()
                .map(event -> event.isAutomatic() && event.type().equals(type) ? change.apply(event) : event)
                .toList();
        Lease changed = new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, status, degraded,
                reservations, others, revision, createdAt, updatedAt);
        return changed.inStatus(LeaseStatus.of(statusOf(changed.startEvent()), statusOf(changed.endEvent())));
    }

    private static EventStatus statusOf(LeaseEvent event) {
        return EventStatus.valueOf(String.valueOf(event.status()));
    }

    private Lease inStatus(LeaseStatus other) {
        return new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, other, degraded, reservations,
                events, revision, createdAt, updatedAt);
    }

    /**
     * Marked with what became of its hosts (contract blazar §17); the same where nothing did.
     *
     * @param missing the reservations that have fewer than they had
     * @param changed those that were given others while they ran
     */
    public Lease degraded(Set<UUID> missing, Set<UUID> changed, Instant now) {
        if (missing.isEmpty() && changed.isEmpty()) {
            return this;
        }
        List<Reservation> marked = reservations.stream()
                .map(each -> missing.contains(each.id()) || changed.contains(each.id())
                        ? each.flagged(missing.contains(each.id()), changed.contains(each.id()), now)
                        : each)
                .toList();
        return new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, status, true, marked,
                events, revision, createdAt, now);
    }

    /** As the database has it after this was written. */
    public Lease written() {
        return new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, status, degraded, reservations,
                events, revision + 1, createdAt, updatedAt);
    }

    Lease touched(Instant now) {
        return new Lease(id, name, projectId, userId, requestId, startsAt, endsAt, status, degraded, reservations,
                events, revision, createdAt, now);
    }
}
