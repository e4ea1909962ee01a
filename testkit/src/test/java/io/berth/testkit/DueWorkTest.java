package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.Settings;
import io.berth.store.StaleView;
import io.berth.store.Store;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.store.WorkChange.ScheduleWorkLast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The store's own due work, on PostgreSQL. */
class DueWorkTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void empty() {
        db.database().transact(tx -> tx.execute("DELETE FROM store.due_work"));
    }

    private DueWork recording(Store store) {
        DueWork work = new DueWork(store, db.clock());
        work.handles("test", (tx, item) -> {
            done.add(item.key());
            return List.of();
        });
        return work;
    }

    private static Instant in(Duration duration) {
        return db.clock().now().plus(duration);
    }

    @Test
    void runsWhatIsDueInTheOrderOfItsTimeAndNothingElse() {
        db.store().write(List.of(
                new ScheduleWork("test", "second", in(Duration.ofSeconds(-1))),
                new ScheduleWork("test", "first", in(Duration.ofSeconds(-2))),
                new ScheduleWork("test", "later", in(Duration.ofHours(1))),
                new ScheduleWork("other", "not ours", in(Duration.ofSeconds(-3)))));
        DueWork work = recording(db.store());
        assertThat(work.runNext()).isTrue();
        assertThat(work.runNext()).isTrue();
        assertThat(work.runNext()).as("something else was thought due").isFalse();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatFallsDueSoonIsToldOfOnceAndNothingElse() {
        List<String> told = new ArrayList<>();
        DueWork work = recording(db.store());
        work.tellsAhead("test", told::addAll);
        db.store().write(List.of(
                new ScheduleWork("test", "due", in(Duration.ofSeconds(-1))),
                new ScheduleWork("test", "soon", in(Duration.ofSeconds(2))),
                new ScheduleWork("test", "very soon", in(Duration.ofSeconds(1))),
                new ScheduleWork("test", "later", in(Duration.ofSeconds(5))),
                new ScheduleWork("other", "not ours", in(Duration.ofSeconds(1)))));

        work.tellAhead();
        work.tellAhead();
        assertThat(told).containsExactly("very soon", "soon");

        db.clock().advance(Duration.ofSeconds(3));
        work.tellAhead();
        assertThat(told).containsExactly("very soon", "soon", "later");
        assertThat(done).as("told of, not done").isEmpty();
    }

    @Test
    void ofThousandsThatFallDueSoonEachIsToldOf() {
        List<String> told = new ArrayList<>();
        DueWork work = recording(db.store());
        work.tellsAhead("test", told::addAll);
        List<String> keys = IntStream.rangeClosed(1, 1_100).mapToObj("key %04d"::formatted).toList();
        Instant soon = in(Duration.ofSeconds(1));
        db.store().write(keys.stream().map(key -> new ScheduleWork("test", key, soon)).toList());

        work.tellAhead();

        assertThat(told).containsExactlyElementsOf(keys);
    }

    @Test
    void movingAndCancellingWorkKeepsOnePieceAKey() {
        db.store().write(List.of(
                new ScheduleWork("test", "moved", in(Duration.ofSeconds(-5))),
                new ScheduleWork("test", "moved", in(Duration.ofHours(1))),
                new ScheduleWork("test", "cancelled", in(Duration.ofSeconds(-5))),
                new CancelWork("test", "cancelled")));
        assertThat(recording(db.store()).runNext()).isFalse();
    }

    @Test
    void failedWorkLeavesNothingBehindAndIsTriedAgainLater() {
        AtomicInteger attempts = new AtomicInteger();
        DueWork work = new DueWork(db.store(), db.clock());
        work.handles("test", (tx, item) -> {
            Settings.put(tx, "written by", "attempt " + item.attempts());
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("planted");
            }
            return List.of();
        });
        db.store().write(List.of(new ScheduleWork("test", "stubborn", in(Duration.ofSeconds(-1)))));
        assertThat(work.runNext()).isTrue();
        assertThat(writtenBy()).isEmpty();
        assertThat(work.runNext()).as("it waits before the next attempt").isFalse();
        db.clock().advance(Duration.ofSeconds(2));
        assertThat(work.runNext()).isTrue();
        assertThat(writtenBy()).contains("attempt 1");
    }

    @Test
    void workThatLosesTheDatabaseIsTriedAgainLaterAndTheLogSpeaksOfTheDatabaseOnly() {
        DueWork work = new DueWork(db.store(), db.clock());
        work.handles("test", (tx, item) -> {
            if (item.attempts() == 0) {
                tx.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
            done.add(item.key());
            return List.of();
        });
        db.store().write(List.of(new ScheduleWork("test", "cut off", in(Duration.ofSeconds(-1)))));
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("io.berth.store");
        written.start();
        log.addAppender(written);
        try {
            assertThat(work.runNext()).isTrue();
        } finally {
            log.detachAppender(written);
        }
        db.clock().advance(Duration.ofSeconds(2));
        assertThat(work.runNext()).isTrue();

        assertThat(done).containsExactly("cut off");
        assertThat(written.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).startsWith("the database is lost, trying on: FATAL:");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    private static Optional<String> writtenBy() {
        return db.database().read(handle -> Settings.get(handle, "written by"));
    }

    @Test
    void workMayScheduleItselfAgain() {
        DueWork work = new DueWork(db.store(), db.clock());
        work.handles("test", (tx, item) -> {
            done.add(item.key());
            return List.<Change>of(new ScheduleWork("test", item.key(), in(Duration.ofMinutes(5))));
        });
        db.store().write(List.of(new ScheduleWork("test", "again", in(Duration.ofSeconds(-1)))));
        assertThat(work.runNext()).isTrue();
        assertThat(work.runNext()).isFalse();
        db.clock().advance(Duration.ofMinutes(6));
        assertThat(work.runNext()).isTrue();
        assertThat(done).containsExactly("again", "again");
    }

    @Test
    void workThatFailedKeepsTheTimeThatSomeoneGaveItMeanwhile() {
        Instant tomorrow = in(Duration.ofDays(1));
        db.store().write(List.of(new ScheduleWork("test", "prolonged", in(Duration.ofSeconds(-1)))));
        AtomicInteger looks = new AtomicInteger();
        DueWork work = new DueWork(db.newReplica(), () -> {
            if (looks.incrementAndGet() == 2) { // the first look takes the work, the second postpones it
                db.store().write(List.of(new ScheduleWork("test", "prolonged", tomorrow)));
            }
            return db.clock().now();
        });
        work.handles("test", (tx, item) -> {
            throw new IllegalStateException("planted");
        });
        assertThat(work.runNext()).isTrue();
        db.clock().advance(Duration.ofMinutes(5));
        assertThat(recording(db.store()).runNext()).as("the lease that was prolonged ended early").isFalse();
    }

    @Test
    void aListenerThatFailsDoesNotDelayWhatTheWorkScheduled() {
        db.store().write(List.of(new ScheduleWork("test", "again", in(Duration.ofSeconds(-2)))));
        DueWork work = new DueWork(db.newReplica(), db.clock());
        work.onRun(run -> {
            throw new IllegalStateException("planted");
        });
        work.handles("test", (tx, item) -> List.of(new ScheduleWork("test", "again", item.dueAt().plusSeconds(1))));
        assertThat(work.runNext()).isTrue();
        assertThat(recording(db.store()).runNext()).as("the next piece was postponed").isTrue();
    }

    @Test
    void aPurgeGoesOnWhileItsBatchesAreFullAndThenRestsForItsInterval() {
        AtomicInteger left = new AtomicInteger(25);
        DueWork work = new DueWork(db.store(), db.clock());
        Purge purge = new Purge("test", Duration.ofDays(1), db.clock(), (tx, now) -> {
            int taken = Math.min(10, left.get());
            left.addAndGet(-taken);
            return new Purge.Purged(List.of(), taken == 10);
        });
        db.store().write(List.of(purge.handledBy(work).first()));
        for (int batch = 1; batch <= 3; batch++) {
            assertThat(work.runNext()).as("batch " + batch).isTrue();
        }
        assertThat(left).hasValue(0);
        assertThat(work.runNext()).as("it rests").isFalse();
        db.clock().advance(Duration.ofDays(1));
        assertThat(work.runNext()).as("the next day").isTrue();
    }

    private static void schedule(Instant dueAt, String... keys) {
        db.store().write(Arrays.stream(keys).map(key -> new ScheduleWork("test", key, dueAt)).toList());
    }

    private DueWork together(int max, Consumer<List<String>> run) {
        DueWork work = new DueWork(db.store(), db.clock());
        work.handlesTogether("test", max, (tx, items) -> {
            List<String> keys = items.stream().map(DueItem::key).toList();
            run.accept(keys);
            done.add(String.join(" ", keys));
            return List.of();
        });
        return work;
    }

    private static void runAll(DueWork work) {
        for (int i = 0; work.runNext(); i++) {
            assertThat(i).as("due work without end").isLessThan(100);
        }
    }

    @Test
    void whatFellDueAtOneInstantIsDoneTogetherAndNothingElseWithIt() {
        Instant earlier = in(Duration.ofSeconds(-2));
        Instant later = in(Duration.ofSeconds(-1));
        schedule(later, "f");
        schedule(earlier, "a", "b", "c", "d", "e");
        runAll(together(3, keys -> {}));
        assertThat(done).containsExactly("a b c", "d e", "f");
    }

    @Test
    void ofPiecesThatAreDoneTogetherOneThatFailsIsPutOffAlone() {
        schedule(in(Duration.ofSeconds(-1)), "a", "b", "bad", "c", "d");
        DueWork work = together(8, keys -> {
            if (keys.contains("bad")) {
                throw new IllegalStateException("planted");
            }
        });
        runAll(work);
        assertThat(String.join(" ", done).split(" ")).containsExactlyInAnyOrder("a", "b", "c", "d");
        int attempts = db.database().read(handle -> handle.createQuery("SELECT attempts FROM store.due_work WHERE key = 'bad'")
                .mapTo(Integer.class)
                .one());
        assertThat(attempts).isOne();
    }

    @Test
    void whatLosesARaceTogetherIsTriedAgainInEverSmallerParts() {
        schedule(in(Duration.ofSeconds(-1)), "a", "b", "c", "d");
        List<Integer> sizes = new ArrayList<>();
        DueWork work = together(4, keys -> {
            sizes.add(keys.size());
            if (keys.size() > 1) {
                throw new StaleView("planted");
            }
        });
        assertThat(work.runNext()).isTrue();
        assertThat(sizes).containsExactly(4, 2, 1);
        runAll(work);
        assertThat(done).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void whatLostARaceIsDoneBeforeWhatComesAfterIt() {
        schedule(in(Duration.ofSeconds(-1)), "a", "b", "c", "d", "e", "f", "g", "h");
        AtomicInteger runs = new AtomicInteger();
        DueWork work = together(4, keys -> {
            if (runs.incrementAndGet() == 1) {
                throw new StaleView("planted");
            }
        });
        runAll(work);
        assertThat(done).containsExactly("a b", "c d e f", "g h");
    }

    @Test
    void twoReplicasDoEachPieceOnce() {
        int pieces = 200;
        List<Change> schedule = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            schedule.add(new ScheduleWork("test", "piece " + i, in(Duration.ofSeconds(-1))));
        }
        db.store().write(schedule);
        ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();
        List<DueWork> replicas = List.of(new DueWork(db.newReplica(), db.clock()), new DueWork(db.newReplica(), db.clock()));
        replicas.forEach(replica -> replica.handles("test", (tx, item) -> {
            all.add(item.key());
            return List.of();
        }));
        replicas.forEach(DueWork::start);
        Await.until("all pieces are done", () -> all.size() >= pieces);
        replicas.forEach(DueWork::close);
        assertThat(all).hasSize(pieces).doesNotHaveDuplicates();
    }

    @Test
    void twoWhoAskForTheSameWorkLastWaitForEachOtherInWhateverOrderTheyAsk() {
        Store other = db.newReplica();
        // Whoever asks for the second asks for the first, too.
        other.follows((tx, changes) -> {
            boolean isAsked = changes.stream().anyMatch(it -> it instanceof ScheduleWorkLast last && last.key().equals("second"));
            return after -> isAsked ? List.of(new ScheduleWorkLast("test", "first", in(Duration.ZERO))) : List.of();
        });
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Void> waiting = db.database().transact(tx -> {
            attempts.incrementAndGet();
            db.store().apply(tx, List.of(new ScheduleWorkLast("test", "first", in(Duration.ZERO))));
            CompletableFuture<Void> asks = CompletableFuture.runAsync(() -> other.decide(
                    any -> attempts.incrementAndGet(),
                    seen -> Decision.accept(List.of(new ScheduleWorkLast("test", "second", in(Duration.ZERO))), seen)));
            Await.until("the other waits", () -> tx.createQuery("""
                    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                    """).mapTo(Boolean.class).one());
            db.store().apply(tx, List.of(new ScheduleWorkLast("test", "second", in(Duration.ZERO))));
            return asks;
        });
        waiting.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(attempts).as("attempts of both").hasValue(2);
        DueWork work = recording(db.store());
        assertThat(work.runNext()).isTrue();
        assertThat(work.runNext()).isTrue();
        assertThat(done).containsExactlyInAnyOrder("first", "second");
    }
}
