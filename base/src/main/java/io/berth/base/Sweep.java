package io.berth.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks many others that may be slow or gone: so many at a time, and all together for no longer than a limit. One round that was cut off is
 * continued by the next, so that the last have their turn too.
 */
public final class Sweep {
    private final int atOnce;
    private final Duration limit;
    /** How many of the next round's come last: they were asked in the round before, which was cut off. */
    private final AtomicInteger asked = new AtomicInteger();

    public Sweep(int atOnce, Duration limit) {
        this.atOnce = atOnce;
        this.limit = limit;
    }

    /**
     * @param question asked on a thread of its own, which is interrupted when the time is over; empty where there is nothing to be said
     * @return the answers; who was not asked in time, or had not answered by then, is missing
     * @throws RuntimeException what a question threw, where none had an answer
     */
    public <T, R> Map<T, R> ask(Collection<T> all, Function<T, Optional<R>> question) {
        List<T> order = new ArrayList<>(all);
        if (order.isEmpty()) {
            return Map.of();
        }
        int first = asked.get() % order.size();
        Collections.rotate(order, -first);
        Round<T, R> round = new Round<>(order, question, Math.min(atOnce, order.size()));
        boolean isWhole = round.run(limit);
        asked.set(isWhole ? 0 : first + Math.min(round.begun.get(), order.size()));
        return round.answers();
    }

    private static final class Round<T, R> {
        private final List<T> order;
        private final Function<T, Optional<R>> question;
        private final int workers;
        private final AtomicInteger begun = new AtomicInteger();
        private final CountDownLatch working;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Map<T, R> answers = new ConcurrentHashMap<>();
        private final Map<T, RuntimeException> bugs = new ConcurrentHashMap<>();

        Round(List<T> order, Function<T, Optional<R>> question, int workers) {
            this.order = order;
            this.question = question;
            this.workers = workers;
            this.working = new CountDownLatch(workers);
        }

        /** False where it was cut off. */
        boolean run(Duration limit) {
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            try {
                for (int i = 0; i < workers; i++) {
                    threads.execute(this::work);
                }
                return working.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                // First, for whoever is interrupted may take that for silence.
                isOver.set(true);
                threads.shutdownNow();
            }
        }

        private void work() {
            try {
                for (int i = begun.getAndIncrement(); i < order.size() && !isOver.get(); i = begun.getAndIncrement()) {
                    ask(order.get(i));
                }
            } finally {
                working.countDown();
            }
        }

        private void ask(T one) {
            try {
                Optional<R> answer = question.apply(one);
                if (!isOver.get()) {
                    answer.ifPresent(it -> answers.put(one, it));
                }
            } catch (RuntimeException bug) {
                bugs.put(one, bug);
            }
        }

        Map<T, R> answers() {
            if (answers.isEmpty()) {
                bugs.values().stream().findFirst().ifPresent(bug -> {
                    throw bug;
                });
            }
            return Map.copyOf(answers);
        }
    }
}
