package io.berth.placement.candidate.search;

/**
 * How candidates are looked for, where the query leaves it open.
 *
 * @param order in which trees are visited, and providers are tried in each
 * @param strategy whether a tree is exhausted before the next one is visited
 * @param max how many candidates one answer holds at most, whatever its limit says; 0 for no such bound
 * @param seed what a random order is drawn from
 */
public record SearchOptions(Order order, Strategy strategy, int max, long seed) {
    /** What operators are advised to set upstream's max_allocation_candidates to (contract placement §16). */
    public static final int MAX_STANDARD = 100_000;

    public static final SearchOptions STANDARD =
            new SearchOptions(Order.STABLE, Strategy.DEPTH_FIRST, MAX_STANDARD, 0);

    /** Everything, always in the same order. */
    public static final SearchOptions STABLE = new SearchOptions(Order.STABLE, Strategy.DEPTH_FIRST, 0, 0);

    /** The order of trees, and of the providers in each. */
    public enum Order {
        /** Always the same for the same providers: the first trees fill up first. */
        STABLE,
        /** Another one for each seed: every tree is as likely to come first, and in it every provider to be tried first. */
        RANDOMISED
    }

    /** As in upstream's allocation_candidates_generation_strategy (contract placement §11). */
    public enum Strategy {
        /** All candidates of a tree, then those of the next. */
        DEPTH_FIRST,
        /** One candidate of each tree in turn. */
        BREADTH_FIRST
    }

    public SearchOptions withSeed(long newSeed) {
        return new SearchOptions(order, strategy, max, newSeed);
    }

    public SearchOptions withMax(int newMax) {
        return new SearchOptions(order, strategy, newMax, seed);
    }
}
