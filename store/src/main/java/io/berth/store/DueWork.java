package io.berth.store;

import io.berth.base.Change;
import io.berth.base.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work when it falls due: lease events, heartbeats, expiry. Any replica takes any piece ({@code SKIP LOCKED}), and with it others
 * of its kind that fell due at the same instant, where they are done together; the effect and the removal from the table are one
 * transaction, so each piece has its effect once though replicas die. Work that fails is tried again later, ever more rarely, and
 * never lost.
 */
public final class DueWork implements AutoCloseable {
    /** How long a piece that another replica scheduled waits at most once it is due; and any, where the clock was set: real time. */
    static final Duration POLL = Duration.ofMillis(100);

    /** How often the runners look that others are to wake. */
    private static final Duration HELPER_POLL = POLL.multipliedBy(20);

    static final Duration BACKOFF_MAX = Duration.ofMinutes(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private final Store store;
    private final Clock clock;
    private final Map<String, DueBatch> handlers = new LinkedHashMap<>();
    /** How many of a kind are done together. */
    private final Map<String, Integer> most = new LinkedHashMap<>();
    private final List<Consumer<Run>> listeners = new CopyOnWriteArrayList<>();
    private final DueAhead ahead;
    private final List<Thread> runners = new ArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    /** Half of the connections are left to requests. */
    private final int runnersMax;

    /** The last piece that was taken of many: the next ones are looked for behind it, not among those that are gone or taken. */
    private final AtomicReference<@Nullable DueItem> last = new AtomicReference<>();

    private volatile boolean stopping;

    /** A piece of work that had its effect, and how long after it fell due. */
    public record Run(DueItem item, Duration lateness) {}

    public DueWork(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.ahead = new DueAhead(store, clock);
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

    /** Tells who does work of this kind, one piece at a time. To be called while wiring, before {@link #start}. */
    public void handles(String kind, DueHandler handler) {
        handlesTogether(kind, 1, (tx, items) -> handler.run(tx, items.getFirst()));
    }

    /** Tells who does work of this kind, up to {@code max} pieces at a time. To be called while wiring, before {@link #start}. */
    public void handlesTogether(String kind, int max, DueBatch handler) {
        handlers.put(kind, handler);
        most.put(kind, max);
    }

    /**
     * Tells {@code listener} keys of work of this kind a few seconds before it falls due, so that what it takes can be at hand. A hint:
     * not all is told, and what is cancelled meanwhile was. To be called while wiring, before {@link #start}.
     */
    public void tellsAhead(String kind, Consumer<List<String>> listener) {
        ahead.tells(kind, listener);
    }

    /** Tells now what there is to be told ahead. */
    public void tellAhead() {
        ahead.look();
    }

    /** Calls {@code listener} after each piece of work, on the runner's thread: it must be quick. */
    public void onRun(Consumer<Run> listener) {
        listeners.add(listener);
    }

    public void start() {
        for (int i = 0; i < runnersMax; i++) {
            boolean isWatch = i == 0;
            runners.add(Thread.ofVirtual().name("due-work-" + i).start(() -> runUntilStopped(isWatch)));
        }
        ahead.start();
    }

    /** What is due later, the watch wakes for by itself. */
    private void wakeFor(List<Change> changes) {
        if (changes.stream().anyMatch(this::isDueSoon)) {
            wakeOne();
        }
    }

    private boolean isDueSoon(Change change) {
        return switch (change) {
            case WorkChange.ScheduleWork it -> isSoon(it.dueAt());
            case WorkChange.ScheduleWorkLast it -> isSoon(it.dueAt());
            default -> false;
        };
    }

    private boolean isSoon(Instant dueAt) {
        return dueAt.isBefore(clock.now().plus(POLL));
    }

    private void wakeOne() {
        if (wake.availablePermits() < runnersMax) {
            wake.release();
        }
    }

    /** Whoever finds work wakes another to look for more: so idle replicas look only when something falls due, and busy ones in parallel. */
    private void runUntilStopped(boolean isWatch) {
        while (!stopping) {
            try {
                long failures = store.outage().failures();
                Duration idle = isWatch ? watch() : help();
                store.outage().over(failures);
                if (!idle.isZero()) {
                    boolean ignored = wake.tryAcquire(idle.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException databaseTrouble) {
                if (!store.outage().explains(databaseTrouble)) {
                    LOG.warn("due work could not be read: {}", databaseTrouble.toString());
                }
                pause();
            }
        }
    }

    /** @return how long there is nothing to do, perhaps */
    private Duration help() {
        return runNext() ? Duration.ZERO : HELPER_POLL;
    }

    /** As {@link #help}. Where nothing is due, which is mostly so, it takes one statement to know it. */
    private Duration watch() {
        Duration until = untilNextAfter(Instant.EPOCH);
        if (!until.isZero() || runNext()) {
            return until;
        }
        // What is due is in somebody's hand.
        return untilNextAfter(clock.now());
    }

    /** Nothing, where it is due; never longer than {@link #POLL}. */
    private Duration untilNextAfter(Instant time) {
        return store.database()
                .read(handle -> WorkTable.nextAfter(handle, time, most.keySet()))
                .map(next -> Duration.between(clock.now(), next))
                .filter(until -> until.compareTo(POLL) < 0)
                .map(until -> until.isNegative() ? Duration.ZERO : until)
                .orElse(POLL);
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the longest due piece of work, and what is done together with it; false where nothing is due. */
    public boolean runNext() {
        return run(this::take);
    }

    private List<DueItem> take(Handle tx) {
        DueItem before = last.get();
        List<DueItem> items = before == null ? List.of() : WorkTable.takeAfter(tx, before, most.getOrDefault(before.kind(), 1));
        if (items.isEmpty()) {
            items = WorkTable.take(tx, clock.now(), most);
        }
        boolean mayBeMore = items.size() > 1 && items.size() == most.getOrDefault(items.getFirst().kind(), 0);
        last.compareAndSet(before, mayBeMore ? items.getLast() : null);
        return items;
    }

    /** The first half of what lost a race. The rest is the longest due again: whoever looks for work next begins there. */
    private List<DueItem> takeHalf(Handle tx, List<DueItem> lost) {
        last.set(null);
        return WorkTable.takeAgain(tx, lost.subList(0, Math.max(1, lost.size() / 2)));
    }

    /**
     * What is lost to somebody who was faster is tried again at once, ever fewer of the same pieces at a time.
     *
     * @param take takes work out of the table
     */
    private boolean run(Function<Handle, List<DueItem>> take) {
        AtomicReference<List<DueItem>> taken = new AtomicReference<>(List.of());
        try {
            List<Change> changes = store.transact(tx -> {
                List<DueItem> lost = taken.getAndSet(List.of());
                List<DueItem> again = lost.isEmpty() ? List.of() : takeHalf(tx, lost);
                taken.set(again.isEmpty() ? take.apply(tx) : again);
                return taken.get().isEmpty() ? List.<Change>of() : run(tx, taken.get());
            });
            store.announce(changes);
            taken.get().forEach(this::tell);
            return !taken.get().isEmpty();
        } catch (RuntimeException failure) {
            switch (taken.get().size()) {
                case 0 -> throw failure;
                case 1 -> postpone(taken.get().getFirst(), failure);
                default -> takeApart(taken.get(), failure);
            }
            return true;
        }
    }

    /** One of them fails; the others are not to wait for it. */
    private void takeApart(List<DueItem> items, RuntimeException failure) {
        LOG.info("{} pieces of due work {} were not done together: {}", items.size(), items.getFirst().kind(), failure.toString());
        int half = items.size() / 2;
        for (List<DueItem> part : List.of(items.subList(0, half), items.subList(half, items.size()))) {
            run(tx -> WorkTable.takeAgain(tx, part));
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

    private List<Change> run(Handle tx, List<DueItem> items) {
        // There may be more: others need not wait until these are done.
        wakeOne();
        String kind = items.getFirst().kind();
        DueBatch handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalStateException("nobody handles due work of kind " + kind);
        }
        if (most.getOrDefault(kind, 1) > 1) {
            WorkTable.planByKeys(tx);
        }
        List<Change> changes = store.apply(tx, handler.run(tx, items));
        LOG.debug("{} pieces of due work {} done, {} changes", items.size(), kind, changes.size());
        return changes;
    }

    private void postpone(DueItem item, RuntimeException failure) {
        Instant until = clock.now().plus(backoff(item.attempts()));
        if (!store.outage().explains(failure)) {
            LOG.warn("due work {} {} failed, again at {}", item.kind(), item.key(), until, failure);
        }
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
        ahead.close();
        wake.release(runnersMax);
        Instant deadline = Instant.now().plus(STOP_WAIT);
        for (Thread runner : runners) {
            try {
                if (!runner.join(Duration.between(Instant.now(), deadline))) {
                    runner.interrupt();
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
