package io.berth.reservation.waiting;

import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidDates;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.waiting.WaitingLease.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks for a lease as soon as there is what it reserves, at the latest from a deadline on.
 *
 * @param lease which may start at its start or later, and is as long as it says
 * @param deadline the last minute at which it may start
 * @param asked the lease as it was sent, as JSON
 */
public record WaitLease(CreateLease lease, Instant deadline, String asked) {
    /** How much of the calendar is searched for it each time that something becomes free. */
    static final Duration DEADLINE_MAX = Duration.ofDays(366);

    /** What is wrong with the request whatever the calendar holds. */
    public Optional<ReservationRefusal> fault(Instant now) {
        return lease.fault(now).or(this::unsupported).or(() -> deadlineFault(now));
    }

    private Optional<ReservationRefusal> unsupported() {
        if (lease.requests().stream().anyMatch(WaitLease::isTooMany)) {
            return invalid("Malformed parameter amount (at most " + InstanceRequest.AMOUNT_MAX + ")");
        }
        return lease.clientEvents().isEmpty() ? Optional.empty() : invalid("A waiting lease cannot have events of its own");
    }

    /** Nobody ever gets so many. */
    private static boolean isTooMany(ReservationRequest request) {
        return switch (request) {
            case InstanceRequest it -> it.amount() > InstanceRequest.AMOUNT_MAX;
            case FlavorRequest it -> it.amount() > InstanceRequest.AMOUNT_MAX;
            case HostRequest it -> false;
            case FloatingIpRequest it -> false;
        };
    }

    private Optional<ReservationRefusal> deadlineFault(Instant now) {
        Instant start = lease.start().minute(now);
        if (deadline.isBefore(start)) {
            return Optional.of(new InvalidDates("The deadline, up to which the lease may start, must not be before its start_date"));
        }
        return deadline.isAfter(start.plus(DEADLINE_MAX))
                ? Optional.of(new InvalidDates("The deadline must be within " + DEADLINE_MAX.toDays() + " days from the start_date"))
                : Optional.empty();
    }

    private static Optional<ReservationRefusal> invalid(String message) {
        return Optional.of(new InvalidInput(message));
    }

    /** Only of requests without fault. */
    WaitingLease entry(UUID id, Owner owner, Instant now) {
        Instant start = lease.start().minute(now);
        Instant end = lease.end().minute(now);
        Instant beforeEnd = lease.beforeEnd();
        Wish wish = new Wish(
                lease.name(),
                lease.requests(),
                start,
                deadline,
                Duration.between(start, end),
                beforeEnd == null ? null : Duration.between(beforeEnd, end));
        return new WaitingLease(id, 0, owner, wish, asked, WaitingStatus.WAITING, null, now, now);
    }
}
