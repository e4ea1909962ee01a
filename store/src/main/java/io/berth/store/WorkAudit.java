package io.berth.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Compares what is scheduled with what a room says should be. What is read belongs to the caller's transaction. */
public final class WorkAudit {
    private WorkAudit() {}

    /** A piece of work with which something is wrong. */
    public record Misfit(String kind, String key, String what) {}

    /**
     * Work that should be scheduled and is not, or for another time. What was tried already, or has been due for so long that it was
     * put off, may be later than it should be.
     *
     * @param expected a query of a room's own, with the columns kind, key and due_at
     */
    public static List<Misfit> misarmed(Handle tx, String expected, Instant now, int limit) {
        return tx.createQuery("""
                SELECT expected.kind, expected.key,
                       CASE WHEN work.key IS NULL THEN format('is to happen at %%s and nothing will do it', expected.due_at)
                            ELSE format('is to happen at %%s and is scheduled for %%s', expected.due_at, work.due_at) END AS what
                  FROM (%s) AS expected
                  LEFT JOIN store.due_work work ON work.kind = expected.kind AND work.key = expected.key
                 WHERE work.key IS NULL
                    OR work.due_at < expected.due_at
                    OR (work.due_at > expected.due_at AND work.attempts = 0 AND expected.due_at > :now)
                 LIMIT :limit
                """.formatted(expected))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map((row, context) -> new Misfit(row.getString("kind"), row.getString("key"), row.getString("what")))
                .list();
    }

    /** Work of these kinds that is scheduled and should not be. */
    public static List<Misfit> surplus(Handle tx, String expected, Collection<String> kinds, int limit) {
        return tx.createQuery("""
                SELECT work.kind, work.key, format('is scheduled for %%s and is not to happen', work.due_at) AS what
                  FROM store.due_work work
                  LEFT JOIN (%s) AS expected ON work.kind = expected.kind AND work.key = expected.key
                 WHERE work.kind = ANY(:kinds) AND expected.key IS NULL
                 LIMIT :limit
                """.formatted(expected))
                .bindArray("kinds", String.class, kinds.toArray())
                .bind("limit", limit)
                .map((row, context) -> new Misfit(row.getString("kind"), row.getString("key"), row.getString("what")))
                .list();
    }

    /** Work of whatever kind that should have been done before {@code since}, the longest due first. */
    public static List<Misfit> overdue(Handle tx, Instant since, int limit) {
        return tx.createQuery("""
                SELECT kind, key, format('was due at %s, tried %s times: %s', due_at, attempts, last_error) AS what
                  FROM store.due_work
                 WHERE due_at < :since
                 ORDER BY due_at, kind, key
                 LIMIT :limit
                """)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map((row, context) -> new Misfit(row.getString("kind"), row.getString("key"), row.getString("what")))
                .list();
    }
}
