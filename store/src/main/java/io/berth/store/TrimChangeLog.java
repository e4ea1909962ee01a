package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps the change log from growing for ever: due work that forgets what every reader has had a week to read. */
public final class TrimChangeLog implements DueHandler {
    public static final String KIND = "change-log.trim";

    /** How long a change can be read. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Duration EVERY = Duration.ofHours(1);
    private static final int ENTRIES_A_RUN = 50_000;

    private final ChangeLog log;
    private final Clock clock;

    public TrimChangeLog(Store store, Clock clock) {
        this.log = store.log();
        this.clock = clock;
    }

    /** The first run: to be scheduled at every start. */
    public static ScheduleWork firstAt(Instant now) {
        return new ScheduleWork(KIND, "", now.plus(EVERY));
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Instant now = clock.now();
        boolean isMoreLeft = log.forget(tx, now.minus(KEPT), ENTRIES_A_RUN) == ENTRIES_A_RUN;
        return List.of(new ScheduleWork(KIND, "", isMoreLeft ? now : now.plus(EVERY)));
    }
}
