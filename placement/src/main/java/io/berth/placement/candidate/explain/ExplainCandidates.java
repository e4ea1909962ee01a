package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.explain.CandidateExplanation.OfGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.CountedSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.candidate.search.Tally;
import io.berth.placement.index.World;
import java.util.List;
import java.util.Optional;

/** Explains a query on a world: by the search itself, which counts as it goes, and once more for each change that might help. */
public final class ExplainCandidates {
    private ExplainCandidates() {}

    public static CandidateExplanation explain(World world, CandidateQuery query) {
        Counts counts = new Counts(world);
        CountedSearch counted = CountedSearch.of(world, query, counts);
        List<OfGroup> groups = query.groups().stream()
                .map(group -> new OfGroup(group, counts.steps(group.suffix()), counts.misses(group.suffix())))
                .toList();
        Optional<Relaxation> relaxation = counted.trees().isEmpty() ? smallestRelaxation(world, query) : Optional.empty();
        return new CandidateExplanation(
                groups, counts.steps(Tally.REQUEST), counted.trees().getCardinality(), !counted.isCutShort(), relaxation);
    }

    private static Optional<Relaxation> smallestRelaxation(World world, CandidateQuery query) {
        return Relaxations.of(world, query)
                .filter(each -> !CandidateSearch.of(world, each.query().withLimit(Optional.of(1)), SearchOptions.STABLE)
                        .found()
                        .isEmpty())
                .findFirst()
                .map(Relaxations.Relaxed::relaxation);
    }
}
