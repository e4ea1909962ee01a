package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.store.ChangeFeed;
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
        ChangeFeed feed = db.database().read(ChangeFeed::fromNow);
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
}
