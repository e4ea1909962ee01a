package io.berth.placement.candidate.search;

import java.util.SplittableRandom;

/** In which order a tree's providers are tried for a part. */
interface ChoiceOrder {
    /** As they lie in the tree, always the same. */
    ChoiceOrder STABLE = (numbers, count) -> {};

    /** Puts the first {@code count} of these in order. */
    void arrange(int[] numbers, int count);

    /** Any of them may come first (contract placement §8.16, limit: a random sample). */
    static ChoiceOrder randomised(SplittableRandom random) {
        return (numbers, count) -> {
            for (int last = count - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int number = numbers[other];
                numbers[other] = numbers[last];
                numbers[last] = number;
            }
        };
    }
}
