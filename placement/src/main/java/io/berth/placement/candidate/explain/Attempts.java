package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.Among;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import java.util.function.LongFunction;

/** Asks the search whether changed queries have candidates, until so much was searched that it must end. */
final class Attempts {
    /** Of all attempts together, each step counted for every provider that the query asks for: about a second's work. */
    static final long STEPS_MAX = 10_000_000;

    /** What an attempt takes before its first step: a tenth of a millisecond, mostly for bitmaps. */
    private static final long STEPS_OF_PLAN = 1_000;

    private final World world;
    private long left;
    private boolean isCutShort;

    Attempts(World world, long steps) {
        this.world = world;
        this.left = steps;
    }

    boolean give(CandidateQuery query) {
        return give(query, steps -> CandidateSearch.of(world, query, SearchOptions.STABLE, steps));
    }

    /** @param among whom to choose for one part of the query */
    boolean give(CandidateQuery query, Among among) {
        return give(query, steps -> CandidateSearch.of(world, query, among, steps));
    }

    private boolean give(CandidateQuery query, LongFunction<CandidateSearch> searching) {
        left -= STEPS_OF_PLAN;
        if (left <= 0) {
            isCutShort = true;
            return false;
        }
        if (!areKnown(query)) {
            return false;
        }
        long parts = Math.max(1, query.groups().stream().mapToInt(it -> it.resources().size()).sum());
        CandidateSearch search = searching.apply(left / parts + 1);
        boolean isFound = search.next().isPresent();
        left -= search.steps() * parts;
        isCutShort |= search.isCutShort();
        return isFound;
    }

    /** A query with a name that does not exist is refused, or has no candidates. */
    private boolean areKnown(CandidateQuery query) {
        return query.rootTraits().names().stream().allMatch(world::isTrait)
                && query.groups().stream().allMatch(group -> group.traits().names().stream().allMatch(world::isTrait)
                        && group.resources().keySet().stream().allMatch(world::isResourceClass));
    }

    /** Whether some changes were not tried, or not to their end. */
    boolean areCutShort() {
        return isCutShort;
    }

    void cutShort() {
        isCutShort = true;
    }
}
