package io.berth.placement.candidate.api;

import io.berth.http.Microversion;
import io.berth.http.schema.PythonText;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.wire.PlacementProblem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How the groups of a query must fit together (contract placement §8.16, errors).
 *
 * <ul>
 *   <li>1.22 a group may not require what it forbids
 *   <li>1.25 every group has resources; several groups with suffixes need a policy
 *   <li>1.36 a group without resources is fine where a same_subtree names it
 * </ul>
 */
final class CandidateRules {
    private CandidateRules() {}

    /** @throws PlacementProblem 400 */
    static void check(
            List<RequestGroup> groups, List<Set<String>> subtrees, Optional<String> policy, Microversion version) {
        if (version.isAtLeast(1, 36)) {
            checkSubtrees(groups, subtrees);
        } else if (version.isAtLeast(1, 25)) {
            checkResources(groups);
        }
        checkContradictions(groups);
        long withSuffix = groups.stream().filter(RequestGroup::hasSuffix).count();
        if (withSuffix > 1 && policy.isEmpty()) {
            throw PlacementProblem.invalid("The \"group_policy\" parameter is required when specifying more than one"
                    + " \"resources{N}\" parameter.");
        }
    }

    private static void checkResources(List<RequestGroup> groups) {
        if (groups.isEmpty()) {
            throw PlacementProblem.invalid(
                    "At least one request group (`resources` or `resources{$S}`) is required.");
        }
        String traits = keysWithoutResources("required", groups, it -> !it.traits().anyOf().isEmpty());
        if (!traits.isEmpty()) {
            throw PlacementProblem.invalid("All traits parameters must be associated with resources.  Found the following"
                    + " orphaned traits keys: " + traits);
        }
        String aggregates = keysWithoutResources("member_of", groups, it -> !it.aggregates().anyOf().isEmpty() || !it.aggregates().forbidden().isEmpty());
        if (!aggregates.isEmpty()) {
            throw PlacementProblem.invalid("All member_of parameters must be associated with resources. Found the"
                    + " following orphaned member_of keys: " + aggregates);
        }
        if (groups.stream().anyMatch(it -> !it.hasResources())) {
            throw PlacementProblem.invalid("All request groups must specify resources.");
        }
    }

    private static String keysWithoutResources(String key, List<RequestGroup> groups, Predicate<RequestGroup> hasKey) {
        return groups.stream()
                .filter(it -> !it.hasResources() && hasKey.test(it))
                .map(it -> key + it.suffix())
                .collect(Collectors.joining(", "));
    }

    private static void checkSubtrees(List<RequestGroup> groups, List<Set<String>> subtrees) {
        if (groups.stream().noneMatch(RequestGroup::hasResources)) {
            throw PlacementProblem.invalid(
                    PlacementProblem.MISSING_VALUE, "There must be at least one resources or resources[$S] parameter.");
        }
        Set<String> named = subtrees.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        Set<String> bare = groups.stream()
                .filter(it -> !it.hasResources() && !named.contains(it.suffix()))
                .map(RequestGroup::suffix)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!bare.isEmpty()) {
            throw PlacementProblem.invalid(
                    PlacementProblem.BAD_VALUE,
                    "Resourceless suffixed group request should be specified in `same_subtree` query param: bad group(s)"
                            + " - " + list(bare) + ".");
        }
        Set<String> suffixes =
                groups.stream().map(RequestGroup::suffix).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(suffixes);
        if (!unknown.isEmpty()) {
            throw PlacementProblem.invalid(
                    PlacementProblem.BAD_VALUE,
                    "Real suffixes should be specified in `same_subtree`: " + list(unknown) + " not found in "
                            + list(suffixes) + ".");
        }
    }

    private static void checkContradictions(List<RequestGroup> groups) {
        String found = groups.stream()
                .filter(it -> !contradictions(it.traits()).isEmpty())
                .map(it -> "required" + it.suffix() + ": (" + String.join(", ", contradictions(it.traits())) + ")")
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw PlacementProblem.invalid(
                    "Conflicting required and forbidden traits found in the following traits keys: " + found);
        }
    }

    /** The traits of those wanted sets of which every trait is forbidden. */
    static Set<String> contradictions(TraitFilter traits) {
        return traits.anyOf().stream()
                .filter(traits.forbidden()::containsAll)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String list(Collection<String> texts) {
        return texts.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
    }
}
