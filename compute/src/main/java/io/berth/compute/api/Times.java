package io.berth.compute.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants in the compute API's two forms, both UTC (contract nova-external-events §8.5, §8.6). */
final class Times {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Times() {}

    static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }

    /** Without a zone. */
    static String micros(Instant instant) {
        return MICROS.format(instant);
    }
}
