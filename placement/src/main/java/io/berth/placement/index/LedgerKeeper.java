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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * reading what is so until it is there, so that what is applied is never older than what is there. Batches are decided and applied in
 * turn, and written between the two, beside others.
 */
final class LedgerKeeper implements AutoCloseable {
    /** How often the change log is looked at where there are other replicas: their changes are seen about so late. */
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
    private final LedgerWriter writer;
    private final Thread thread;
    private Touched unread = Touched.NOTHING;
    /** Batches that are written and of which the index could not be read yet: whoever waits for them is answered after that. */
    private final List<LedgerWriter.Unknown> unsettled = new ArrayList<>();
    /** Whether the last reading failed: then the database is asked for the log first, which nobody waits for. */
    private volatile boolean hasFailed;

    private @Nullable Lane lane;
    private volatile @Nullable ChangeFeed feed;
    private long nextPollNanos = System.nanoTime();
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
        this.writer = new LedgerWriter(index, store, turn, batch -> inbox.add(new Unknown(batch)));
        this.thread = Thread.ofPlatform().name("berth-ledger").daemon().unstarted(this::runUntilStopped);
    }

    /** Reads the whole ledger, and follows it on a thread of its own. */
    void start() {
        lane = store.database().lane();
        writer.open(store.database());
        feed = lane().run(store::feed);
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

    /** How long ago the index last had everything that was committed. */
    Duration lag() {
        return Duration.ofNanos(System.nanoTime() - upToDateNanos);
    }

    /** Waits until the index has what is committed of these. */
    void refresh(Touched touched) {
        Refresh refresh = new Refresh(List.of(), touched, new CompletableFuture<>());
        boolean ignored = ask(() -> inbox.add(refresh), refresh.done());
    }

    /**
     * Waits until the index has these changes, which this process committed, or cannot be read for now. They are never refused, for nobody
     * tells of them again.
     */
    void committed(List<LedgerChange> own) {
        // The writer's threads see to what they write themselves.
        if (feed == null || stopping || Thread.currentThread() instanceof LedgerWriter.WriterThread) {
            return;
        }
        Refresh refresh = new Refresh(own, Touched.NOTHING, new CompletableFuture<>());
        inbox.add(refresh);
        if (hasEnded) {
            refuseRest();
        }
        // What is committed while the index is read at the start is looked at right after.
        if (thread.isAlive()) {
            boolean ignored = refresh.done().exceptionally(later -> false).join();
        }
    }

    /** Decides and writes; nothing where that must be tried on the database. @param decide nothing, where memory lacks something */
    <R> Optional<Decision<R>> write(Function<RememberedView, Optional<Decision<R>>> decide) {
        LedgerWriter.Write<R> write = new LedgerWriter.Write<>(decide, new CompletableFuture<>());
        return ask(() -> writer.add(write), write.done());
    }

    private <T> T ask(Runnable question, CompletableFuture<T> answer) {
        refuseWhileCutOff();
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

    /** The keeper tries on by itself: whoever waited for it would wait for a try that takes seconds. */
    private void refuseWhileCutOff() {
        if (hasFailed) {
            store.database().outage().ifPresent(known -> {
                throw known;
            });
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
        turn.lock();
        try {
            take(refreshes, batches, heard);
            if (unreachable.isPresent()) {
                // To find it out once more while everybody waits for the turn would help nobody.
                throw unreachable.get();
            }
            index.read(unread);
            unread = Touched.NOTHING;
            hasFailed = false;
            if (isPollDue) {
                upToDateNanos = begun;
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
        hasFailed = true;
        if (!store.outage().explains(failure)) {
            LOG.warn("the ledger could not be read again, trying on: {}", failure.toString());
        }
        nextPollNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    }

    /** Takes down what is to be read again: what is asked for, and what the change log says. */
    private void take(List<Refresh> refreshes, List<LedgerWriter.Unknown> batches, List<ChangeFeed.Entry> heard) {
        List<Touched> touched = new ArrayList<>(List.of(unread));
        batches.forEach(it -> touched.add(it.unread()));
        refreshes.forEach(it -> touched.add(it.touched()));
        heard.forEach(it -> touched.add(index.unknownOf(it)));
        Touched others = Touched.all(touched);
        List<LedgerChange> own = refreshes.stream().flatMap(it -> it.own().stream()).toList();
        try {
            unread = Touched.all(List.of(others, index.apply(own)));
        } catch (RuntimeException | Error failure) {
            // Nobody tells of it twice.
            unread = Touched.all(Stream.concat(Stream.of(others), own.stream().map(Touched::by)).toList());
            throw failure;
        }
    }

    /** What the change log has, of which the index may know some. This process writes meanwhile. */
    private List<ChangeFeed.Entry> poll() {
        nextPollNanos = System.nanoTime() + feed().pause(POLL).toNanos();
        try {
            List<ChangeFeed.Entry> entries = lane().run(feed()::next);
            if (feed().hasMore()) {
                nextPollNanos = System.nanoTime();
            }
            return entries;
        } catch (ChangeFeed.Lost why) {
            LOG.warn("reading the whole ledger again: {}", why.getMessage());
            feed = lane().run(store::feed);
            unread = Touched.EVERYTHING;
            return List.of();
        }
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
