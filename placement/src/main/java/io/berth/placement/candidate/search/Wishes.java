package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.ProviderSets;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the planner narrows by, one wish after the other: for whoever asks what a single provider lacks. What is asked of roots
 * is asked of the provider's own, but not of that of a sharing provider, which serves other trees.
 */
final class Wishes {
    private final World world;
    private final CandidateQuery query;
    private final RequestGroup group;
    private final List<Wish> all = new ArrayList<>();

    private Wishes(World world, CandidateQuery query, RequestGroup group) {
        this.world = world;
        this.query = query;
        this.group = group;
    }

    /** Of a group that is served by one provider, which must have everything itself. */
    static List<Wish> ofOneProvider(World world, CandidateQuery query, RequestGroup group) {
        Wishes wishes = new Wishes(world, query, group);
        group.aggregates().anyOf().forEach(set -> wishes.among("member_of", value(set), wishes.inAny(set)));
        wishes.traits();
        group.aggregates().forbidden().forEach(each -> wishes.outside("member_of", each, world.inAggregate(each)));
        if (group.hasResources()) {
            wishes.tree();
        }
        wishes.root(true);
        return wishes.all;
    }

    /**
     * Of one class of the group without a suffix, where the group may have several providers.
     *
     * @param isAlone whether it is the group's only class, so that its provider must have the traits
     */
    static List<Wish> ofOneClass(World world, CandidateQuery query, RequestGroup group, boolean isAlone) {
        Wishes wishes = new Wishes(world, query, group);
        wishes.membersByRoot();
        if (isAlone) {
            wishes.traits();
        } else {
            wishes.forbiddenTraits();
        }
        boolean mayShare = group.tree().isEmpty();
        for (String each : group.aggregates().forbidden()) {
            RoaringBitmap inside = world.inAggregate(each);
            IntPredicate byRoot = wishes.ofRoot(mayShare, root -> !inside.contains(root));
            wishes.add("member_of", "!" + each, provider -> !inside.contains(provider) && byRoot.test(provider));
        }
        wishes.tree();
        wishes.root(mayShare);
        return wishes.all;
    }

    private void add(String parameter, String value, IntPredicate isMetBy) {
        all.add(new Wish(parameter, value, isMetBy));
    }

    private void among(String parameter, String value, RoaringBitmap providers) {
        add(parameter, value, providers::contains);
    }

    private void outside(String parameter, String name, RoaringBitmap providers) {
        add(parameter, "!" + name, provider -> !providers.contains(provider));
    }

    private RoaringBitmap withAny(Set<String> traits) {
        return ProviderSets.withAny(traits, world::withTrait);
    }

    private RoaringBitmap inAny(Set<String> aggregates) {
        return ProviderSets.withAny(aggregates, world::inAggregate);
    }

    private void traits() {
        group.traits().anyOf().forEach(set -> among("required", value(set), withAny(set)));
        forbiddenTraits();
    }

    private void forbiddenTraits() {
        group.traits().forbidden().forEach(each -> outside("required", each, world.withTrait(each)));
    }

    /** All sets at once: either the provider is in one of each, or the root is. */
    private void membersByRoot() {
        ProviderSets.withAnyOfEach(group.aggregates().anyOf(), world::inAggregate).ifPresent(members -> add(
                "member_of",
                group.aggregates().anyOf().stream().map(Wishes::value).collect(Collectors.joining(" and ")),
                provider -> members.contains(provider) || members.contains(rootOf(provider))));
    }

    private void tree() {
        Optional<Set<UUID>> tree = group.tree();
        tree.ifPresent(uuids -> among(
                "in_tree",
                uuids.isEmpty()
                        ? "a provider that does not exist"
                        : uuids.stream().map(UUID::toString).collect(Collectors.joining(",")),
                ProviderSets.treeOf(world, uuids)));
    }

    private void root(boolean mayShare) {
        TraitFilter traits = query.rootTraits();
        for (Set<String> set : traits.anyOf()) {
            add("root_required", value(set), ofRoot(mayShare, withAny(set)::contains));
        }
        for (String each : traits.forbidden()) {
            add("root_required", "!" + each, ofRoot(mayShare, root -> !world.withTrait(each).contains(root)));
        }
    }

    private IntPredicate ofRoot(boolean mayShare, IntPredicate wish) {
        return provider -> wish.test(rootOf(provider)) || mayShare && isSharing(provider);
    }

    private boolean isSharing(int provider) {
        return world.withTrait(Sharer.TRAIT).contains(provider);
    }

    private int rootOf(int provider) {
        return world.rootOf(world.get(provider)).ordinal();
    }

    private static String value(Set<String> names) {
        return (names.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(names));
    }
}
