package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.store.ChangeFeed;
import io.berth.store.RestoredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change log whose transactions are numbered by another server, which was ahead of this one. */
class RestoredLogTest {
    /** How far it was ahead. */
    private static final int TRANSACTIONS = 500;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeEach
    void begin() {
        db.database().transact(tx -> tx.execute("TRUNCATE store.change"));
    }

    /** What pg_dump writes of the log. */
    private static void restore() {
        db.database().transact(tx -> tx.createUpdate("""
                INSERT INTO store.change (transaction, at, kind, subject, touched)
                SELECT (pg_current_xact_id()::text::bigint + number)::text::xid8, now(), 'restored', 'test', '{thing/1}'
                  FROM generate_series(-100, :transactions) AS number
                """).bind("transactions", TRANSACTIONS).execute());
    }

    private static void commit(String kind) {
        db.database().transact(tx -> insert(tx, kind));
    }

    private static int insert(Handle tx, String kind) {
        return tx.createUpdate("INSERT INTO store.change (at, kind, subject, touched) VALUES (now(), :kind, 'test', '{thing/1}')")
                .bind("kind", kind)
                .execute();
    }

    private static List<String> read(ChangeFeed feed) {
        List<String> kinds = new ArrayList<>();
        do {
            List<ChangeFeed.Entry> page = db.database().read(feed::next);
            page.forEach(entry -> kinds.add(entry.kind()));
        } while (feed.hasMore());
        return kinds;
    }

    private static long entries() {
        return db.database().read(handle ->
                handle.createQuery("SELECT count(*) FROM store.change").mapTo(Long.class).one());
    }

    @Test
    void whatIsCommittedAfterItWasForgottenIsTold() {
        restore();
        assertThat(RestoredLog.forget(db.database())).isTrue();
        ChangeFeed feed = db.database().read(db.store()::feed);
        assertThat(read(feed)).isEmpty();
        List<String> changes = IntStream.rangeClosed(1, TRANSACTIONS / 10).mapToObj(number -> "new " + number).toList();
        changes.forEach(RestoredLogTest::commit);
        assertThat(read(feed)).isEqualTo(changes);
    }

    @Test
    void whatIsCommittedHereIsKept() {
        commit("one");
        try (HeldLocks older = HeldLocks.of(db.database(), tx -> insert(tx, "two"))) {
            commit("three");
            assertThat(RestoredLog.forget(db.database())).isFalse();
        }
        assertThat(RestoredLog.forget(db.database())).isFalse();
        assertThat(entries()).isEqualTo(3);
    }

    @Test
    void itIsForgottenOnce() {
        restore();
        assertThat(RestoredLog.forget(db.database())).isTrue();
        commit("new");
        assertThat(RestoredLog.forget(db.database())).isFalse();
        assertThat(entries()).isOne();
    }
}
