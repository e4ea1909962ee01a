package io.berth.placement.index;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange;
import io.berth.placement.Touched;
import io.berth.store.Database;
import io.berth.store.Lane;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what consumers and providers have and writes it, all that came in meanwhile by one statement. Each lane is a thread with a
 * connection, which does all of that for one batch after the other: what is handed from thread to thread waits to be run. While one
 * batch is being written others are decided, of what the first does not touch, and written on other lanes.
 */
final class LedgerWriter implements AutoCloseable {
    /** Batches that are being written at once: PostgreSQL has a process for each connection. */
    static final int LANES = 4;

    /**
     * So many are worth a batch beside others: alone it costs PostgreSQL what four to eight claims in it cost, so fewer had better wait for
     * the others who were just answered, or for one that is in hand.
     */
    private static final int WORTH_MAX = 4;

    /** Decisions that are written together. */
    static final int BATCH_MAX = 128;

    /** For all lanes. */
    static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final LedgerIndex index;
    private final Store store;
    private final Lock turn;
    /** Is to read what the index lacks, and to {@link #settle} the batch then. */
    private final Consumer<Unknown> unknown;

    private final Queue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final List<WriterThread> lanes = new ArrayList<>();
    /** What follows is for whoever has the turn. */
    private final List<LedgerBatch> inHand = new ArrayList<>();

    private final Set<UUID> busyProviders = new HashSet<>();
    private final Set<String> busyConsumers = new HashSet<>();
    /** How many writes are in hand, for those who do not have the turn. */
    private volatile int inHandCount;

    /** How many of those that wait were busy at the last look, and stay so until a batch in hand is released. */
    private volatile int setAsideCount;

    private volatile boolean closing;

    /** A decision to be made and written. Answered with nothing where that cannot be done here. */
    record Write<R>(
            Function<RememberedView, Optional<Decision<R>>> decide, CompletableFuture<Optional<Decision<R>>> done) {
        void leaveToTheDatabase() {
            done.complete(Optional.empty());
        }
    }

    /** What is written together, and how it is answered once it is. */
    private record Batch(LedgerBatch content, List<Write<?>> writes, List<Runnable> answers) {}

    /** A batch of which the index does not have what came of it. */
    static final class Unknown {
        private final Batch batch;
        private final boolean isWritten;
        private final Touched unread;

        private Unknown(Batch batch, boolean isWritten, Touched unread) {
            this.batch = batch;
            this.isWritten = isWritten;
            this.unread = unread;
        }

        boolean isWritten() {
            return isWritten;
        }

        /** What the index must read before {@link #settle}; where it was not written, that may be later. */
        Touched unread() {
            return unread;
        }
    }

    /** A thread that writes, which must never wait for the keeper. */
    final class WriterThread extends Thread {
        private final Lane connection;
        private final AtomicBoolean isIdle = new AtomicBoolean();

        private WriterThread(Lane connection) {
            super("berth-writes");
            this.connection = connection;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closing) {
                // Said first: whoever adds something from now on sees to it that this looks again.
                isIdle.set(true);
                Optional<Batch> batch = begin();
                if (batch.isPresent()) {
                    isIdle.set(false);
                    wakeAnother();
                    finish(batch.get(), write(connection, batch.get().content()));
                } else {
                    waitUntilWoken();
                }
            }
        }

        /** The flag tells, and not the unparking: that may have ended a wait for the turn. */
        private void waitUntilWoken() {
            while (isIdle.get() && !closing) {
                LockSupport.park(this);
            }
        }

