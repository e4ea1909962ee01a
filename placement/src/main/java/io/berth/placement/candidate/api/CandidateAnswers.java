package io.berth.placement.candidate.api;

import io.berth.base.Ids;
import io.berth.http.Microversion;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.Candidate;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers queries for candidates, in whatever world. */
record CandidateAnswers(SearchOptions options, Ids ids) {
    private static final Logger LOG = LoggerFactory.getLogger(CandidateAnswers.class);

    /**
     * The body of the answer.
     *
     * @throws io.berth.placement.wire.PlacementProblem 400 for names that do not exist
     */
    byte[] of(World world, CandidateQuery query, Microversion version) {
        List<Candidate> candidates = CandidateNames.check(world, query) ? search(world, query) : List.of();
        return CandidateWriter.write(world, query, candidates, version);
    }

    private List<Candidate> search(World world, CandidateQuery query) {
        SearchOptions seeded = options.order() == SearchOptions.Order.STABLE
                ? options
                : options.withSeed(ids.uuid().getLeastSignificantBits());
        CandidateSearch search = CandidateSearch.of(world, query, seeded);
        List<Candidate> found = search.found();
        if (search.isCutShort()) {
            LOG.warn("a search for candidates was ended after {} steps, with {} found: {}", search.steps(), found.size(), query);
        }
        return found;
    }
}
