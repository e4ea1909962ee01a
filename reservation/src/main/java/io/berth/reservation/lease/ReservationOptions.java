package io.berth.reservation.lease;

import java.time.Duration;

/**
 * What an operator may set (contract blazar §21).
 *
 * @param cleaningTime {@code cleaning_time}: how long a host is kept free after a lease
 * @param beforeEnd {@code minutes_before_end_lease}: how long before its end a lease's owner is told; zero for not at all
 */
public record ReservationOptions(Duration cleaningTime, Duration beforeEnd) {
    public static final ReservationOptions DEFAULTS = new ReservationOptions(Duration.ZERO, Duration.ofMinutes(60));

    public ReservationOptions {
        if (cleaningTime.isNegative() || beforeEnd.isNegative()) {
            throw new IllegalArgumentException("cleaning time and the time before the end cannot be negative");
        }
    }

    public ReservationOptions withCleaningTime(Duration time) {
        return new ReservationOptions(time, beforeEnd);
    }
}
