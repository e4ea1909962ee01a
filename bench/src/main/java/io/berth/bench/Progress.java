package io.berth.bench;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What is going on, for whoever waits; the result goes to standard output. */
final class Progress {
    private Progress() {}

    static void say(String format, Object... values) {
        System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + String.format(Locale.ROOT, format, values));
    }
}
