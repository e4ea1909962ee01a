package io.berth.base;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How often the log tells of what befalls every request while something is away: the first at once, then at most once a minute one with
 * how many there were since.
 */
public final class LogPace {
    public static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    /** These are guarded by this. */
    private boolean hasTold;

    private long lastLine;
    private long untold;

    /** @param nanos a time that only goes forward, as {@link System#nanoTime} */
    public LogPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** To be called for each. @return how many were not told before this one; empty if it is not to be told, either */
    public synchronized OptionalLong untold() {
        long now = nanos.getAsLong();
        if (hasTold && now - lastLine < BETWEEN_LINES.toNanos()) {
            untold++;
            return OptionalLong.empty();
        }
        OptionalLong before = OptionalLong.of(untold);
        hasTold = true;
        lastLine = now;
        untold = 0;
        return before;
    }
}
