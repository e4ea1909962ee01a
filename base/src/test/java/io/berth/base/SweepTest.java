package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    @Test
    void everybodyIsAskedOnceAndWhoSaysNothingIsMissing() {
        Sweep sweep = new Sweep(3, LONG);
        assertThat(sweep.ask(TEN, each -> each % 2 == 0 ? Optional.of(each * 2) : Optional.empty()))
                .isEqualTo(Map.of(0, 0, 2, 4, 4, 8, 6, 12, 8, 16));
        assertThat(sweep.ask(List.<Integer>of(), Optional::of)).isEmpty();
    }

    @Test
    void noMoreAreAskedAtATimeThanMayBe() {
        Semaphore places = new Semaphore(3);
        AtomicInteger tooMany = new AtomicInteger();
        new Sweep(3, LONG).ask(TEN, each -> {
            if (!places.tryAcquire()) {
                tooMany.incrementAndGet();
                return Optional.empty();
            }
            Thread.yield();
            places.release();
            return Optional.of(each);
        });
        assertThat(tooMany.get()).isZero();
    }

    /** The fourth never answers. */
    @Test
    void aRoundThatIsCutOffIsContinuedByTheNext() {
        Sweep sweep = new Sweep(1, Duration.ofMillis(200));
        Map<Integer, Integer> first = sweep.ask(TEN, each -> each == 3 ? never() : Optional.of(each));
        assertThat(first.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        Map<Integer, Integer> second = sweep.ask(TEN, each -> each == 3 ? never() : Optional.of(each));
        assertThat(second.keySet()).containsExactlyInAnyOrder(4, 5, 6, 7, 8, 9, 0, 1, 2);
    }

    private static Optional<Integer> never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(-1);
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromAnswering() {
        Sweep sweep = new Sweep(2, LONG);
        assertThat(sweep.ask(TEN, each -> Optional.of(10 / each))).hasSize(9);
        assertThatThrownBy(() -> sweep.ask(List.of(0), each -> Optional.of(10 / each))).isInstanceOf(ArithmeticException.class);
    }
}
