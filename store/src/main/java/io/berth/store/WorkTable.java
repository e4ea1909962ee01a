package io.berth.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of due work. */
final class WorkTable {
    private static final int ERROR_LENGTH_MAX = 1_000;

    private WorkTable() {}

    static void write(Handle tx, WorkChange change) {
        switch (change) {
            case WorkChange.ScheduleWork it -> schedule(tx, it.kind(), it.key(), it.dueAt());
            case WorkChange.ScheduleWorkLast it -> schedule(tx, it.kind(), it.key(), it.dueAt());
            case WorkChange.CancelWork it -> cancel(tx, it.kind(), it.key());
        }
    }

    private static void schedule(Handle tx, String kind, String key, Instant dueAt) {
        tx.createUpdate("""
                INSERT INTO store.due_work (kind, key, due_at) VALUES (:kind, :key, :dueAt)
                ON CONFLICT (kind, key) DO UPDATE
                   SET due_at = EXCLUDED.due_at, attempts = 0, last_error = NULL
                """).bind("kind", kind).bind("key", key).bind("dueAt", utc(dueAt)).execute();
    }

    private static void cancel(Handle tx, String kind, String key) {
        tx.createUpdate("DELETE FROM store.due_work WHERE kind = :kind AND key = :key")
                .bind("kind", kind)
                .bind("key", key)
                .execute();
    }

    /** Takes the longest due piece of work out of the table; it comes back if the transaction does not commit. */
    static Optional<DueItem> take(Handle tx, Instant now, Collection<String> kinds) {
        return tx.createQuery("""
                DELETE FROM store.due_work
                 WHERE (kind, key) = (
                       SELECT kind, key FROM store.due_work
                        WHERE due_at <= :now AND kind = ANY(:kinds)
                        ORDER BY due_at, kind, key
                        LIMIT 1
                          FOR UPDATE SKIP LOCKED)
                RETURNING kind, key, due_at, attempts
                """)
                .bind("now", utc(now))
                .bindArray("kinds", String.class, kinds.toArray())
                .map((row, context) -> new DueItem(
                        row.getString("kind"),
                        row.getString("key"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        row.getInt("attempts")))
                .findOne();
    }

    static Optional<Instant> dueAt(Handle handle, String kind, String key) {
        return handle.createQuery("SELECT due_at FROM store.due_work WHERE kind = :kind AND key = :key")
                .bind("kind", kind)
                .bind("key", key)
                .map((row, context) -> row.getObject("due_at", OffsetDateTime.class).toInstant())
                .findOne();
    }

    /** In the order of keys and kinds, so that two who hold the same rows wait for each other and do not deadlock. */
    static void hold(Handle tx, Collection<String> kinds, Collection<String> keys) {
        tx.createQuery("""
                SELECT kind FROM store.due_work WHERE kind = ANY(:kinds) AND key = ANY(:keys) ORDER BY key, kind FOR UPDATE
                """)
                .bindArray("kinds", String.class, kinds.toArray())
                .bindArray("keys", String.class, keys.toArray())
                .mapTo(String.class)
                .list();
    }

    /** Moves work that failed, unless someone scheduled it anew since: their time is the right one. */
    static void postpone(Handle tx, DueItem item, Instant until, String error) {
        tx.createUpdate("""
                UPDATE store.due_work
                   SET due_at = :until, attempts = attempts + 1, last_error = :error
                 WHERE kind = :kind AND key = :key AND due_at = :seen
                """)
                .bind("until", utc(until))
                .bind("seen", utc(item.dueAt()))
                .bind("error", error.substring(0, Math.min(error.length(), ERROR_LENGTH_MAX)))
                .bind("kind", item.kind())
                .bind("key", item.key())
                .execute();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
