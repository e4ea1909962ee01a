package io.berth.placement.candidate.explain;

import io.berth.placement.Inventory;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The single changes that may give a query candidates, the smaller before the larger: less of one class, which keeps all other
 * wishes; then one wish about how groups lie to each other; then one about roots; then one of a group's own wishes; then going
 * without one class.
 */
final class Relaxations {
    /** How many smaller amounts of one class are tried, the largest first. */
    private static final int AMOUNTS_MAX = 16;

    /** How many changes are tried altogether. */
    private static final int CHANGES_MAX = 200;

    private final World world;
    private final CandidateQuery query;

    private Relaxations(World world, CandidateQuery query) {
        this.world = world;
        this.query = query;
    }

    /** A change, and the query with it. */
    record Relaxed(Relaxation relaxation, CandidateQuery query) {}

    /** Lazily: whoever needs one only takes the first that helps. */
    static Stream<Relaxed> of(World world, CandidateQuery query) {
        Relaxations all = new Relaxations(world, query);
        return Stream.of(
                        all.eachGroup(all::lessOfOneClass),
                        Stream.of(query).flatMap(any -> all.betweenGroups()),
                        Stream.of(query).flatMap(any -> all.ofRoots()),
                        all.eachGroup(all::withoutOneWish),
                        all.eachGroup(all::withoutOneClass))
                .flatMap(Function.identity())
                .limit(CHANGES_MAX);
    }

    private Stream<Relaxed> eachGroup(Function<RequestGroup, Stream<Relaxed>> changes) {
        return query.groups().stream().flatMap(changes);
    }

    private Relaxed changed(RequestGroup before, RequestGroup after, String parameter, String change) {
        CandidateQuery changed = query.withGroups(
                query.groups().stream().map(it -> it.suffix().equals(before.suffix()) ? after : it).toList());
        return new Relaxed(new Relaxation(parameter + before.suffix(), change), changed);
    }

    private Stream<Relaxed> lessOfOneClass(RequestGroup group) {
        return group.resources().entrySet().stream().flatMap(wanted ->
                smallerAmounts(wanted.getKey(), wanted.getValue()).stream().map(amount -> {
                    Map<String, Long> resources = new LinkedHashMap<>(group.resources());
                    resources.put(wanted.getKey(), amount);
                    String change = wanted.getKey() + ":" + wanted.getValue() + " → " + wanted.getKey() + ":" + amount;
                    return changed(group, group.withResources(resources), "resources", change);
                }));
    }

    /** The most that each provider would give, of what is less than wanted. */
    private List<Long> smallerAmounts(String name, long wanted) {
        Set<Long> amounts = new TreeSet<>(Comparator.reverseOrder());
        world.withInventoryOf(name).forEach((int ordinal) -> {
            Node node = world.get(ordinal);
            node.inventory(name)
                    .flatMap(inventory -> mostBelow(inventory, Math.min(wanted - 1, inventory.capacity() - node.usedOf(name))))
                    .ifPresent(amounts::add);
        });
        return amounts.stream().limit(AMOUNTS_MAX).toList();
    }

    private static Optional<Long> mostBelow(Inventory inventory, long bound) {
        long most = Math.min(bound, inventory.maxUnit());
        most -= Math.floorMod(most, inventory.stepSize());
        return most > 0 && inventory.portions(most) ? Optional.of(most) : Optional.empty();
    }

    private Stream<Relaxed> betweenGroups() {
        List<Relaxed> changes = new ArrayList<>();
        if (query.isIsolated() && query.groups().size() > 1) {
            changes.add(new Relaxed(new Relaxation("group_policy", "isolate → none"), query.isolated(false)));
        }
        for (Set<String> subtree : query.sameSubtrees()) {
            List<Set<String>> others = new ArrayList<>(query.sameSubtrees());
            others.remove(subtree);
            boolean isAllowed = query.groups().stream().allMatch(group ->
                    group.hasResources() || others.stream().anyMatch(it -> it.contains(group.suffix())));
            if (isAllowed) {
                changes.add(new Relaxed(
                        new Relaxation("same_subtree", "without " + String.join(",", new TreeSet<>(subtree))),
                        query.withSameSubtrees(others)));
            }
        }
        return changes.stream();
    }

    private Stream<Relaxed> ofRoots() {
        return fewerTraits(query.rootTraits()).map(fewer ->
                new Relaxed(new Relaxation("root_required", fewer.without()), query.withRootTraits(fewer.filter())));
    }

    private Stream<Relaxed> withoutOneWish(RequestGroup group) {
        Stream<Relaxed> traits = fewerTraits(group.traits())
                .map(fewer -> changed(group, group.withTraits(fewer.filter()), "required", fewer.without()));
        Stream<Relaxed> aggregates = fewerAggregates(group.aggregates())
                .map(fewer -> changed(group, group.withAggregates(fewer.filter()), "member_of", fewer.without()));
        Stream<Relaxed> tree = group.tree().stream()
                .map(any -> changed(group, group.withTree(Optional.empty()), "in_tree", "without it"));
        return Stream.of(traits, aggregates, tree).flatMap(Function.identity());
    }

    private record Fewer<T>(T filter, String without) {}

    private static Stream<Fewer<TraitFilter>> fewerTraits(TraitFilter traits) {
        List<Fewer<TraitFilter>> fewer = new ArrayList<>();
        for (Set<String> set : traits.anyOf()) {
            fewer.add(new Fewer<>(
                    new TraitFilter(without(traits.anyOf(), set), traits.forbidden()), "without " + words(set, "")));
        }
        for (String name : traits.forbidden()) {
            Set<String> others = new TreeSet<>(traits.forbidden());
            others.remove(name);
            fewer.add(new Fewer<>(new TraitFilter(traits.anyOf(), others), "without !" + name));
        }
        return fewer.stream();
    }

    private static Stream<Fewer<AggregateFilter>> fewerAggregates(AggregateFilter aggregates) {
        List<Fewer<AggregateFilter>> fewer = new ArrayList<>();
        for (Set<String> set : aggregates.anyOf()) {
            fewer.add(new Fewer<>(
                    new AggregateFilter(without(aggregates.anyOf(), set), aggregates.forbidden()), "without " + words(set, "")));
        }
        if (!aggregates.forbidden().isEmpty()) {
            fewer.add(new Fewer<>(
                    new AggregateFilter(aggregates.anyOf(), Set.of()), "without " + words(aggregates.forbidden(), "!")));
        }
        return fewer.stream();
    }

    private static List<Set<String>> without(List<Set<String>> sets, Set<String> one) {
        List<Set<String>> others = new ArrayList<>(sets);
        others.remove(one);
        return others;
    }

    private static String words(Set<String> names, String sign) {
        return sign + (names.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(names));
    }

    private Stream<Relaxed> withoutOneClass(RequestGroup group) {
        return group.resources().keySet().stream().filter(any -> group.resources().size() > 1).map(name -> {
            Map<String, Long> resources = new LinkedHashMap<>(group.resources());
            resources.remove(name);
            return changed(group, group.withResources(resources), "resources", "without " + name);
        });
    }
}
