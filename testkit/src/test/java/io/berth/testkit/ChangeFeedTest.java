package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Change;
import io.berth.store.ChangeFeed;
import io.berth.store.Store;
import io.berth.store.Unreachable;
import io.berth.store.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feed of the change log, on PostgreSQL: where a transaction has more entries than are read at a time. */
class ChangeFeedTest {
    /** Far more than a feed that ends needs here. */
    private static final int PAGES_MAX = 10;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static void commit(String name, int changes) {
        db.database().transact(tx -> tx.createUpdate("""
                INSERT INTO store.change (at, kind, subject, touched)
                SELECT now(), :name || ' ' || number, 'test', '{thing/1}' FROM generate_series(1, :changes) AS number
                """).bind("name", name).bind("changes", changes).execute());
    }

    private static List<String> read(ChangeFeed feed) {
        List<String> kinds = new ArrayList<>();
        int pages = 0;
        do {
            List<ChangeFeed.Entry> page = db.database().read(feed::next);
            page.forEach(entry -> kinds.add(entry.kind()));
            pages++;
        } while (feed.hasMore() && pages < PAGES_MAX);
        assertThat(feed.hasMore()).as("the feed goes on for ever").isFalse();
        return kinds;
    }

    private static List<String> changes(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> name + " " + number).toList();
    }

    private static void isReadOnceWithWhatFollows(String name, int size) {
        ChangeFeed feed = db.database().read(db.newReplica()::feed);
        commit(name, size);
        commit("after " + name, 2);
        List<String> expected = new ArrayList<>(changes(name, size));
        expected.addAll(changes("after " + name, 2));
        assertThat(read(feed)).as(name).isEqualTo(expected);
        assertThat(read(feed)).as("read twice").isEmpty();
    }

    @Test
    void aTransactionOfMoreEntriesThanAPageIsReadWholeAndOnceAndSoIsWhatFollows() {
        isReadOnceWithWhatFollows("one less", ChangeFeed.ENTRIES_MAX - 1);
        isReadOnceWithWhatFollows("a page", ChangeFeed.ENTRIES_MAX);
        isReadOnceWithWhatFollows("one more", ChangeFeed.ENTRIES_MAX + 1);
        isReadOnceWithWhatFollows("two pages and one", 2 * ChangeFeed.ENTRIES_MAX + 1);
    }

    /** A thing that changed, of which those who keep a copy hear. */
    record ThingChanged(String name) implements Change {
        @Override
        public String subject() {
            return "thing/" + name;
        }

        @Override
        public List<String> touched() {
            return List.of(subject());
        }
    }

    private static Store replica(Writer<ThingChanged> writer) {
        Store store = db.newReplica();
        store.writes(ThingChanged.class, writer);
        return store;
    }

    private static List<String> subjects(ChangeFeed feed) {
        List<ChangeFeed.Entry> page = db.database().read(feed::next);
        return page.stream().flatMap(entry -> entry.touched().stream()).toList();
    }

    @Test
    void aProcessReadsWhatOthersCommitAndNotWhatItIsToldOfAnyhow() {
        Store mine = replica((tx, thing) -> {});
        Store other = replica((tx, thing) -> {});
        ChangeFeed feed = db.database().read(mine::feed);

        mine.write(List.of(new ThingChanged("mine")));
        other.write(List.of(new ThingChanged("other")));

        assertThat(subjects(feed)).containsExactly("thing/other");
    }

    @Test
    void whereTheConnectionBreaksAndNobodyKnowsWhatIsCommittedEverythingIsReadAnew() {
        Store mine = replica((tx, thing) -> tx.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
        ChangeFeed feed = db.database().read(mine::feed);

        assertThatThrownBy(() -> mine.write(List.of(new ThingChanged("perhaps")))).isInstanceOf(Unreachable.class);

        assertThatThrownBy(() -> subjects(feed)).isInstanceOf(ChangeFeed.Lost.class);
        assertThat(subjects(db.database().read(mine::feed))).as("by a new feed").isEmpty();
    }

    @Test
    void whatIsRolledBackLeavesTheFeedAsItIs() {
        Store mine = replica((tx, thing) -> tx.execute("SELECT 1 / 0"));
        ChangeFeed feed = db.database().read(mine::feed);

        assertThatThrownBy(() -> mine.write(List.of(new ThingChanged("never")))).hasMessageContaining("division by zero");

        assertThat(subjects(feed)).isEmpty();
    }

    @Test
    void whereAListenerFailsEverythingIsReadAnew() {
        Store mine = replica((tx, thing) -> {});
        ChangeFeed feed = db.database().read(mine::feed);
        mine.onCommit(changes -> {
            throw new IllegalStateException("planted");
        });

        mine.write(List.of(new ThingChanged("untold")));

        assertThatThrownBy(() -> subjects(feed)).isInstanceOf(ChangeFeed.Lost.class);
    }

    @Test
    void aProcessThatIsAloneOnItsDatabaseLooksSeldomAndSoonWhereThereIsAnother() {
        Duration soon = Duration.ofMillis(1);
        ChangeFeed alone = db.database().read(db.newReplica()::feed);
        assertThat(subjects(alone)).isEmpty();
        assertThat(alone.pause(soon)).isEqualTo(Duration.ofMillis(250));

        db.database().transact(tx -> {
            // As another process's connection does, for as long as it lives.
            tx.execute("SELECT pg_advisory_xact_lock_shared(objid, 1) FROM (VALUES (%d)) AS berth (objid)".formatted(0x62657274));
            ChangeFeed beside = db.newReplica().feed(tx);
            beside.next(tx);
            assertThat(beside.pause(soon)).isEqualTo(soon);
            return soon;
        });
    }
}
