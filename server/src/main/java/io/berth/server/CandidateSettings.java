package io.berth.server;

import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.candidate.search.SearchOptions.Order;
import io.berth.placement.candidate.search.SearchOptions.Strategy;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;

/** How allocation candidates are looked for, as the operator has it. */
final class CandidateSettings {
    private static final String STABLE = "stable";
    private static final String DEPTH_FIRST = "depth-first";

    private CandidateSettings() {}

    /** @throws io.berth.server.config.ConfigProblem where a value is none */
    static SearchOptions of(BerthConfig config) {
        return new SearchOptions(order(config), strategy(config), config.number(ConfigKey.CANDIDATES_MAX), 0);
    }

    static Order order(BerthConfig config) {
        return config.word(ConfigKey.CANDIDATES_ORDER, STABLE, "randomised").equals(STABLE) ? Order.STABLE : Order.RANDOMISED;
    }

    static Strategy strategy(BerthConfig config) {
        return config.word(ConfigKey.CANDIDATES_STRATEGY, DEPTH_FIRST, "breadth-first").equals(DEPTH_FIRST)
                ? Strategy.DEPTH_FIRST
                : Strategy.BREADTH_FIRST;
    }
}
