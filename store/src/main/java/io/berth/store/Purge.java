package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Due work that comes back by itself: forgets what is too old, a bounded batch a transaction, one after the other while they are
 * full, and then again after an interval.
 */
public final class Purge implements DueHandler {
    private static final String KEY = "all";

    private final String kind;
    private final Duration interval;
    private final Clock clock;
    private final Batch batch;

    /** Finds the next batch, or deletes it itself. */
    @FunctionalInterface
    public interface Batch {
        Purged next(Handle tx, Instant now);
    }

    /** @param isFull whether there may be more */
    public record Purged(List<? extends Change> changes, boolean isFull) {
        public Purged {
            changes = List.copyOf(changes);
        }
    }

    public Purge(String kind, Duration interval, Clock clock, Batch batch) {
        this.kind = kind;
        this.interval = interval;
        this.clock = clock;
        this.batch = batch;
    }

    /** Lets the due work run it. To be called while wiring. */
    public Purge handledBy(DueWork due) {
        due.handles(kind, this);
        return this;
    }

    /** The first run, at once: to be written at every start. */
    public ScheduleWork first() {
        return new ScheduleWork(kind, KEY, clock.now());
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Instant now = clock.now();
        Purged purged = batch.next(tx, now);
        List<Change> changes = new ArrayList<>(purged.changes());
        changes.add(new ScheduleWork(kind, KEY, purged.isFull() ? now : now.plus(interval)));
        return changes;
    }
}
