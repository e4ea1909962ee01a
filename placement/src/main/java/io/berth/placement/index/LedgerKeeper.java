package io.berth.placement.index;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange;
import io.berth.placement.Touched;
import io.berth.store.ChangeFeed;
import io.berth.store.Lane;
import io.berth.store.Overloaded;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index as the database is: reads again what commits of this replica touched, for those who wait for it, and follows the
 * change log for what other replicas did. It has {@link LedgerWriter} decide and write. Whoever changes the index has the turn to, from
 * reading what is so until it is there, so that what is applied is never older than what is there.
 */
final class LedgerKeeper implements AutoCloseable {
    /** How often the change log is looked at: other replicas' changes are seen about so late. */
    static final Duration POLL = Duration.ofMillis(15);

    private static final int TASKS_AT_ONCE = 512;

    private static final String CLOSING = "the ledger is being closed";
    /** How many may wait for an answer. */
    private static final int ASKED_MAX = 8_192;

    /** The writer's lanes are waited for meanwhile, one after the other. */
    private static final Duration STOP_WAIT = LedgerWriter.STOP_WAIT.plus(Lane.ANSWER_WAIT);

    private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);

    private final LedgerIndex index;
    private final Store store;
    private final BlockingQueue<Task> inbox = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Lock turn = new ReentrantLock();
    /** Transactions that the index has all of, and the feed need not tell of. */
    private final Queue<Long> known = new ConcurrentLinkedQueue<>();

    private final LedgerWriter writer;
    private final Thread thread;
    private Touched unread = Touched.NOTHING;
    /** What the change log told while this process was about to tell of what it had just written: most likely the same. */
    private List<ChangeFeed.Entry> late = List.of();
    /** Batches that are written and of which the index could not be read yet: whoever waits for them is answered after that. */
    private final List<LedgerWriter.Unknown> unsettled = new ArrayList<>();
    /** Whether the last reading failed: then the database is asked for the log first, which nobody waits for. */
    private boolean hasFailed;

    private @Nullable Lane lane;
    private @Nullable ChangeFeed feed;
    private long nextPollNanos = System.nanoTime();
    /** When the change log was looked at last. */
    private long heardNanos = System.nanoTime();
    private volatile long upToDateNanos = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean hasEnded;

    private sealed interface Task {}

    /** @param own what this replica has just committed and may be known without reading it */
    private record Refresh(List<LedgerChange> own, Touched touched, CompletableFuture<Boolean> done) implements Task {}

    /** Nothing to do but to look whether to stop. */
    private record Wake() implements Task {}

    private record Unknown(LedgerWriter.Unknown batch) implements Task {}

    LedgerKeeper(LedgerIndex index, Store store) {
        this.index = index;
        this.store = store;
        this.writer = new LedgerWriter(index, store, turn, new LedgerWriter.Applied() {
            @Override
            public void known(long transaction) {
                known.add(transaction);
            }

            @Override
            public void unknown(LedgerWriter.Unknown batch) {
                inbox.add(new Unknown(batch));
            }
        });
        this.thread = Thread.ofPlatform().name("berth-ledger").daemon().unstarted(this::runUntilStopped);
    }

    /** Reads the whole ledger, and follows it on a thread of its own. */
    void start() {
        lane = store.database().lane();
        writer.open(store.database());
        feed = lane().run(ChangeFeed::fromNow);
        index.read(Touched.EVERYTHING);
        upToDateNanos = System.nanoTime();
        thread.start();
    }

    /** The connection of this thread, and before it runs of the one that starts it. */
    Lane lane() {
        return Objects.requireNonNull(lane, "the ledger is not started");
    }

    private ChangeFeed feed() {
        return Objects.requireNonNull(feed, "the ledger is not started");
    }

    boolean isRunningElsewhere() {
        Thread current = Thread.currentThread();
        return thread.isAlive() && current != thread && !(current instanceof LedgerWriter.WriterThread);
    }

    /** How long ago the index last had everything that was committed. */
    Duration lag() {
        return Duration.ofNanos(System.nanoTime() - upToDateNanos);
    }

    /** Waits until the index has what is committed of these. */
    void refresh(Touched touched) {
        refresh(new Refresh(List.of(), touched, new CompletableFuture<>()));
    }

    /** Waits until the index has these changes, which are committed. */
    void refresh(List<LedgerChange> own) {
        refresh(new Refresh(own, Touched.NOTHING, new CompletableFuture<>()));
    }

    private void refresh(Refresh refresh) {
        boolean ignored = ask(() -> inbox.add(refresh), refresh.done());
    }

    /** Decides and writes; nothing where that must be tried on the database. @param decide nothing, where memory lacks something */
    <R> Optional<Decision<R>> write(Function<RememberedView, Optional<Decision<R>>> decide) {
        LedgerWriter.Write<R> write = new LedgerWriter.Write<>(decide, new CompletableFuture<>());
        return ask(() -> writer.add(write), write.done());
    }

    private <T> T ask(Runnable question, CompletableFuture<T> answer) {
        try {
            if (asked.incrementAndGet() > ASKED_MAX || stopping) {
                throw new Overloaded(
                        stopping ? CLOSING : "more than " + ASKED_MAX + " writes and reads wait for the ledger");
            }
            question.run();
            if (hasEnded) {
                refuseRest();
            }
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            asked.decrementAndGet();
        }
    }

    private void runUntilStopped() {
        try {
            while (!stopping) {
                try {
                    round(nextTasks());
                } catch (InterruptedException stop) {
                    break;
                } catch (RuntimeException | Error bug) {
                    LOG.error("the ledger in memory is read anew", bug);
                    unread = Touched.EVERYTHING;
                }
            }
        } finally {
            // Whatever ended it, nobody shall wait for it.
            stopping = true;
            writer.refuse(new Overloaded(CLOSING));
            writer.close();
            unsettled.forEach(writer::settle);
            hasEnded = true;
            refuseRest();
        }
    }

    private synchronized void refuseRest() {
        writer.refuse(new Overloaded(CLOSING));
        for (Task task = inbox.poll(); task != null; task = inbox.poll()) {
            switch (task) {
                case Refresh refresh -> refresh.done().completeExceptionally(new Overloaded(CLOSING));
                case Unknown unknown -> writer.settle(unknown.batch());
                case Wake wake -> {}
            }
        }
    }

    private List<Task> nextTasks() throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        Task first = inbox.poll(Math.max(0, nextPollNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first != null) {
            tasks.add(first);
            inbox.drainTo(tasks, TASKS_AT_ONCE);
        }
        return tasks;
    }

    private void round(List<Task> tasks) {
        List<Refresh> refreshes = new ArrayList<>();
        List<LedgerWriter.Unknown> batches = new ArrayList<>(unsettled);
        unsettled.clear();
        for (Task task : tasks) {
            switch (task) {
                case Unknown it -> batches.add(it.batch());
                case Refresh refresh -> refreshes.add(refresh);
                case Wake wake -> {}
            }
        }
        boolean isPollDue = hasFailed || System.nanoTime() >= nextPollNanos;
        long begun = System.nanoTime();
        List<ChangeFeed.Entry> heard = List.of();
        Optional<RuntimeException> unreachable = Optional.empty();
        try {
            if (isPollDue) {
                heard = poll();
            }
        } catch (RuntimeException failure) {
            unreachable = Optional.of(failure);
        }
        hasFailed = true;
        turn.lock();
        try {
            take(refreshes, batches, heard, isPollDue);
            if (unreachable.isPresent()) {
                // To find it out once more while everybody waits for the turn would help nobody.
                throw unreachable.get();
            }
            index.read(unread);
            unread = Touched.NOTHING;
            hasFailed = false;
            if (isPollDue) {
                upToDateNanos = late.isEmpty() ? begun : heardNanos;
                heardNanos = begun;
            }
            refreshes.forEach(it -> it.done().complete(true));
        } catch (RuntimeException | Error failure) {
            putOff(failure);
            refreshes.forEach(it -> it.done().completeExceptionally(failure));
        } finally {
            batches.forEach(this::settle);
            turn.unlock();
        }
    }

    private void settle(LedgerWriter.Unknown batch) {
        if (hasFailed && batch.isWritten()) {
            unsettled.add(batch);
        } else {
            writer.settle(batch);
        }
    }

    private void putOff(Throwable failure) {
        if (!store.outage().explains(failure)) {
            LOG.warn("the ledger could not be read again, trying on: {}", failure.toString());
        }
        nextPollNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    }

    /** Takes down what is to be read again: what is asked for, and what the change log says. */
    private void take(
            List<Refresh> refreshes, List<LedgerWriter.Unknown> batches, List<ChangeFeed.Entry> heard, boolean isPolled) {
        Set<Long> own = skipKnown();
        List<ChangeFeed.Entry> before = late;
        // Kept before anything can fail: the feed does not tell it twice.
        late = Stream.concat(before.stream(), heard.stream().filter(it -> !it.touched().isEmpty() && !own.contains(it.transaction())))
                .toList();
        List<Touched> touched = new ArrayList<>(List.of(unread));
        batches.forEach(it -> touched.add(it.unread()));
        refreshes.forEach(it -> touched.add(it.touched()));
        unread = Touched.all(touched);
        Touched rest = index.apply(refreshes.stream().flatMap(it -> it.own().stream()).toList());
        unread = Touched.all(List.of(unread, rest));
        if (isPolled) {
            look(before.size());
        }
    }

    /** At what the change log told. @param again how much of it is looked at for the second time, and is not put off any more */
    private void look(int again) {
        boolean isToBeTold = store.isAnnouncing();
        List<Touched> touched = new ArrayList<>(List.of(unread));
        List<ChangeFeed.Entry> left = new ArrayList<>();
        List<Touched> unknown = index.unknownOf(late);
        for (int i = 0; i < late.size(); i++) {
            if (unknown.get(i).isNothing() || writer.tellsOf(unknown.get(i))) {
                continue;
            }
            if (isToBeTold && i >= again) {
                left.add(late.get(i));
            } else {
                touched.add(unknown.get(i));
            }
        }
        unread = Touched.all(touched);
        late = left;
    }

    /** What the change log has, of which the index may know some. Others write meanwhile. */
    private List<ChangeFeed.Entry> poll() {
        nextPollNanos = System.nanoTime() + POLL.toNanos();
        Set<Long> ignored = skipKnown();
        try {
            List<ChangeFeed.Entry> entries = lane().run(feed()::next);
            if (feed().hasMore()) {
                nextPollNanos = System.nanoTime();
            }
            return entries;
        } catch (ChangeFeed.Rewound anotherDatabase) {
            LOG.warn("reading the whole ledger again: {}", anotherDatabase.getMessage());
            feed = lane().run(ChangeFeed::fromNow);
            unread = Touched.EVERYTHING;
            return List.of();
        }
    }

    private Set<Long> skipKnown() {
        Set<Long> transactions = new HashSet<>();
        for (Long transaction = known.poll(); transaction != null; transaction = known.poll()) {
            transactions.add(transaction);
            feed().skip(transaction);
        }
        return transactions;
    }

    @Override
    public void close() {
        stopping = true;
        inbox.add(new Wake());
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (lane != null) {
            lane.close();
        }
    }
}
