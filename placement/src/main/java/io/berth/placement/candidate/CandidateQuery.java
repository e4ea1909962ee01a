package io.berth.placement.candidate;

import io.berth.placement.filter.TraitFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What candidates are asked for.
 *
 * @param groups in the order in which the query names them
 * @param limit how many candidates at most; absent for all
 * @param rootTraits what the root of a tree must have and not have
 * @param sameSubtrees of each set, one group's provider must be above all the others' or be theirs
 * @param isIsolated whether groups with a suffix must have different providers
 * @param mayUseTree whether one candidate may use several providers of one tree
 */
public record CandidateQuery(
        List<RequestGroup> groups,
        Optional<Integer> limit,
        TraitFilter rootTraits,
        List<Set<String>> sameSubtrees,
        boolean isIsolated,
        boolean mayUseTree) {
    public CandidateQuery {
        groups = List.copyOf(groups);
        sameSubtrees = sameSubtrees.stream().map(Set::copyOf).toList();
    }

    public static CandidateQuery of(List<RequestGroup> groups) {
        return new CandidateQuery(groups, Optional.empty(), TraitFilter.NONE, List.of(), false, true);
    }

    public CandidateQuery withGroups(List<RequestGroup> others) {
        return new CandidateQuery(others, limit, rootTraits, sameSubtrees, isIsolated, mayUseTree);
    }

    public CandidateQuery withLimit(Optional<Integer> most) {
        return new CandidateQuery(groups, most, rootTraits, sameSubtrees, isIsolated, mayUseTree);
    }

    public CandidateQuery withRootTraits(TraitFilter wanted) {
        return new CandidateQuery(groups, limit, wanted, sameSubtrees, isIsolated, mayUseTree);
    }

    public CandidateQuery withSameSubtrees(List<Set<String>> wanted) {
        return new CandidateQuery(groups, limit, rootTraits, wanted, isIsolated, mayUseTree);
    }

    public CandidateQuery isolated(boolean isolated) {
        return new CandidateQuery(groups, limit, rootTraits, sameSubtrees, isolated, mayUseTree);
    }

    public CandidateQuery usingTrees(boolean mayUse) {
        return new CandidateQuery(groups, limit, rootTraits, sameSubtrees, isIsolated, mayUse);
    }
}