        private boolean wake() {
            boolean isMine = isIdle.compareAndSet(true, false);
            if (isMine) {
                LockSupport.unpark(this);
            }
            return isMine;
        }
    }

    /** @param turn held by whoever changes the index or decides on it */
    LedgerWriter(LedgerIndex index, Store store, Lock turn, Consumer<Unknown> unknown) {
        this.index = index;
        this.store = store;
        this.turn = turn;
        this.unknown = unknown;
    }

    void open(Database database) {
        for (int i = 0; i < LANES; i++) {
            lanes.add(new WriterThread(database.lane()));
        }
        lanes.forEach(Thread::start);
    }

    void add(Write<?> write) {
        waiting.add(write);
        waitingCount.incrementAndGet();
        wakeAnother();
    }

    private void wakeAnother() {
        if (mayBegin()) {
            for (WriterThread lane : lanes) {
                if (lane.wake()) {
                    return;
                }
            }
        }
    }

    /**
     * Beside others a batch is begun where it is worth it, and its share of a lane: the lanes would each write little otherwise. Where fewer
     * are in hand than that it is as many as those, so that one does not wait for one.
     */
    private boolean mayBegin() {
        int count = waitingCount.get() - setAsideCount;
        return count > 0 && count >= Math.min(inHandCount, Math.max(WORTH_MAX, inHandCount / (LANES - 1)));
    }

    /** Decides what waits, for a batch that is in hand from now on; nothing where it had better wait. */
    private Optional<Batch> begin() {
        if (!mayBegin()) {
            return Optional.empty();
        }
        turn.lock();
        try {
            if (!mayBegin()) {
                return Optional.empty();
            }
            Batch batch = decideSome();
            if (batch.content().isEmpty()) {
                return Optional.empty();
            }
            inHand.add(batch.content());
            countInHand();
            busyProviders.addAll(batch.content().providers());
            busyConsumers.addAll(batch.content().writes().keySet());
            return Optional.of(batch);
        } finally {
            turn.unlock();
        }
    }

    /** What touches something that is being written waits for the next time. */
    private Batch decideSome() {
        LedgerBatch content = index.newBatch(busyProviders, busyConsumers);
        Batch batch = new Batch(content, new ArrayList<>(), new ArrayList<>());
        int busy = 0;
        Iterator<Write<?>> writes = waiting.iterator();
        while (writes.hasNext() && batch.writes().size() < BATCH_MAX) {
            Write<?> write = writes.next();
            try {
                decide(write, batch);
                remove(writes);
            } catch (LedgerBatch.Busy later) {
                // It keeps its place.
                busy++;
            } catch (RuntimeException | Error bug) {
                remove(writes);
                write.done().completeExceptionally(bug);
            }
        }
        // Of a batch that is not written nobody is told that it is released.
        setAsideCount = inHand.isEmpty() && content.isEmpty() ? 0 : busy;
        return batch;
    }

    private void remove(Iterator<Write<?>> writes) {
        writes.remove();
        waitingCount.decrementAndGet();
    }

    /** What is refused here, or changes nothing, may be so because the index is behind: the database has the last word. */
    private static <R> void decide(Write<R> write, Batch batch) {
        Optional<Decision<R>> decision = write.decide().apply(batch.content());
        if (decision.isPresent()
                && decision.get() instanceof Decision.Accepted<R> yes
                && yes.changes().size() == 1
                && yes.changes().getFirst() instanceof LedgerChange change
                && batch.content().add(change)) {
            batch.writes().add(write);
            batch.answers().add(() -> write.done().complete(decision));
        } else {
            write.leaveToTheDatabase();
        }
    }

    /** The new revisions of the consumers that still have something; nothing where nothing was written. */
    private Optional<Map<String, Long>> write(Lane connection, LedgerBatch batch) {
        try {
            return store.writeAtOnce(connection, batch.changes(), handle -> BatchStore.write(handle, batch, store.origin()));
        } catch (RuntimeException | Error failure) {
            LOG.info("a batch of {} writes goes to the database one by one: {}", batch.changes().size(), failure.toString());
            return Optional.empty();
        }
    }

    /** The index first: whoever is answered must find there what they wrote. */
    private void finish(Batch batch, Optional<Map<String, Long>> outcome) {
        Touched unread = Touched.NOTHING;
        turn.lock();
        try {
            if (outcome.isPresent() && index.apply(batch.content(), outcome.get())) {
                release(batch);
            } else {
                unread = batch.content().touched();
            }
        } catch (RuntimeException | Error bug) {
            LOG.error("the ledger in memory is read anew", bug);
            unread = Touched.EVERYTHING;
        } finally {
            turn.unlock();
        }
        if (unread.isNothing()) {
            batch.answers().forEach(Runnable::run);
        } else {
            unknown.accept(new Unknown(batch, outcome.isPresent(), unread));
        }
    }

    private void release(Batch batch) {
        inHand.remove(batch.content());
        setAsideCount = 0;
        countInHand();
        batch.content().providers().forEach(busyProviders::remove);
        batch.content().writes().keySet().forEach(busyConsumers::remove);
    }

    private void countInHand() {
        inHandCount = inHand.stream().mapToInt(batch -> batch.changes().size()).sum();
    }

    /** Answers those whose batch it is, now that the index has what came of it. */
    void settle(Unknown it) {
        turn.lock();
        try {
            release(it.batch);
        } finally {
            turn.unlock();
        }
        if (it.isWritten) {
            it.batch.answers().forEach(Runnable::run);
        } else {
            it.batch.writes().forEach(Write::leaveToTheDatabase);
        }
        wakeAnother();
    }

    /** Refuses what waits. */
    void refuse(RuntimeException why) {
        for (Write<?> write = waiting.poll(); write != null; write = waiting.poll()) {
            waitingCount.decrementAndGet();
            write.done().completeExceptionally(why);
        }
    }

    /** Lets the batches in hand be written. */
    @Override
    public void close() {
        closing = true;
        lanes.forEach(LockSupport::unpark);
        long deadline = System.nanoTime() + STOP_WAIT.toNanos();
        for (WriterThread lane : lanes) {
            try {
                boolean ignored = lane.join(Duration.ofNanos(deadline - System.nanoTime()));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            lane.connection.close();
        }
    }
}
