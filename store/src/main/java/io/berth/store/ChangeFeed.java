package io.berth.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Reads the change log for whoever keeps a copy of something in memory: every change of such things that another process commits from the
 * start on, at least once and as soon as it can be seen, in no particular order. It does not wait for older transactions that still run, as a reader
 * that needs the order must: whoever hears of a change reads again what it touched, which is right at any time. Used by one
 * thread.
 */
public final class ChangeFeed {
    /** How many entries are read at a time. */
    public static final int ENTRIES_MAX = 5_000;

    /** How often a process looks whether there are others, and reads what they may have written: there is nothing to read without them. */
    static final Duration ALONE = Duration.ofMillis(250);

    private final Origin origin;
    /** What bears this name was told of otherwise. */
    private final long own;

    /** All transactions before this one have ended, and what they did was read. */
    private long start;
    /** Those from {@link #start} on that were read already. */
    private final Set<Long> read = new HashSet<>();
    /** Where the last page ended, which was full: the transaction may have more. It is read to its end before anything else. */
    private Optional<ChangeLog.Cursor> inside = Optional.empty();

    private boolean hasMore;
    private boolean isAlone;
    private long askedNanos = System.nanoTime() - ALONE.toNanos();

    private ChangeFeed(Origin origin, long own, long start) {
        this.origin = origin;
        this.own = own;
        this.start = start;
    }

    /** A feed of what is not yet committed now. */
    static ChangeFeed fromNow(Handle handle, Origin origin) {
        long own = origin.name();
        return new ChangeFeed(origin, own, handle.createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                .mapTo(Long.class)
                .one());
    }

    /** @param touched what each change touched, see {@link io.berth.base.Change#touched} */
    public record Entry(long transaction, String kind, List<String> touched) {}

    /**
     * What was read and told until now is not all: the database is not the one of before and knows less, as after a failover that lost
     * commits, or this process was not told of something that it may have committed.
     */
    public static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(String why) {
            super(why);
        }
    }

    private record Row(long oldest, long sequence, Entry entry) {
        ChangeLog.Cursor cursor() {
            return new ChangeLog.Cursor(entry.transaction(), sequence);
        }
    }

    /**
     * Some of what was not read yet, at most {@link #ENTRIES_MAX} entries; all of it where there is not {@link #hasMore} then.
     *
     * @throws Lost where everything must be read anew, with a new feed
     */
    public List<Entry> next(Handle handle) {
        if (origin.name() != own) {
            throw new Lost("something may be committed that this process was not told of");
        }
        if (System.nanoTime() - askedNanos >= ALONE.toNanos()) {
            isAlone = !Presence.isOther(handle);
            askedNanos = System.nanoTime();
        }
        return inside.map(cursor -> rest(handle, cursor)).orElseGet(() -> page(handle));
    }

    /** How long to wait before {@link #next}: {@code soon} where other processes use this database, and longer without them. */
    public Duration pause(Duration soon) {
        return isAlone && soon.compareTo(ALONE) < 0 ? ALONE : soon;
    }

    /** Whether {@link #next} may find more at once, because it stopped at its limit. */
    public boolean hasMore() {
        return hasMore;
    }

    private List<Entry> rest(Handle handle, ChangeLog.Cursor cursor) {
        List<Row> rows = handle.createQuery("""
                SELECT 0 AS oldest, transaction::text::bigint AS transaction, sequence, kind, touched
                  FROM store.change
                 WHERE transaction = :transaction::text::xid8 AND sequence > :sequence AND origin <> :own AND touched <> '{}'
                 ORDER BY sequence
                 LIMIT :limit
                """)
                .bind("transaction", cursor.transaction())
                .bind("sequence", cursor.sequence())
                .bind("own", own)
                .bind("limit", ENTRIES_MAX)
                .map((row, context) -> row(row))
                .list();
        if (rows.size() == ENTRIES_MAX) {
            inside = Optional.of(rows.getLast().cursor());
        } else {
            inside = Optional.empty();
            read.add(cursor.transaction());
        }
        return rows.stream().map(Row::entry).toList();
    }

    /** The transactions that were read are looked up in a hashed set: their array would be searched once for each entry. */
    private List<Entry> page(Handle handle) {
        List<Row> rows = handle.createQuery("""
                SELECT now.oldest::text::bigint AS oldest, c.transaction::text::bigint AS transaction,
                       c.sequence, c.kind, c.touched
                  FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest) AS now
                  LEFT JOIN store.change c
                         ON c.transaction >= :start::text::xid8
                        AND c.transaction NOT IN (SELECT unnest(:read::text[])::xid8)
                        AND c.origin <> :own
                        AND c.touched <> '{}'
                 ORDER BY c.transaction, c.sequence
                 LIMIT :limit
                """)
                .bind("start", start)
                .bind("own", own)
                .bindArray("read", String.class, read.stream().map(String::valueOf).toArray())
                .bind("limit", ENTRIES_MAX)
                .map((row, context) -> row(row))
                .list();
        long oldest = rows.getFirst().oldest();
        if (oldest < start) {
            throw new Lost("the database went back from transaction " + start + " to " + oldest);
        }
        List<Entry> entries = new ArrayList<>();
        rows.stream().map(Row::entry).filter(entry -> entry.transaction() > 0).forEach(entries::add);
        entries.forEach(entry -> read.add(entry.transaction()));
        hasMore = rows.size() == ENTRIES_MAX;
        if (hasMore) {
            // What comes after the last transaction was not looked at.
            inside = Optional.of(rows.getLast().cursor());
            read.remove(entries.getLast().transaction());
            start = Math.min(oldest, entries.getLast().transaction());
        } else {
            start = oldest;
        }
        read.removeIf(transaction -> transaction < start);
        return entries;
    }

    private static Row row(ResultSet row) throws SQLException {
        Array touched = row.getArray("touched");
        List<String> words = touched == null ? List.of() : List.of((String[]) touched.getArray());
        String kind = row.getString("kind");
        return new Row(
                row.getLong("oldest"),
                row.getLong("sequence"),
                new Entry(row.getLong("transaction"), kind == null ? "" : kind, words));
    }
}
