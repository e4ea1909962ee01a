package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.explain.CandidateExplanation.OfGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.candidate.search.CountedSearch;
import io.berth.placement.candidate.search.Tally;
import io.berth.placement.index.World;
import java.util.List;
import java.util.Optional;

/** Explains a query on a world: by the search itself, which counts as it goes, and once more for each change that might help. */
public final class ExplainCandidates {
    private ExplainCandidates() {}

    public static CandidateExplanation explain(World world, CandidateQuery query) {
        Counts counts = new Counts(world, query);
        CountedSearch counted = CountedSearch.of(world, query, counts);
        List<OfGroup> groups = query.groups().stream()
                .map(group -> new OfGroup(group, counts.steps(group.suffix()), counts.misses(group.suffix())))
                .toList();
        Attempts attempts = new Attempts(world, Attempts.STEPS_MAX);
        Optional<Relaxation> relaxation = counted.trees().isEmpty()
                ? Relaxations.smallest(world, query, counts.asked(), attempts).map(Relaxed::relaxation)
                : Optional.empty();
        return new CandidateExplanation(
                groups,
                counts.steps(Tally.REQUEST),
                counted.trees().getCardinality(),
                !counted.isCutShort() && !attempts.areCutShort(),
                relaxation);
    }
}
