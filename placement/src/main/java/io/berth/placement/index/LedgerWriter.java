package io.berth.placement.index;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange;
import io.berth.placement.Touched;
import io.berth.store.Database;
import io.berth.store.Lane;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what consumers and providers have and writes it, all that came in meanwhile by one statement. While one batch is being written the next is
 * decided, of what the first does not touch, and written on another connection. Used by the keeper's thread alone.
 */
final class LedgerWriter implements AutoCloseable {
    /** Batches that are being written at once: PostgreSQL has a process for each connection. */
    static final int LANES = 2;

    /**
     * So many must wait for a batch to be begun beside another: a batch alone costs PostgreSQL what six claims in it cost (300 and
     * 50 µs), so fewer had better wait for the one in hand, and go together.
     */
    static final int BESIDE_MIN = 8;

    /** Decisions that are written together. */
    static final int BATCH_MAX = 128;

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final LedgerIndex index;
    private final Store store;
    private final Consumer<Written> written;
    private final Deque<Write<?>> waiting = new ArrayDeque<>();
    private final Deque<WriteLane> free = new ArrayDeque<>();
    private final List<WriteLane> lanes = new ArrayList<>();
    private final List<LedgerBatch> inHand = new ArrayList<>();
    private final Set<UUID> busyProviders = new HashSet<>();
    private final Set<String> busyConsumers = new HashSet<>();

    /** A decision to be made and written. Answered with nothing where that cannot be done here. */
    record Write<R>(
            Function<RememberedView, Optional<Decision<R>>> decide, CompletableFuture<Optional<Decision<R>>> done) {
        void leaveToTheDatabase() {
            done.complete(Optional.empty());
        }
    }

    /** What is written together, and how it is answered once it is. */
    private record Batch(LedgerBatch content, List<Write<?>> writes, List<Runnable> answers) {}

    /** What came of a batch; nothing where it was not written, or nobody knows. */
    static final class Written {
        private final WriteLane lane;
        private final Batch batch;
        private final Optional<BatchStore.Written> outcome;

        private Written(WriteLane lane, Batch batch, Optional<BatchStore.Written> outcome) {
            this.lane = lane;
            this.batch = batch;
            this.outcome = outcome;
        }

        LedgerBatch content() {
            return batch.content();
        }

        Optional<BatchStore.Written> outcome() {
            return outcome;
        }
    }

    /** A thread that writes, which must never wait for the keeper. */
    static final class WriterThread extends Thread {
        WriterThread(Runnable work) {
            super(work, "berth-writes");
            setDaemon(true);
        }
    }

    private record WriteLane(Lane connection, ExecutorService thread) {}

    /** @param written hears of each batch, on a thread of its own; the keeper is to call {@link #finish} then */
    LedgerWriter(LedgerIndex index, Store store, Consumer<Written> written) {
        this.index = index;
        this.store = store;
        this.written = written;
    }

    void open(Database database) {
        for (int i = 0; i < LANES; i++) {
            lanes.add(new WriteLane(database.lane(), Executors.newSingleThreadExecutor(WriterThread::new)));
        }
        free.addAll(lanes);
    }

    void add(Write<?> write) {
        waiting.add(write);
    }

    /** Decides and sends off what waits, as far as there are lanes. */
    void dispatch() {
        while (!waiting.isEmpty() && !free.isEmpty() && (inHand.isEmpty() || waiting.size() >= BESIDE_MIN)) {
            Batch batch = decideSome();
            if (batch.content().isEmpty()) {
                return;
            }
            inHand.add(batch.content());
            busyProviders.addAll(batch.content().providers());
            busyConsumers.addAll(batch.content().writes().keySet());
            WriteLane lane = free.removeFirst();
            lane.thread().execute(() -> written.accept(new Written(lane, batch, write(lane, batch.content()))));
        }
    }

    /**
     * Whether something heard of is what a batch in hand makes, or came before it. What it made is known when it is finished, or
     * everything of it is read again.
     */
    boolean tellsOf(Touched touched) {
        return inHand.stream().anyMatch(batch -> batch.covers(touched));
    }

    /** What touches something that is being written waits for the next time. */
    private Batch decideSome() {
        LedgerBatch content = index.newBatch(busyProviders, busyConsumers);
        Batch batch = new Batch(content, new ArrayList<>(), new ArrayList<>());
        Iterator<Write<?>> writes = waiting.iterator();
        while (writes.hasNext() && batch.writes().size() < BATCH_MAX) {
            Write<?> write = writes.next();
            try {
                decide(write, batch);
                writes.remove();
            } catch (LedgerBatch.Busy later) {
                // It keeps its place.
            } catch (RuntimeException bug) {
                writes.remove();
                write.done().completeExceptionally(bug);
            }
        }
        return batch;
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

    private Optional<BatchStore.Written> write(WriteLane lane, LedgerBatch batch) {
        try {
            return store.writeAtOnce(lane.connection(), batch.changes(), handle -> BatchStore.write(handle, batch));
        } catch (RuntimeException failure) {
            LOG.info("a batch of {} writes goes to the database one by one: {}", batch.changes().size(), failure.toString());
            return Optional.empty();
        }
    }

    /** Answers those whose batch it is, once the index has what came of it. */
    void finish(Written it) {
        inHand.remove(it.content());
        it.content().providers().forEach(busyProviders::remove);
        it.content().writes().keySet().forEach(busyConsumers::remove);
        free.addLast(it.lane);
        if (it.outcome().isPresent()) {
            it.batch.answers().forEach(Runnable::run);
        } else {
            it.batch.writes().forEach(Write::leaveToTheDatabase);
        }
    }

    /** Refuses what waits, and lets the batches in hand be written. */
    void refuse(RuntimeException why) {
        waiting.forEach(write -> write.done().completeExceptionally(why));
        waiting.clear();
    }

    @Override
    public void close() {
        for (WriteLane lane : lanes) {
            lane.thread().shutdown();
            try {
                boolean ignored = lane.thread().awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            lane.connection().close();
        }
    }
}
