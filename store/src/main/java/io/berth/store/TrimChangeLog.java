package io.berth.store;

import io.berth.base.Clock;
import java.time.Duration;
import java.util.List;

/** Keeps the change log from growing for ever: forgets what every reader has had a week to read. */
public final class TrimChangeLog {
    /** How long a change can be read. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int BATCH = 50_000;

    private TrimChangeLog() {}

    public static Purge purge(Store store, Clock clock) {
        return new Purge("change-log.trim", INTERVAL, clock, (tx, now) -> {
            int forgotten = store.log().forget(tx, now.minus(KEPT), BATCH);
            return new Purge.Purged(List.of(), forgotten == BATCH);
        });
    }
}
