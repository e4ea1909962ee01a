package io.berth.base;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as ISO 8601 §5.5.2 writes them: {@code P1Y2M3W4DT5H6M7.5S}, or parts of that; {@code -PT1H} goes back. */
public final class IsoSpan {
    /** The sign, days and what is longer, hours and what is shorter. */
    private static final Pattern SPAN = Pattern.compile("([+-]?)P([^T]*)(T.+)?", Pattern.CASE_INSENSITIVE);

    private IsoSpan() {}

    /**
     * The time that is so much later. Years and months are the calendar's, in UTC: a month after 31 January is the end of February.
     *
     * @throws DateTimeException where the text is no span, or there is no such time
     * @throws ArithmeticException where there is none by far
     */
    public static Instant after(Instant start, String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new DateTimeParseException("Text cannot be parsed to a span of time, as P1M or PT1H", text, 0);
        }
        String sign = span.group(1) + "P";
        String days = span.group(2);
        String hours = span.group(3);
        if (days.isEmpty() && hours == null) {
            throw new DateTimeParseException("A span of time has a length", text, 0);
        }
        Period period = days.isEmpty() ? Period.ZERO : Period.parse(sign + days);
        Duration duration = hours == null ? Duration.ZERO : Duration.parse(sign + hours);
        return start.atZone(ZoneOffset.UTC).plus(period).toInstant().plus(duration);
    }
}
