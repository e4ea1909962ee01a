package io.berth.placement.candidate.search;

/** Counts the steps of a search, and ends it after a number that no sensible search needs. */
final class Budget {
    /** Providers tried for parts and edges looked at: about a second's work. Last resort against searches that explode. */
    static final long STEPS_MAX = 30_000_000;

    private final long steps;
    private long left;

    Budget(long steps) {
        this.steps = steps;
        this.left = steps;
    }

    /** Whether one more step may be done. */
    boolean step() {
        return --left > 0;
    }

    long used() {
        return Math.min(steps, steps - left);
    }

    boolean isSpent() {
        return left <= 0;
    }
}
