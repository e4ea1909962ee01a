package io.berth.store;

import io.berth.base.AnswerBook;
import io.berth.base.Change;
import io.berth.base.Clock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of answers to idempotency keys. */
public final class KeptAnswers implements AnswerBook {
    /** How long an answer is remembered; the key is free again afterwards. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(15);
    private static final int PURGE_BATCH = 5_000;

    private final Database database;
    private final Clock clock;

    KeptAnswers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An answer is remembered from now on. The key is not in the log: whoever knew it could read the answer. */
    record AnswerKept(Entry entry, Instant at) implements Change {
        @Override
        public String subject() {
            return "answer/" + entry.status();
        }
    }

    @Override
    public Change keep(Entry entry) {
        return new AnswerKept(entry, clock.now());
    }

    @Override
    public Optional<Entry> find(Key key) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM store.answer WHERE owner = :owner AND key = :key AND at > :since
                        """)
                .bind("owner", key.owner())
                .bind("key", key.text())
                .bind("since", clock.now().minus(KEPT).atOffset(ZoneOffset.UTC))
                .map((row, context) -> entry(row))
                .findOne());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Key(row.getString("owner"), row.getString("key")),
                row.getString("fingerprint"),
                row.getInt("status"),
                List.of((String[]) row.getArray("headers").getArray()),
                row.getBytes("body"));
    }

    /** Does not wait for another request with the same key, which may be about to write its answer. */
    static void write(Handle tx, AnswerKept kept) {
        Key key = kept.entry().key();
        if (!isMine(tx, key) || insert(tx, kept) != 1) {
            throw new Taken(key);
        }
    }

    private static boolean isMine(Handle tx, Key key) {
        return tx.createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:owner || E'\\x1F' || :key, 0))")
                .bind("owner", key.owner())
                .bind("key", key.text())
                .mapTo(Boolean.class)
                .one();
    }

    private static int insert(Handle tx, AnswerKept kept) {
        Entry entry = kept.entry();
        return tx.createUpdate("""
                INSERT INTO store.answer AS old (owner, key, fingerprint, status, headers, body, at)
                VALUES (:owner, :key, :fingerprint, :status, :headers, :body, :at)
                ON CONFLICT (owner, key) DO UPDATE
                   SET fingerprint = EXCLUDED.fingerprint, status = EXCLUDED.status, headers = EXCLUDED.headers,
                       body = EXCLUDED.body, at = EXCLUDED.at
                 WHERE old.at <= :since
                """)
                .bind("owner", entry.key().owner())
                .bind("key", entry.key().text())
                .bind("fingerprint", entry.fingerprint())
                .bind("status", entry.status())
                .bindArray("headers", String.class, entry.headers().toArray())
                .bind("body", entry.body())
                .bind("at", kept.at().atOffset(ZoneOffset.UTC))
                .bind("since", kept.at().minus(KEPT).atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Forgets what is not remembered any more. */
    public Purge purge() {
        return new Purge("answer.forget", PURGE_INTERVAL, clock, (tx, now) -> {
            int forgotten = forget(tx, now.minus(KEPT));
            return new Purge.Purged(List.of(), forgotten == PURGE_BATCH);
        });
    }

    private static int forget(Handle tx, Instant until) {
        return tx.createUpdate("""
                DELETE FROM store.answer
                 WHERE (owner, key) IN (SELECT owner, key FROM store.answer WHERE at <= :until ORDER BY at LIMIT :limit)
                """)
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bind("limit", PURGE_BATCH)
                .execute();
    }
}
