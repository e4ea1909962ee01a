package io.berth.placement.index;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerView;
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
 * Decides claims and writes them, all that came in meanwhile by one statement. While one batch is being written the next is
 * decided, of what the first does not touch, and written on another connection. Used by the keeper's thread alone.
 */
final class ClaimWriter implements AutoCloseable {
    /** Batches that are being written at once: PostgreSQL has a process for each connection. */
    static final int LANES = 2;

    /** Claims that are written together. */
    static final int BATCH_MAX = 128;

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ClaimWriter.class);

    private final LedgerIndex index;
    private final Store store;
    private final Consumer<Written> written;
    private final Deque<Claim<?>> waiting = new ArrayDeque<>();
    private final Deque<WriteLane> free = new ArrayDeque<>();
    private final List<WriteLane> lanes = new ArrayList<>();
    private final Set<UUID> busyProviders = new HashSet<>();
    private final Set<String> busyConsumers = new HashSet<>();

    /** A decision to be made and written. Answered with nothing where that cannot be done here. */
    record Claim<R>(Function<LedgerView, Decision<R>> decide, CompletableFuture<Optional<Decision<R>>> done) {
        void leaveToTheDatabase() {
            done.complete(Optional.empty());
        }
    }

    /** Claims that are written together, and how they are answered once they are. */
    private record Batch(ClaimBatch content, List<Claim<?>> claims, List<Runnable> answers) {}

    /** What came of a batch; nothing where it was not written, or nobody knows. */
    static final class Written {
        private final WriteLane lane;
        private final Batch batch;
        private final Optional<ClaimStore.Written> outcome;

        private Written(WriteLane lane, Batch batch, Optional<ClaimStore.Written> outcome) {
            this.lane = lane;
            this.batch = batch;
            this.outcome = outcome;
        }

        ClaimBatch content() {
            return batch.content();
        }

        Optional<ClaimStore.Written> outcome() {
            return outcome;
        }
    }

    /** A thread that writes, which must never wait for the keeper. */
    static final class WriterThread extends Thread {
        WriterThread(Runnable work) {
            super(work, "berth-claims");
            setDaemon(true);
        }
    }

    private record WriteLane(Lane connection, ExecutorService thread) {}

    /** @param written hears of each batch, on a thread of its own; the keeper is to call {@link #finish} then */
    ClaimWriter(LedgerIndex index, Store store, Consumer<Written> written) {
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

    void add(Claim<?> claim) {
        waiting.add(claim);
    }

    /** Decides and sends off what waits, as far as there are lanes. */
    void dispatch() {
        while (!waiting.isEmpty() && !free.isEmpty()) {
            Batch batch = decideSome();
            if (batch.content().isEmpty()) {
                return;
            }
            busyProviders.addAll(batch.content().moved().keySet());
            busyConsumers.addAll(batch.content().writes().keySet());
            WriteLane lane = free.removeFirst();
            lane.thread().execute(() -> written.accept(new Written(lane, batch, write(lane, batch.content()))));
        }
    }

    /** What touches something that is being written waits for the next time. */
    private Batch decideSome() {
        ClaimBatch content = index.newBatch(busyProviders, busyConsumers);
        Batch batch = new Batch(content, new ArrayList<>(), new ArrayList<>());
        Iterator<Claim<?>> claims = waiting.iterator();
        while (claims.hasNext() && batch.claims().size() < BATCH_MAX) {
            Claim<?> claim = claims.next();
            try {
                decide(claim, batch);
                claims.remove();
            } catch (ClaimBatch.Busy later) {
                // It keeps its place.
            } catch (RuntimeException bug) {
                claims.remove();
                claim.done().completeExceptionally(bug);
            }
        }
        return batch;
    }

    /** What is refused here, or changes nothing, may be so because the index is behind: the database has the last word. */
    private static <R> void decide(Claim<R> claim, Batch batch) {
        Decision<R> decision = claim.decide().apply(batch.content());
        if (decision instanceof Decision.Accepted<R> yes
                && yes.changes().size() == 1
                && yes.changes().getFirst() instanceof AllocationsReplaced change) {
            batch.content().add(change);
            batch.claims().add(claim);
            batch.answers().add(() -> claim.done().complete(Optional.of(decision)));
        } else {
            claim.leaveToTheDatabase();
        }
    }

    private Optional<ClaimStore.Written> write(WriteLane lane, ClaimBatch batch) {
        try {
            return store.writeAtOnce(lane.connection(), batch.changes(), handle -> ClaimStore.write(handle, batch));
        } catch (RuntimeException failure) {
            LOG.info("a batch of {} claims goes to the database one by one: {}", batch.changes().size(), failure.toString());
            return Optional.empty();
        }
    }

    /** Answers the claims of a batch, once the index has what came of it. */
    void finish(Written it) {
        it.content().moved().keySet().forEach(busyProviders::remove);
        it.content().writes().keySet().forEach(busyConsumers::remove);
        free.addLast(it.lane);
        if (it.outcome().isPresent()) {
            it.batch.answers().forEach(Runnable::run);
        } else {
            it.batch.claims().forEach(Claim::leaveToTheDatabase);
        }
    }

    /** Refuses what waits, and lets the batches in hand be written. */
    void refuse(RuntimeException why) {
        waiting.forEach(claim -> claim.done().completeExceptionally(why));
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
