package io.berth.reservation.lease;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A date as a client gives it: a minute, or the word {@code now}. */
public sealed interface Moment {
    record Now() implements Moment {}

    record At(Instant minute) implements Moment {}

    /** The minute meant; now is cut to the whole minute, as everything that clients see. */
    default Instant minute(Instant now) {
        return switch (this) {
            case Now word -> now.truncatedTo(ChronoUnit.MINUTES);
            case At at -> at.minute();
        };
    }
}
