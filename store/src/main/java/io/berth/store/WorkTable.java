package io.berth.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of due work. */
final class WorkTable {
    private static final int ERROR_LENGTH_MAX = 1_000;

    private WorkTable() {}

    /** What is said last of a piece counts. */
    static void write(Handle tx, List<WorkChange> changes) {
        SequencedMap<Piece, Instant> scheduled = new LinkedHashMap<>();
        SequencedSet<Piece> cancelled = new LinkedHashSet<>();
        for (WorkChange change : changes) {
            Piece piece = new Piece(change.kind(), change.key());
            scheduled.remove(piece);
            cancelled.remove(piece);
            switch (change) {
                case WorkChange.ScheduleWork it -> scheduled.put(piece, it.dueAt());
                case WorkChange.ScheduleWorkLast it -> scheduled.put(piece, it.dueAt());
                case WorkChange.CancelWork it -> cancelled.add(piece);
            }
        }
        cancel(tx, cancelled);
        schedule(tx, scheduled);
    }

    private record Piece(String kind, String key) {}

    private static void schedule(Handle tx, Map<Piece, Instant> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                INSERT INTO store.due_work (kind, key, due_at)
                SELECT * FROM unnest(:kinds::text[], :keys::text[], :times::timestamptz[])
                ON CONFLICT (kind, key) DO UPDATE
                   SET due_at = EXCLUDED.due_at, attempts = 0, last_error = NULL
                """)
                .bindArray("kinds", String.class, pieces.keySet().stream().map(Piece::kind).toArray())
                .bindArray("keys", String.class, pieces.keySet().stream().map(Piece::key).toArray())
                .bindArray("times", String.class, pieces.values().stream().map(Instant::toString).toArray())
                .execute();
    }

    private static void cancel(Handle tx, Collection<Piece> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                DELETE FROM store.due_work
                 USING unnest(:kinds::text[], :keys::text[]) AS it (kind, key)
                 WHERE due_work.kind = it.kind AND due_work.key = it.key
                """)
                .bindArray("kinds", String.class, pieces.stream().map(Piece::kind).toArray())
                .bindArray("keys", String.class, pieces.stream().map(Piece::key).toArray())
                .execute();
    }

    /**
     * Takes the longest due piece of work out of the table, with others of its kind that fell due at the same instant; they come back if
     * the transaction does not commit.
     *
     * @param most how many of each kind at most
     */
    static List<DueItem> take(Handle tx, Instant now, Map<String, Integer> most) {
        return items(tx.createQuery("""
                WITH first AS MATERIALIZED (
                    SELECT kind, due_at FROM store.due_work
                     WHERE due_at <= :now AND kind = ANY(:kinds)
                     ORDER BY due_at, kind, key
                     LIMIT 1
                       FOR UPDATE SKIP LOCKED),
                taken AS MATERIALIZED (
                    SELECT kind, key FROM store.due_work
                     WHERE due_at = (SELECT due_at FROM first) AND kind = (SELECT kind FROM first)
                     ORDER BY due_at, kind, key
                     LIMIT (SELECT most FROM unnest(:kinds, :most::integer[]) AS of (kind, most) JOIN first USING (kind))
                       FOR UPDATE SKIP LOCKED)
                DELETE FROM store.due_work
                 WHERE (kind, key) IN (SELECT kind, key FROM taken)
                RETURNING kind, key, due_at, attempts
                """)
                .bind("now", utc(now))
                .bindArray("kinds", String.class, most.keySet().toArray())
                .bindArray("most", Integer.class, most.values().toArray()));
    }

    /** Takes the pieces that come after one among those of its kind that fell due at the same instant. */
    static List<DueItem> takeAfter(Handle tx, DueItem last, int most) {
        return items(tx.createQuery("""
                WITH taken AS MATERIALIZED (
                    SELECT kind, key FROM store.due_work
                     WHERE due_at = :dueAt AND kind = :kind AND key > :key
                     ORDER BY due_at, kind, key
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED)
                DELETE FROM store.due_work
                 WHERE (kind, key) IN (SELECT kind, key FROM taken)
                RETURNING kind, key, due_at, attempts
                """)
                .bind("dueAt", utc(last.dueAt()))
                .bind("kind", last.kind())
                .bind("key", last.key())
                .bind("most", most));
    }

    /** Takes these once more, but for those that somebody has taken, moved or cancelled since. */
    static List<DueItem> takeAgain(Handle tx, List<DueItem> items) {
        return items(tx.createQuery("""
                WITH taken AS MATERIALIZED (
                    SELECT kind, key FROM store.due_work
                      JOIN unnest(:keys::text[], :times::timestamptz[]) AS it (key, due_at) USING (key, due_at)
                     WHERE kind = :kind
                     ORDER BY due_at, kind, key
                       FOR UPDATE OF due_work SKIP LOCKED)
                DELETE FROM store.due_work
                 WHERE (kind, key) IN (SELECT kind, key FROM taken)
                RETURNING kind, key, due_at, attempts
                """)
                .bind("kind", items.getFirst().kind())
                .bindArray("keys", String.class, items.stream().map(DueItem::key).toArray())
                .bindArray("times", String.class, items.stream().map(item -> item.dueAt().toString()).toArray()));
    }

    /**
     * Has the statements of this transaction planned once and for all sizes, to look rows up by their keys. What is disabled counts as so
     * expensive where there is no way around it that PostgreSQL would compile the plan, too.
     */
    static void planByKeys(Handle tx) {
        tx.execute("""
                SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true),
                       set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                       set_config('enable_mergejoin', 'off', true)
                """);
    }

    private static List<DueItem> items(Query taken) {
        return taken.map((row, context) -> item(row)).stream()
                .sorted(Comparator.comparing(DueItem::key))
                .toList();
    }

    private static DueItem item(ResultSet row) throws SQLException {
        return new DueItem(
                row.getString("kind"),
                row.getString("key"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    /** What falls due after a piece and until then, in the order in which it is taken. */
    static List<DueItem> between(Handle handle, DueItem last, Instant until, Collection<String> kinds, int most) {
        return handle.createQuery("""
                SELECT kind, key, due_at, attempts FROM store.due_work
                 WHERE (due_at, kind, key) > (:dueAt, :kind, :key) AND due_at <= :until AND kind = ANY(:kinds)
                 ORDER BY due_at, kind, key
                 LIMIT :most
                """)
                .bind("dueAt", utc(last.dueAt()))
                .bind("kind", last.kind())
                .bind("key", last.key())
                .bind("until", utc(until))
                .bindArray("kinds", String.class, kinds.toArray())
                .bind("most", most)
                .map((row, context) -> item(row))
                .list();
    }

    /** When the next piece falls due after a time. */
    static Optional<Instant> nextAfter(Handle handle, Instant time, Collection<String> kinds) {
        return handle.createQuery("""
                SELECT due_at FROM store.due_work WHERE due_at > :time AND kind = ANY(:kinds) ORDER BY due_at, kind, key LIMIT 1
                """)
                .bind("time", utc(time))
                .bindArray("kinds", String.class, kinds.toArray())
                .map((row, context) -> row.getObject("due_at", OffsetDateTime.class).toInstant())
                .findOne();
    }

    static Optional<Instant> dueAt(Handle handle, String kind, String key) {
        return handle.createQuery("SELECT due_at FROM store.due_work WHERE kind = :kind AND key = :key")
                .bind("kind", kind)
                .bind("key", key)
                .map((row, context) -> row.getObject("due_at", OffsetDateTime.class).toInstant())
                .findOne();
    }

    /** In the order of keys and kinds, so that two who hold the same rows wait for each other and do not deadlock. @return how many */
    static int hold(Handle tx, Collection<String> kinds, Collection<String> keys) {
        return tx.createQuery("""
                SELECT kind FROM store.due_work WHERE kind = ANY(:kinds) AND key = ANY(:keys) ORDER BY key, kind FOR UPDATE
                """)
                .bindArray("kinds", String.class, kinds.toArray())
                .bindArray("keys", String.class, keys.toArray())
                .mapTo(String.class)
                .list()
                .size();
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
