package io.berth.reservation.lease;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.BeforeEndOutOfLease;
import io.berth.reservation.refusal.ReservationRefusal.InvalidDates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The rules of moving a lease in time (contract blazar §6.4 steps 3 and 4; without its zero-length leases, §25 row 26). */
public sealed interface WindowChange {

    record Refused(ReservationRefusal refusal) implements WindowChange {}

    /**
     * @param start and {@code end} as clients see them, whole minutes
     * @param hosts what hosts are taken for from now on; what a started lease has had of them is not in it
     * @param isWithinOld whether it only shrinks, so that no host has to be asked
     * @param endsNow whether a started lease is to end this instant
     * @param askedBeforeEnd null keeps the distance from the end
     */
    record Accepted(
            Instant start,
            Instant end,
            Period hosts,
            boolean isWithinOld,
            boolean endsNow,
            @Nullable Instant askedBeforeEnd)
            implements WindowChange {

        Instant beforeEnd(@Nullable Instant oldTime, Lease old) {
            if (askedBeforeEnd != null) {
                return askedBeforeEnd;
            }
            Duration distance = oldTime == null ? Duration.ZERO : Duration.between(oldTime, old.endsAt());
            Instant kept = end.minus(distance);
            return kept.isBefore(start) ? start : kept;
        }
    }

    static WindowChange of(UpdateLease update, Lease lease, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Instant start = update.start() == null ? lease.startsAt() : update.start().minute(now);
        Instant end = update.end() == null ? lease.endsAt() : update.end().minute(now);
        boolean hasStarted = lease.hasStarted() || lease.startsAt().isBefore(minute);
        if (hasStarted && !start.equals(lease.startsAt())) {
            return refused("Cannot modify the start date of already started leases");
        }
        if (!hasStarted && start.isBefore(minute)) {
            return refused("Start date must be later than current date");
        }
        if (lease.hasEnded() || lease.endsAt().isBefore(minute)) {
            return refused("Terminated leases can only be renamed");
        }
        boolean endsNow = lease.hasStarted() && update.end() != null && end.equals(minute);
        // A clock that was set back may have a lease run before its start.
        boolean endsEmpty = endsNow && update.end() instanceof Moment.Now && !start.isAfter(now);
        boolean isEmpty = !start.isBefore(end) && !endsEmpty;
        if (end.isBefore(minute) || isEmpty || !(endsNow || now.isBefore(end))) {
            return refused("End date must be later than current and start date");
        }
        Instant beforeEnd = update.beforeEnd();
        if (beforeEnd != null && !(start.isBefore(beforeEnd) && beforeEnd.isBefore(end))) {
            return new Refused(new BeforeEndOutOfLease());
        }
        Instant from = start.isBefore(now) ? now : start;
        Period hosts = new Period(from, endsNow ? now.plus(1, ChronoUnit.MICROS) : end);
        boolean isWithinOld = !start.isBefore(lease.startsAt()) && !end.isAfter(lease.endsAt());
        return new Accepted(start, end, hosts, isWithinOld, endsNow, beforeEnd);
    }

    private static WindowChange refused(String why) {
        return new Refused(new InvalidDates(why));
    }
}
