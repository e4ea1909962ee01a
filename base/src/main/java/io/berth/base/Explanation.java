package io.berth.base;

import java.util.ArrayList;
import java.util.List;

/**
 * How a choice narrowed: one step a constraint, in the order in which they were tried, each with how many candidates it
 * removed and how many it left. Filled while choosing, never worked out afterwards.
 */
public record Explanation(List<Step> steps) {
    public static final Explanation NONE = new Explanation(List.of());

    public Explanation {
        steps = List.copyOf(steps);
    }

    /** @param constraint in words: {@code memory_mb >= 4096}, {@code free from 2026-01-01T00:00 to 2026-01-02T00:00} */
    public record Step(String constraint, int removed, int left) {}

    /** This explanation with one more step. */
    public Explanation plus(String constraint, int removed, int left) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(constraint, removed, left));
        return new Explanation(longer);
    }
}
