package io.berth.reservation.waiting;

import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.request.ReservationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease that waits for what it reserves, or has waited.
 *
 * @param id also of the lease that it becomes
 * @param number its place among all there ever were: the smaller is served first; 0 until it is written
 * @param asked the lease as the client sent it, as JSON
 * @param startsAt of the lease that it became; null before
 */
public record WaitingLease(
        UUID id,
        long number,
        Owner owner,
        Wish wish,
        String asked,
        WaitingStatus status,
        @Nullable Instant startsAt,
        Instant createdAt,
        Instant changedAt) {

    /**
     * What is waited for.
     *
     * @param earliest and {@code deadline}: the first and the last minute at which it may start
     * @param beforeEnd how long before its end the owner wants to be told; null for the site's default
     */
    public record Wish(
            String name,
            List<ReservationRequest> requests,
            Instant earliest,
            Instant deadline,
            Duration length,
            @Nullable Duration beforeEnd) {
        public Wish {
            requests = List.copyOf(requests);
        }

        /** The request for the lease that starts at that minute. */
        CreateLease startingAt(Instant minute) {
            Instant end = minute.plus(length);
            return new CreateLease(
                    name,
                    new Moment.At(minute),
                    new Moment.At(end),
                    beforeEnd == null ? null : end.minus(beforeEnd),
                    requests.stream().<Asked>map(Asked.Fit::new).toList(),
                    List.of());
        }
    }

    public boolean isWaiting() {
        return status == WaitingStatus.WAITING;
    }

    WaitingLease granted(Instant start, Instant now) {
        return new WaitingLease(id, number, owner, wish, asked, WaitingStatus.GRANTED, start, createdAt, now);
    }

    /** It will not be granted any more. */
    WaitingLease over(WaitingStatus how, Instant now) {
        return new WaitingLease(id, number, owner, wish, asked, how, null, createdAt, now);
    }
}
