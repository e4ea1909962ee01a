package io.berth.reservation.wire;

import io.berth.http.HttpProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as {@code /berth/v1} takes them: ISO 8601 in UTC, {@code 2026-01-31T12:00:00Z}, or {@code now}. */
public final class BerthTime {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private BerthTime() {}

    /**
     * The time that the text says, to the microsecond.
     *
     * @param name what a refusal calls it
     * @throws HttpProblem 400 where it says none between 1970 and 9999
     */
    public static Instant read(String name, String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (time.isBefore(END_OF_TIME) && time.isAfter(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeException noTime) {
            // told below
        }
        throw new HttpProblem(400, name + " must be a time like 2026-01-31T12:00:00Z, or now");
    }
}
