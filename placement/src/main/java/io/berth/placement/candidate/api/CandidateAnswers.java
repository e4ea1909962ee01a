package io.berth.placement.candidate.api;

import io.berth.base.AtOnce;
import io.berth.base.Ids;
import io.berth.http.Microversion;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.Candidate;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import io.berth.placement.wire.TooLong;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers queries for candidates, in whatever world. */
record CandidateAnswers(SearchOptions options, Ids ids) {
    /** Answers of so many candidates take a fraction of a millisecond. */
    static final int AT_ONCE_MAX = 100;

    /** A few milliseconds' work. */
    private static final long STEPS_AT_ONCE_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(CandidateAnswers.class);

    /**
     * The body of the answer.
     *
     * @throws io.berth.placement.wire.PlacementProblem 400 for names that do not exist
     * @throws TooLong where it is demanded at once, and may not be short
     */
    byte[] of(World world, CandidateQuery query, Microversion version) {
        List<Candidate> candidates = CandidateNames.check(world, query) ? search(world, query) : List.of();
        return CandidateWriter.write(world, query, candidates, version);
    }

    private List<Candidate> search(World world, CandidateQuery query) {
        SearchOptions seeded = options.order() == SearchOptions.Order.STABLE
                ? options
                : options.withSeed(ids.uuid().getLeastSignificantBits());
        if (AtOnce.isDemanded()) {
            return atOnce(world, query, seeded);
        }
        CandidateSearch search = CandidateSearch.of(world, query, seeded);
        List<Candidate> found = search.found();
        if (search.isCutShort()) {
            LOG.warn("a search for candidates was ended after {} steps, with {} found: {}", search.steps(), found.size(), query);
        }
        return found;
    }

    private static List<Candidate> atOnce(World world, CandidateQuery query, SearchOptions options) {
        if (query.limit().filter(limit -> limit <= AT_ONCE_MAX).isEmpty()) {
            throw new TooLong();
        }
        CandidateSearch search = CandidateSearch.of(world, query, options, STEPS_AT_ONCE_MAX);
        List<Candidate> found = search.found();
        if (search.isCutShort()) {
            throw new TooLong();
        }
        return found;
    }
}
