package io.berth.reservation.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The two forms of times in answers (contract blazar §4). */
public final class WireTime {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000000'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** {@code 2017-02-24T20:00:00.000000}: clients parse exactly six digits, and they are always zeros. */
    public static @Nullable String date(@Nullable Instant instant) {
        return instant == null ? null : DATE.format(instant);
    }

    /** {@code 2017-02-21 14:50:38}. */
    public static @Nullable String stamp(@Nullable Instant instant) {
        return instant == null ? null : STAMP.format(instant);
    }
}
