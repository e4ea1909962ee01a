package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work when it falls due: lease events, heartbeats, expiry. Any replica takes any piece ({@code SKIP LOCKED}); the
 * effect and the removal from the table are one transaction, so each piece has its effect once though replicas die.
 * Work that fails is tried again later, ever more rarely, and never lost.
 */
public final class DueWork implements AutoCloseable {
    /** How long a piece that fell due on another replica's clock, or while nobody looked, waits at most: real time. */
    static final Duration POLL = Duration.ofMillis(100);

    /** How often the runners look that others are to wake. */
    private static final Duration HELPER_POLL = POLL.multipliedBy(20);

    static final Duration BACKOFF_MAX = Duration.ofMinutes(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private final Store store;
    private final Clock clock;
    private final Map<String, DueHandler> handlers = new LinkedHashMap<>();
    private final List<Consumer<Run>> listeners = new CopyOnWriteArrayList<>();
    private final List<Thread> runners = new ArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    /** Half of the connections are left to requests. */
    private final int runnersMax;

    private volatile boolean stopping;

    /** A piece of work that had its effect, and how long after it fell due. */
    public record Run(DueItem item, Duration lateness) {}

    public DueWork(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.runnersMax = Math.max(1, store.database().connections() / 2);
        store.onCommit(this::wakeFor);
    }

    /**
     * Part of a statement that writes its changes itself: {@code INSERT} of the rows of {@code source}, which has the columns kind, key
     * and due_at, and names nothing that is scheduled already.
     */
    public static String scheduleFrom(String source) {
        return "INSERT INTO store.due_work (kind, key, due_at) SELECT kind, key, due_at FROM " + source;
    }

    /** Tells who does work of this kind. To be called while wiring, before {@link #start}. */
    public void handles(String kind, DueHandler handler) {
        handlers.put(kind, handler);
    }

    /** Calls {@code listener} after each piece of work, on the runner's thread: it must be quick. */
    public void onRun(Consumer<Run> listener) {
        listeners.add(listener);
    }

    public void start() {
        for (int i = 0; i < runnersMax; i++) {
            Duration idle = i == 0 ? POLL : HELPER_POLL;
            runners.add(Thread.ofVirtual().name("due-work-" + i).start(() -> runUntilStopped(idle)));
        }
    }

    private void wakeFor(List<Change> changes) {
        if (changes.stream().anyMatch(DueWork::isScheduled)) {
            wakeOne();
        }
    }

    private static boolean isScheduled(Change change) {
        return change instanceof WorkChange.ScheduleWork || change instanceof WorkChange.ScheduleWorkLast;
    }

    private void wakeOne() {
        if (wake.availablePermits() < runnersMax) {
            wake.release();
        }
    }

    /** Whoever finds work wakes another to look for more, so that idle replicas look once a {@link #POLL} and busy ones in parallel. */
    private void runUntilStopped(Duration idle) {
        while (!stopping) {
            try {
                if (runNext()) {
                    wakeOne();
                } else {
                    boolean ignored = wake.tryAcquire(idle.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException databaseTrouble) {
                LOG.warn("due work could not be read: {}", databaseTrouble.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the longest due piece of work; false where nothing is due. */
    public boolean runNext() {
        AtomicReference<Optional<DueItem>> taken = new AtomicReference<>(Optional.empty());
        try {
            List<Change> changes = store.database().transact(tx -> {
                taken.set(WorkTable.take(tx, clock.now(), Set.copyOf(handlers.keySet())));
                return taken.get().map(item -> run(tx, item)).orElse(List.of());
            });
            store.announce(changes);
            taken.get().ifPresent(this::tell);
            return taken.get().isPresent();
        } catch (RuntimeException failure) {
            postpone(taken.get().orElseThrow(() -> failure), failure);
            return true;
        }
    }

    private void tell(DueItem item) {
        Run run = new Run(item, Duration.between(item.dueAt(), clock.now()));
        for (Consumer<Run> listener : listeners) {
            try {
                listener.accept(run);
            } catch (RuntimeException bug) {
                LOG.error("a listener failed after due work {} {} was done", item.kind(), item.key(), bug);
            }
        }
    }

    private List<Change> run(Handle tx, DueItem item) {
        DueHandler handler = handlers.get(item.kind());
        if (handler == null) {
            throw new IllegalStateException("nobody handles due work of kind " + item.kind());
        }
        List<Change> changes = store.apply(tx, handler.run(tx, item));
        LOG.debug("due work {} {} done, {} changes", item.kind(), item.key(), changes.size());
        return changes;
    }

    private void postpone(DueItem item, RuntimeException failure) {
        Instant until = clock.now().plus(backoff(item.attempts()));
        LOG.warn("due work {} {} failed, again at {}", item.kind(), item.key(), until, failure);
        store.database().transact(tx -> {
            WorkTable.postpone(tx, item, until, String.valueOf(failure));
            return item;
        });
    }

    /** 1 s, 2 s, 4 s … 1 min. */
    static Duration backoff(int attempts) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempts, 6));
        return doubled.compareTo(BACKOFF_MAX) < 0 ? doubled : BACKOFF_MAX;
    }

    /** Lets the work in hand finish; what is due remains in the table for other replicas or the next start. */
    @Override
    public void close() {
        stopping = true;
        wake.release(runnersMax);
        for (Thread runner : runners) {
            try {
                if (!runner.join(STOP_WAIT)) {
                    runner.interrupt();
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
