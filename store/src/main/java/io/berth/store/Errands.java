package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.ErrandChange.ErrandEnded;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Due work that deals with somebody outside, who may be slow: one errand at a time for each key, over all replicas. Three steps, so
 * that no transaction waits for others: the due work marks the key as busy; whoever committed the mark runs the errand, outside any
 * transaction; a second transaction writes what came of it, and that it ended ({@link ErrandBegun#ended}). Where the process dies
 * between, the errand is begun anew when the mark expires: so what it does, it does at least once.
 */
public final class Errands implements DueHandler {
    /** After which an errand that was just ending is looked at again; whoever ends it usually says when. */
    private static final Duration WHILE_ENDING = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final String kind;
    private final Duration busy;
    private final Clock clock;
    private final Errand errand;

    /** What is to be done. */
    public interface Errand {
        /** Whether there is anything to do for the key. */
        boolean isWanted(Handle tx, String key);

        /** Does it, outside any transaction and for less than the errands' busy time; then writes that it ended. */
        void run(ErrandBegun begun);
    }

    /**
     * Listens to the store's commits from now on.
     *
     * @param kind of the due work
     * @param busy how long an errand may last until another is begun
     */
    public Errands(Store store, String kind, Duration busy, Clock clock, Errand errand) {
        this.kind = kind;
        this.busy = busy;
        this.clock = clock;
        this.errand = errand;
        store.onCommit(this::runWhatBegan);
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Instant now = clock.now();
        Optional<Instant> busyUntil = busyUntilUnlessLocked(tx, item.key());
        if (busyUntil.isEmpty() && isMarked(tx, item.key())) {
            return List.of(new ScheduleWork(kind, item.key(), now.plus(WHILE_ENDING)));
        }
        if (busyUntil.filter(now::isBefore).isPresent()) {
            return List.of(new ScheduleWork(kind, item.key(), busyUntil.get()));
        }
        if (!errand.isWanted(tx, item.key())) {
            return List.of();
        }
        Instant until = now.plus(busy);
        return List.of(new ErrandBegun(kind, item.key(), until), new ScheduleWork(kind, item.key(), until));
    }

    private void runWhatBegan(List<Change> committed) {
        for (Change change : committed) {
            if (change instanceof ErrandBegun begun && begun.kind().equals(kind)) {
                Thread.ofVirtual().name(kind + "-" + begun.key()).start(() -> run(begun));
            }
        }
    }

    private void run(ErrandBegun begun) {
        try {
            errand.run(begun);
        } catch (RuntimeException trouble) {
            LOG.warn("{} for {} was not finished; it is begun anew at {}", kind, begun.key(), begun.until(), trouble);
        }
    }

    /** Whether the errand is still the one that was begun; if not, another one has taken over. Locks it. */
    public static boolean isOurs(Handle tx, ErrandBegun begun) {
        return busyUntil(tx, begun.kind(), begun.key()).equals(Optional.of(begun.until()));
    }

    /**
     * As {@link #busyUntil}, but does not wait for an errand that is just ending: the due work is locked already, which whoever ends an
     * errand locks after it. Nobody else marks the key meanwhile.
     */
    private Optional<Instant> busyUntilUnlessLocked(Handle tx, String key) {
        return tx.createQuery("""
                SELECT busy_until FROM store.errand WHERE kind = :kind AND key = :key FOR UPDATE SKIP LOCKED
                """)
                .bind("kind", kind)
                .bind("key", key)
                .map((row, context) -> row.getObject("busy_until", OffsetDateTime.class).toInstant())
                .findOne();
    }

    private boolean isMarked(Handle tx, String key) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM store.errand WHERE kind = :kind AND key = :key)")
                .bind("kind", kind)
                .bind("key", key)
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<Instant> busyUntil(Handle tx, String kind, String key) {
        return tx.createQuery("SELECT busy_until FROM store.errand WHERE kind = :kind AND key = :key FOR UPDATE")
                .bind("kind", kind)
                .bind("key", key)
                .map((row, context) -> row.getObject("busy_until", OffsetDateTime.class).toInstant())
                .findOne();
    }

    static void write(Handle tx, ErrandChange change) {
        switch (change) {
            case ErrandBegun it -> mark(tx, it.kind(), it.key(), it.until());
            case ErrandEnded it when it.next().equals(Instant.MIN) -> free(tx, it);
            case ErrandEnded it -> mark(tx, it.kind(), it.key(), it.next());
        }
    }

    private static void mark(Handle tx, String kind, String key, Instant until) {
        tx.createUpdate("""
                INSERT INTO store.errand (kind, key, busy_until) VALUES (:kind, :key, :until)
                ON CONFLICT (kind, key) DO UPDATE SET busy_until = EXCLUDED.busy_until
                """)
                .bind("kind", kind)
                .bind("key", key)
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static void free(Handle tx, ErrandEnded ended) {
        tx.createUpdate("DELETE FROM store.errand WHERE kind = :kind AND key = :key")
                .bind("kind", ended.kind())
                .bind("key", ended.key())
                .execute();
    }

    /** The pause after so many attempts that failed: 0 s, 1 s, 2 s, 4 s … 1 min. */
    public static Duration backoff(int attempts) {
        return attempts == 0 ? Duration.ZERO : DueWork.backoff(attempts - 1);
    }
}
