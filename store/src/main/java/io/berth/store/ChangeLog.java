package io.berth.store;

import io.berth.base.Change;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Every change that was committed, but for when work falls due, in an order that all replicas agree on. Read with a cursor of
 * transaction id and sequence, and only up to the oldest transaction still running: a sequence alone loses rows, because a
 * transaction may take a low number and commit after a higher one was read.
 */
public final class ChangeLog {
    ChangeLog() {}

    /**
     * A row longer than 2 kB PostgreSQL would compress or store elsewhere, which costs four times as much as several that are shorter, and
     * what claims touch is told of in some 55 bytes a word.
     */
    private static final int WORDS_MAX = 32;

    /** A place in the log: everything up to here has been read. */
    public record Cursor(long transaction, long sequence) {}

    /** A change, or part of one that touched much. @param kind the change's type, {@code LeaseCreated}; @param subject {@code lease/<id>} */
    public record Entry(Cursor cursor, Instant at, String kind, String subject) {}

    /**
     * The end of a statement that writes its changes itself: {@code INSERT} of the rows of {@code source}, which has the columns
     * origin, at, kind, subject and touched, the first as {@link Store#origin} says it and the last as {@link #joined} makes it.
     */
    public static String insertFrom(String source) {
        return """
                INSERT INTO store.change (origin, at, kind, subject, touched)
                SELECT origin, at, kind, subject, string_to_array(touched, E'\\x1F') FROM\s""" + source;
    }

    /** What a change touched, as one text: parted by the character that ASCII has for it. */
    public static String joined(Change change) {
        return joined(change.touched());
    }

    /** The same of what several changes touched. */
    public static String joined(List<String> touched) {
        return String.join("\u001f", touched);
    }

    /** Those that the log tells of: when work falls due concerns nobody but who does it. */
    public static List<Change> told(Collection<? extends Change> changes) {
        return changes.stream().filter(change -> !(change instanceof WorkChange)).map(Change.class::cast).toList();
    }

    /** As much as one row of the log has of a change. */
    private record Row(Change change, List<String> touched) {}

    private static List<Row> rows(Change change) {
        List<String> touched = change.touched();
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from == 0 || from < touched.size(); from += WORDS_MAX) {
            rows.add(new Row(change, touched.subList(from, Math.min(from + WORDS_MAX, touched.size()))));
        }
        return rows;
    }

    void append(Handle tx, long origin, Instant now, List<? extends Change> written) {
        List<Row> rows = told(written).stream().flatMap(change -> rows(change).stream()).toList();
        if (rows.isEmpty()) {
            return;
        }
        tx.createUpdate(insertFrom("""
                        (SELECT :origin AS origin, :at::timestamptz AS at, it.*
                           FROM unnest(:kinds::text[], :subjects::text[], :touched::text[]) AS it (kind, subject, touched)) AS changes
                        """))
                .bind("origin", origin)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .bindArray("kinds", String.class, rows.stream().map(it -> it.change().getClass().getSimpleName()).toArray())
                .bindArray("subjects", String.class, rows.stream().map(it -> it.change().subject()).toArray())
                .bindArray("touched", String.class, rows.stream().map(it -> joined(it.touched())).toArray())
                .execute();
    }

    /** Forgets what was committed before {@code end}, at most {@code limit} entries; answers how many. */
    int forget(Handle tx, Instant end, int limit) {
        return tx.createUpdate("""
                DELETE FROM store.change
                 WHERE (transaction, sequence) IN (
                       SELECT transaction, sequence FROM store.change
                        WHERE at < :end
                        ORDER BY transaction, sequence
                        LIMIT :limit)
                """)
                .bind("end", end.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .execute();
    }

    /** Where a reader that wants only what comes from now on begins. */
    public Cursor end(Handle handle) {
        return handle.createQuery("""
                SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1
                """).map((row, context) -> new Cursor(row.getLong(1), Long.MAX_VALUE)).one();
    }

    /** What was committed after {@code cursor}, oldest first, at most {@code limit} entries. */
    public List<Entry> after(Handle handle, Cursor cursor, int limit) {
        return handle.createQuery("""
                SELECT transaction::text::bigint AS transaction, sequence, at, kind, subject
                  FROM store.change
                 WHERE (transaction, sequence) > (:transaction::text::xid8, :sequence)
                   AND transaction < pg_snapshot_xmin(pg_current_snapshot())
                 ORDER BY transaction, sequence
                 LIMIT :limit
                """)
                .bind("transaction", cursor.transaction())
                .bind("sequence", cursor.sequence())
                .bind("limit", limit)
                .map((row, context) -> new Entry(
                        new Cursor(row.getLong("transaction"), row.getLong("sequence")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("subject")))
                .list();
    }
}
