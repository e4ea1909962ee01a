package io.berth.deployment.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the real service writes them: Python's {@code str(datetime)} in UTC, without microseconds where these are zero. */
final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final int NANOS_PER_MICRO = 1_000;

    private Times() {}

    /** As it comes from the database: without an offset. */
    static String stored(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return (time.getNano() / NANOS_PER_MICRO == 0 ? SECONDS : MICROS).format(time);
    }

    /** As it is before it was stored, and for build data always. */
    static String fresh(Instant instant) {
        return stored(instant) + "+00:00";
    }
}
