package io.berth.placement.index;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerView;
import io.berth.placement.Touched;
import io.berth.store.ChangeFeed;
import io.berth.store.Lane;
import io.berth.store.Overloaded;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the index, so that what it applies is never older than what is there. It writes the claims that
 * came in while it wrote the last ones, all of them by one statement; it reads again what commits of this replica touched,
 * for those who wait for it; and it follows the change log for what other replicas did.
 */
final class LedgerKeeper implements AutoCloseable {
    /** How often the change log is looked at: other replicas' changes are seen about so late. */
    static final Duration POLL = Duration.ofMillis(15);

    /** Claims that are written together. */
    static final int BATCH_MAX = 128;

    private static final int INBOX_MAX = 8_192;
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);

    private final LedgerIndex index;
    private final Store store;
    private final BlockingQueue<Task> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final Thread thread;
    /** Own transactions whose effect is in the index already; the change log will tell of them. */
    private final Set<Long> applied = new HashSet<>();

    private Touched unread = Touched.NOTHING;
    private @Nullable Lane lane;
    private @Nullable ChangeFeed feed;
    private long nextPollNanos = System.nanoTime();
    private volatile long upToDateNanos = System.nanoTime();
    private volatile boolean stopping;

    private sealed interface Task {
        CompletableFuture<?> done();
    }

    /** @param own what this replica has just committed and may be known without reading it */
    private record Refresh(List<LedgerChange> own, Touched touched, CompletableFuture<Boolean> done) implements Task {}

    /** Answers nothing where the decision cannot be made or written here. */
    private record Claim<R>(Function<LedgerView, Decision<R>> decide, CompletableFuture<Optional<Decision<R>>> done)
            implements Task {
        void leaveToTheDatabase() {
            done.complete(Optional.empty());
        }
    }

    LedgerKeeper(LedgerIndex index, Store store) {
        this.index = index;
        this.store = store;
        this.thread = Thread.ofPlatform().name("berth-ledger").daemon().unstarted(this::runUntilStopped);
    }

    /** Reads the whole ledger, and follows it on a thread of its own. */
    void start() {
        lane = store.database().lane();
        feed = lane().run(ChangeFeed::fromNow);
        index.read(Touched.EVERYTHING);
        upToDateNanos = System.nanoTime();
        thread.start();
    }

    /** The connection of this thread, and before it runs of the one that starts it. */
    Lane lane() {
        return Objects.requireNonNull(lane, "the ledger is not started");
    }

    boolean isRunningElsewhere() {
        return thread.isAlive() && Thread.currentThread() != thread;
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
        submit(refresh);
        refresh.done().join();
    }

    /** Decides and writes; nothing where that must be tried on the database. */
    <R> Optional<Decision<R>> claim(Function<LedgerView, Decision<R>> decide) {
        CompletableFuture<Optional<Decision<R>>> done = new CompletableFuture<>();
        submit(new Claim<>(decide, done));
        return done.join();
    }

    private void submit(Task task) {
        if (stopping || !inbox.offer(task)) {
            throw new Overloaded(
                    stopping ? "the ledger is being closed" : "more than " + INBOX_MAX + " claims wait to be written");
        }
        if (stopping) {
            refuseRest();
        }
    }

    private void runUntilStopped() {
        while (!stopping) {
            try {
                round(nextTasks());
            } catch (InterruptedException stop) {
                break;
            }
        }
        refuseRest();
    }

    private void refuseRest() {
        for (Task task = inbox.poll(); task != null; task = inbox.poll()) {
            task.done().completeExceptionally(new Overloaded("the ledger is being closed"));
        }
    }

    private List<Task> nextTasks() throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        Task first = inbox.poll(Math.max(0, nextPollNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first != null) {
            tasks.add(first);
            inbox.drainTo(tasks, BATCH_MAX - 1);
        }
        return tasks;
    }

    private void round(List<Task> tasks) {
        Deque<Claim<?>> claims = new ArrayDeque<>();
        List<Refresh> refreshes = new ArrayList<>();
        for (Task task : tasks) {
            switch (task) {
                case Claim<?> claim -> claims.add(claim);
                case Refresh refresh -> refreshes.add(refresh);
            }
        }
        read(refreshes);
        while (!claims.isEmpty()) {
            writeSome(claims);
        }
    }

    /** Reads again what is asked for, and what the change log says. */
    private void read(List<Refresh> refreshes) {
        boolean isPollDue = System.nanoTime() >= nextPollNanos;
        try {
            long begun = System.nanoTime();
            List<Touched> touched = new ArrayList<>(refreshes.stream().map(Refresh::touched).toList());
            touched.add(index.apply(refreshes.stream().flatMap(it -> it.own().stream()).toList()));
            touched.add(unread);
            if (isPollDue) {
                touched.add(polled());
            }
            unread = Touched.all(touched);
            index.read(unread);
            unread = Touched.NOTHING;
            if (isPollDue) {
                upToDateNanos = begun;
            }
            refreshes.forEach(it -> it.done().complete(true));
        } catch (RuntimeException failure) {
            LOG.warn("the ledger could not be read again, trying on: {}", failure.toString());
            refreshes.forEach(it -> it.done().completeExceptionally(failure));
            nextPollNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        }
    }

    private Touched polled() {
        nextPollNanos = System.nanoTime() + POLL.toNanos();
        try {
            List<ChangeFeed.Entry> entries = lane().run(Objects.requireNonNull(feed)::next);
            if (entries.size() == ChangeFeed.ENTRIES_MAX) {
                nextPollNanos = System.nanoTime();
            }
            Set<Long> known = new HashSet<>();
            List<Touched> touched = new ArrayList<>();
            for (ChangeFeed.Entry entry : entries) {
                if (applied.contains(entry.transaction())) {
                    known.add(entry.transaction());
                } else if (!entry.touched().isEmpty()) {
                    touched.add(index.unknownOf(entry));
                }
            }
            applied.removeAll(known);
            return Touched.all(touched);
        } catch (ChangeFeed.Rewound anotherDatabase) {
            LOG.warn("reading the whole ledger again: {}", anotherDatabase.getMessage());
            feed = lane().run(ChangeFeed::fromNow);
            applied.clear();
            return Touched.EVERYTHING;
        }
    }

    /** Takes as many as go into one batch: consumers that are in it already wait for the next. */
    private void writeSome(Deque<Claim<?>> claims) {
        ClaimBatch batch = index.newBatch();
        List<Runnable> answers = new ArrayList<>();
        List<Claim<?>> written = new ArrayList<>();
        List<Claim<?>> later = new ArrayList<>();
        for (Claim<?> claim : claims) {
            try {
                decide(claim, batch, answers, written);
            } catch (ClaimBatch.ConsumerIsBusy twice) {
                later.add(claim);
            } catch (RuntimeException bug) {
                claim.done().completeExceptionally(bug);
            }
        }
        claims.clear();
        claims.addAll(later);
        if (batch.isEmpty()) {
            return;
        }
        if (write(batch)) {
            answers.forEach(Runnable::run);
        } else {
            written.forEach(Claim::leaveToTheDatabase);
        }
    }

    /** What is refused here, or changes nothing, may be so because the index is behind: the database has the last word. */
    private static <R> void decide(Claim<R> claim, ClaimBatch batch, List<Runnable> answers, List<Claim<?>> written) {
        Decision<R> decision = claim.decide().apply(batch);
        if (decision instanceof Decision.Accepted<R> yes
                && yes.changes().size() == 1
                && yes.changes().getFirst() instanceof AllocationsReplaced change) {
            batch.add(change);
            answers.add(() -> claim.done().complete(Optional.of(decision)));
            written.add(claim);
        } else {
            claim.leaveToTheDatabase();
        }
    }

    private boolean write(ClaimBatch batch) {
        try {
            Optional<ClaimStore.Written> written =
                    store.writeAtOnce(lane(), batch.changes(), handle -> ClaimStore.write(handle, batch));
            written.ifPresentOrElse(
                    it -> {
                        index.apply(batch, it);
                        applied.add(it.transaction());
                    },
                    () -> unread = Touched.all(List.of(unread, batch.touched())));
            return written.isPresent();
        } catch (ClaimStore.ClaimFailed failure) {
            LOG.info("a batch of {} claims goes to the database one by one: {}", batch.changes().size(), failure.toString());
            unread = Touched.all(List.of(unread, batch.touched()));
            return false;
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
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
