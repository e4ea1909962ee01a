package io.berth.store;

import io.berth.base.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of work that falls due soon, so that what it takes can be at hand when thousands fall due at one instant. A hint: what is
 * scheduled at the last moment is not told of, and what is cancelled meanwhile was.
 */
final class DueAhead implements AutoCloseable {
    /** How long before it falls due work is told of, at most. */
    private static final Duration AHEAD = Duration.ofSeconds(3);

    /** Real time. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** How many are told of at once, and how many times that at one look. */
    private static final int TOGETHER_MAX = 512;

    private static final int PAGES_MAX = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DueAhead.class);

    private final Store store;
    private final Clock clock;
    private final Map<String, Consumer<List<String>>> listeners = new LinkedHashMap<>();

    /** The last piece that was told of: the next ones come behind it. */
    private @Nullable DueItem told;

    private @Nullable Thread thread;

    DueAhead(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void tells(String kind, Consumer<List<String>> listener) {
        listeners.put(kind, listener);
    }

    /** On a thread of its own: those who are told may take their time. */
    void start() {
        if (!listeners.isEmpty()) {
            thread = Thread.ofVirtual().name("due-work-ahead").start(this::runUntilInterrupted);
        }
    }

    private void runUntilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look();
            } catch (RuntimeException failure) {
                if (!store.outage().explains(failure)) {
                    LOG.warn("what is due soon could not be told: {}", failure.toString());
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Tells of what falls due soon and was not told of. */
    void look() {
        Instant now = clock.now();
        Instant until = now.plus(AHEAD);
        DueItem last = told;
        // Where the clock was set back, what was told lies ahead.
        if (last == null || last.dueAt().isBefore(now) || last.dueAt().isAfter(until)) {
            last = new DueItem("", "", now, 0);
        }
        for (int page = 0; page < PAGES_MAX; page++) {
            DueItem before = last;
            List<DueItem> next = store.database().read(handle ->
                    WorkTable.between(handle, before, until, listeners.keySet(), TOGETHER_MAX));
            if (next.isEmpty()) {
                return;
            }
            last = next.getLast();
            told = last;
            Map<String, List<String>> keys = new LinkedHashMap<>();
            next.forEach(item -> keys.computeIfAbsent(item.kind(), any -> new ArrayList<>()).add(item.key()));
            keys.forEach((kind, some) -> listeners.getOrDefault(kind, ignored -> {}).accept(some));
            if (next.size() < TOGETHER_MAX) {
                return;
            }
        }
    }
}
