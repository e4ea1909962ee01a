package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.AtOnce;
import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.base.TemporarilyUnavailable;
import io.berth.base.UnstorableText;
import io.berth.store.ChangeFeed;
import io.berth.store.ChangeLog;
import io.berth.store.Contended;
import io.berth.store.Database;
import io.berth.store.DueWork;
import io.berth.store.Settings;
import io.berth.store.StaleView;
import io.berth.store.Store;
import io.berth.store.TrimChangeLog;
import io.berth.store.Unreachable;
import io.berth.store.WorkChange.ScheduleWorkLast;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.array.SqlArrayTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decide, apply and the change log, on PostgreSQL. */
class StoreTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** Sets a counter, if it still is what was seen. */
    record SetCounter(String name, int seen, int value) implements Change {
        @Override
        public String subject() {
            return "counter/" + name;
        }
    }

    record TooHigh(String code, String message) implements Refusal {}

    private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

    private static void writeCounter(Handle tx, SetCounter change) {
        int changed = tx.createUpdate("UPDATE store.setting SET value = :value WHERE name = :name AND value = :seen")
                .bind("value", Integer.toString(change.value()))
                .bind("name", change.name())
                .bind("seen", Integer.toString(change.seen()))
                .execute();
        if (changed == 0) {
            throw new StaleView(change.subject());
        }
    }

    private static Store counting() {
        Store store = db.newReplica();
        store.writes(SetCounter.class, StoreTest::writeCounter);
        return store;
    }

    private static void create(String counter) {
        db.database().transact(tx -> {
            Settings.put(tx, counter, "0");
            return counter;
        });
    }

    private static int value(String counter) {
        return db.database().read(handle -> Settings.get(handle, counter).map(Integer::parseInt).orElseThrow());
    }

    private static Decision<Integer> increment(String counter, int seen, int max) {
        return seen >= max
                ? Decision.refuse(new TooHigh("test.too_high", "already " + seen))
                : Decision.accept(List.of(new SetCounter(counter, seen, seen + 1)), seen + 1);
    }

    private static int read(Handle handle, String counter) {
        return Settings.get(handle, counter).map(Integer::parseInt).orElseThrow();
    }

    @Test
    void aLostRaceIsDecidedAgainOnAFreshView() throws Exception {
        create("raced");
        int threads = 4;
        int each = 10;
        CountDownLatch finished = new CountDownLatch(threads);
        AtomicInteger contended = new AtomicInteger();
        for (int t = 0; t < threads; t++) {
            Store store = counting();
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < each; i++) {
                    try {
                        store.decide(tx -> read(tx, "raced"), seen -> increment("raced", seen, 1_000));
                    } catch (Contended honest) {
                        contended.incrementAndGet();
                    }
                }
                finished.countDown();
            });
        }
        assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(value("raced") + contended.get()).as("increments kept or refused").isEqualTo(threads * each);
    }

    @Test
    void aRefusalWritesNothing() {
        create("full");
        Decision<Integer> decision = counting().decide(tx -> read(tx, "full"), seen -> increment("full", seen, 0));
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        assertThat(value("full")).isZero();
    }

    @Test
    void aDryRunDecidesAndWritesNothing() {
        create("dry");
        Decision<Integer> decision = counting().dryRun(tx -> read(tx, "dry"), seen -> increment("dry", seen, 9));
        assertThat(decision.<Integer>fold(reply -> reply, refusal -> -1)).isEqualTo(1);
        assertThat(value("dry")).isZero();
    }

    @Test
    void whoeverAlwaysLosesIsToldAndHasWrittenNothing() {
        create("hopeless");
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> counting().decide(tx -> read(tx, "hopeless"), seen -> {
                    attempts.incrementAndGet();
                    return Decision.accept(List.of(new SetCounter("hopeless", 77, 78)), 78);
                }))
                .isInstanceOf(Contended.class);
        assertThat(attempts).hasValue(Database.ATTEMPTS_MAX);
        assertThat(value("hopeless")).isZero();
    }

    @Test
    void aChangeThatNoRoomWritesIsABugThatWritesNothing() {
        record Unknown(String subject) implements Change {}
        create("half");
        assertThatThrownBy(() -> counting().write(List.of(new SetCounter("half", 0, 1), new Unknown("x/1"))))
                .hasMessageContaining("no room writes");
        assertThat(value("half")).isZero();
    }

    @Test
    void theChangeLogNeverSkipsATransactionThatCommitsLate() throws Exception {
        create("early");
        create("late");
        ChangeLog log = db.store().log();
        ChangeLog.Cursor start = db.database().read(log::end);
        CountDownLatch lateHasItsNumber = new CountDownLatch(1);
        CountDownLatch letLateCommit = new CountDownLatch(1);
        Store lateStore = counting();
        Thread late = Thread.ofVirtual().start(() -> lateStore.database().transact(tx -> {
            lateStore.apply(tx, List.of(new SetCounter("late", 0, 1)));
            lateHasItsNumber.countDown();
            await(letLateCommit);
            return true;
        }));
        await(lateHasItsNumber);
        counting().write(List.of(new SetCounter("early", 0, 1)));
        List<ChangeLog.Entry> meanwhile = read(log, start);
        letLateCommit.countDown();
        late.join();
        List<ChangeLog.Entry> all = new ArrayList<>(meanwhile);
        all.addAll(read(log, meanwhile.isEmpty() ? start : meanwhile.getLast().cursor()));
        assertThat(all).extracting(ChangeLog.Entry::subject).containsExactlyInAnyOrder("counter/early", "counter/late");
    }

    @Test
    void theChangeLogForgetsWhatIsOlderThanAWeekAndKeepsTheRest() {
        create("old");
        create("new");
        ChangeLog.Cursor start = db.database().read(db.store().log()::end);
        counting().write(List.of(new SetCounter("old", 0, 1)));
        db.clock().advance(TrimChangeLog.KEPT.plusDays(1));
        counting().write(List.of(new SetCounter("new", 0, 1)));
        DueWork work = new DueWork(db.store(), db.clock());
        db.store().write(List.of(TrimChangeLog.purge(db.store(), db.clock()).handledBy(work).first()));
        assertThat(work.runNext()).isTrue();
        List<ChangeLog.Entry> kept = db.database().read(handle -> db.store().log().after(handle, start, 1_000));
        assertThat(kept)
                .extracting(ChangeLog.Entry::subject)
                .contains("counter/new")
                .doesNotContain("counter/old");
    }

    private static List<ChangeLog.Entry> read(ChangeLog log, ChangeLog.Cursor after) {
        return db.database().read(handle -> log.after(handle, after, 1_000)).stream()
                .filter(entry -> entry.subject().endsWith("/early") || entry.subject().endsWith("/late"))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private record Create(String name) implements Change {
        @Override
        public String subject() {
            return "setting/" + name;
        }
    }

    private static void insert(Handle tx, Create change) {
        tx.createUpdate("INSERT INTO store.setting (name, value) VALUES (:name, '')").bind("name", change.name()).execute();
    }

    @Test
    void aRowThatSomeoneElseMadeSinceTheViewWasReadIsALostRaceAndNotABug() throws Exception {
        Store store = db.newReplica();
        store.writes(Create.class, StoreTest::insert);
        AtomicInteger attempts = new AtomicInteger();
        Decision<Integer> decision = store.decide(tx -> Settings.get(tx, "twice").isPresent(), exists -> {
            if (attempts.incrementAndGet() == 1) {
                createElsewhere("twice");
            }
            return exists ? Decision.refuse(new TooHigh("test.exists", "exists")) : Decision.accept(List.of(new Create("twice")), 1);
        });
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        assertThat(attempts).hasValue(2);
    }

    private static void createElsewhere(String counter) {
        try {
            Thread.ofVirtual().start(() -> create(counter)).join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void textThatPostgresqlCannotHoldIsTheAskersFault() {
        assertThatThrownBy(() -> create("nul \0")).isInstanceOf(UnstorableText.class);
        for (String json : List.of("\"\\u0000\"", "\"\\ud800\"")) {
            assertThatThrownBy(() -> db.database().read(handle -> handle.createQuery("SELECT CAST(:json AS jsonb)::text")
                            .bind("json", json)
                            .mapTo(String.class)
                            .one()))
                    .as(json)
                    .isInstanceOf(UnstorableText.class);
        }
    }

    @Test
    void aListenerThatFailsDoesNotMakeACommittedChangeLookLost() {
        create("heard");
        Store store = counting();
        store.onCommit(changes -> {
            throw new IllegalStateException("planted");
        });
        store.write(List.of(new SetCounter("heard", 0, 1)));
        assertThat(value("heard")).isEqualTo(1);
    }

    @Test
    void whoHearsOfAChangeIsToldWhatTheDatabaseMadeOfIt() {
        create("told");
        Store store = db.newReplica();
        store.writesTelling(SetCounter.class, (tx, change) -> {
            writeCounter(tx, change);
            return new SetCounter(change.name(), change.seen(), change.value() + 100);
        });
        List<Change> heard = new ArrayList<>();
        store.onCommit(heard::addAll);

        store.write(List.of(new SetCounter("told", 0, 1), new ScheduleWorkLast("test", "told", NEVER), new SetCounter("told", 1, 2)));

        assertThat(value("told")).isEqualTo(2);
        assertThat(heard)
                .as("as they were written; what is scheduled last is told of, too")
                .containsExactlyInAnyOrder(
                        new SetCounter("told", 0, 101), new SetCounter("told", 1, 102), new ScheduleWorkLast("test", "told", NEVER));
    }

    @Test
    void aChangeThatTouchedMuchIsToldOfInSeveralShortRows() {
        record Wide(List<String> touched) implements Change {
            @Override
            public String subject() {
                return "wide";
            }
        }
        Store store = db.newReplica();
        store.writes(Wide.class, (tx, change) -> {});
        for (int words : List.of(0, 1, 32, 33, 256)) {
            List<String> touched = IntStream.range(0, words).mapToObj(i -> "thing/" + UUID.randomUUID() + "@" + i).toList();
            ChangeFeed feed = db.database().read(db.newReplica()::feed);
            ChangeLog.Cursor start = db.database().read(store.log()::end);

            store.write(List.of(new Wide(touched)));

            List<ChangeFeed.Entry> told = db.database().read(feed::next);
            assertThat(told).flatExtracting(ChangeFeed.Entry::touched).as("what %s words tell", words).containsExactlyElementsOf(touched);
            assertThat(told).allSatisfy(it -> assertThat(String.join(" ", it.touched()).length()).isLessThan(2_000));
            List<ChangeLog.Entry> kept = db.database().read(handle -> store.log().after(handle, start, 1_000));
            assertThat(kept).as("rows, of which there is one where nothing was touched").hasSize(Math.max(1, (words + 31) / 32));
        }
    }

    @Test
    void arraysOfAnyTextsNumbersAndFlagsArriveAsTheyAre() {
        List<String> texts = Arrays.asList("", "NULL", null, "a,b", "\"q\" {x} \\ '", "ä€😀\n\t");
        List<Long> numbers = Arrays.asList(0L, null, Long.MIN_VALUE, Long.MAX_VALUE);
        List<Boolean> flags = Arrays.asList(true, null, false);
        List<Integer> small = Arrays.asList(null, Integer.MIN_VALUE, 7);
        List<Double> fractions = Arrays.asList(0.1, null, -3.40282e38);

        List<List<?>> arrived = db.database().read(handle -> List.of(
                arrived(handle, "text", String.class, texts),
                arrived(handle, "bigint", Long.class, numbers),
                arrived(handle, "boolean", Boolean.class, flags),
                arrived(handle, "integer", Integer.class, small),
                arrived(handle, "float8", Double.class, fractions)));

        assertThat(arrived).containsExactly(texts, numbers, flags, small, fractions);
    }

    private static <T> List<T> arrived(Handle handle, String type, Class<T> element, List<T> values) {
        return handle.createQuery("SELECT it FROM unnest(:values::" + type + "[]) WITH ORDINALITY AS each (it, at) ORDER BY at")
                .bindArray("values", element, values.toArray())
                .mapTo(element)
                .list();
    }

    /** As text they cost PostgreSQL and this process more. */
    @Test
    void arraysAreSentAsBytes() {
        List<Class<?>> elements = List.of(String.class, Integer.class, Long.class, Double.class, Boolean.class);

        List<Class<?>> arrays = db.database().read(handle -> elements.stream()
                .<Class<?>>map(it -> handle.getConfig(SqlArrayTypes.class).findFor(it).orElseThrow().getArrayElementClass())
                .toList());

        assertThat(arrays).as("of what type arrays are made").isEqualTo(elements);
    }

    @Test
    void aClosedDatabaseRefusesWorkAsSomethingThatMayPass() {
        Database closed = db.newReplica().database();
        closed.close();
        assertThatThrownBy(() -> closed.read(handle -> 1))
                .isInstanceOf(TemporarilyUnavailable.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsSomethingThatMayPass() {
        Database database = db.newReplica().database();

        assertThatThrownBy(() -> database.read(handle -> handle.createQuery("SELECT pg_terminate_backend(pg_backend_pid())")
                        .mapTo(Boolean.class)
                        .one()))
                .isInstanceOf(Unreachable.class);
        int answer = database.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
        assertThat(answer).as("what the next connection says").isEqualTo(1);
    }

    @Test
    void aDatabaseThatOnlyReadsIsSomethingThatMayPass() {
        assertThatThrownBy(() -> db.database().transact(tx -> {
                    tx.execute("SET TRANSACTION READ ONLY");
                    return tx.execute("INSERT INTO store.setting (name, value) VALUES ('x', 'y')");
                }))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void whoWaitsTooLongForWhatSomebodyHoldsIsToldSo() {
        create("held");
        String change = "UPDATE store.setting SET value = 'mine' WHERE name = 'held'";
        try (HeldLocks held = HeldLocks.of(db.newReplica().database(), tx -> tx.execute(change))) {
            assertThatThrownBy(() -> db.database().transact(tx -> {
                        tx.execute("SET LOCAL lock_timeout = 1");
                        return tx.execute(change);
                    }))
                    .isInstanceOf(Contended.class);
        }
    }

    @Test
    void aDatabaseThatIsSilentForAMinuteIsGivenUp() {
        int millis = db.database().read(handle -> networkTimeout(handle.getConnection()));

        assertThat(millis).as("how long a connection of the pool waits for an answer").isEqualTo(60_000);
    }

    private static int networkTimeout(Connection connection) {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void databaseWorkInsideDatabaseWorkIsRefusedBecauseItCouldDeadlock() {
        assertThatThrownBy(() -> db.database().read(outer -> db.database().read(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside database work");
    }

    @Test
    void workThatMustNotWaitCannotAskTheDatabase() {
        assertThatThrownBy(() -> AtOnce.call(() -> db.database().read(handle -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not wait");
    }
}
