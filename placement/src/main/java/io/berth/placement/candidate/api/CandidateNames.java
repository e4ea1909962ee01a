package io.berth.placement.candidate.api;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.ProviderSets;
import io.berth.placement.index.World;
import io.berth.placement.wire.PlacementProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * Refuses names that do not exist, where clients hear of it: those of roots first, then group by group while they are
 * searched. Where no root is left, or a group finds nobody, the search ends, and what comes after it is not looked up (contract
 * placement §8.16, order).
 */
final class CandidateNames {
    private final World world;
    private final CandidateQuery query;

    private CandidateNames(World world, CandidateQuery query) {
        this.world = world;
        this.query = query;
    }

    /**
     * Whether to search at all: false where an unknown name comes after what nobody satisfies.
     *
     * @throws PlacementProblem 400 for an unknown name that counts
     */
    static boolean check(World world, CandidateQuery query) {
        boolean areKnown = areTraits(world, query.rootTraits())
                && query.groups().stream().allMatch(group ->
                        group.resources().keySet().stream().allMatch(world::isResourceClass) && areTraits(world, group.traits()));
        return areKnown || new CandidateNames(world, query).findsSomebodyForEach();
    }

    private static boolean areTraits(World world, TraitFilter filter) {
        return filter.names().stream().allMatch(world::isTrait);
    }

    private boolean findsSomebodyForEach() {
        checkTraits(query.rootTraits());
        if (!query.rootTraits().isEmpty() && !hasRoots(query.rootTraits())) {
            return false;
        }
        for (RequestGroup group : query.groups()) {
            group.resources().keySet().stream().filter(name -> !world.isResourceClass(name)).findFirst().ifPresent(name -> {
                throw PlacementProblem.invalid(
                        "Invalid resource class in resources parameter: No such resource class " + name + ".");
            });
            if (!hasMembers(group)) {
                return false;
            }
            checkTraits(group.traits());
            CandidateQuery alone = query.withGroups(List.of(group))
                    .withSameSubtrees(List.of())
                    .withLimit(Optional.of(1));
            if (CandidateSearch.of(world, alone, SearchOptions.STABLE).found().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRoots(TraitFilter traits) {
        RoaringBitmap roots = ProviderSets.withAnyOfEach(traits.anyOf(), world::withTrait)
                .map(having -> RoaringBitmap.and(world.roots(), having))
                .orElseGet(world::roots);
        return !RoaringBitmap.andNot(roots, ProviderSets.withAny(traits.forbidden(), world::withTrait)).isEmpty();
    }

    private boolean hasMembers(RequestGroup group) {
        return ProviderSets.withAnyOfEach(group.aggregates().anyOf(), world::inAggregate)
                .map(members -> !members.isEmpty())
                .orElse(true);
    }

    private void checkTraits(TraitFilter filter) {
        Set<String> unknown = filter.names().stream()
                .filter(name -> !world.isTrait(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw PlacementProblem.invalid("No such trait(s): " + String.join(", ", unknown) + ".");
        }
    }
}
