package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.candidate.explain.Counts.Asked;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The single changes of a query that may give it candidates. The smallest is the first of these that does; within a line the
 * query's own order counts, but for amounts.
 *
 * <ol>
 *   <li>less of one class of one group: the smallest part of the amount that has to be cut
 *   <li>more of one class, where the amount is none that inventories give away by their units: the smallest part added
 *   <li>{@code group_policy=none}; going without one {@code same_subtree}
 *   <li>going without one trait of {@code root_required}
 *   <li>going without one wish of a group: a trait or a choice of traits, a forbidden trait, an aggregate or a choice of
 *       aggregates, a forbidden aggregate, the tree
 *   <li>going without all forbidden aggregates of a group
 *   <li>going without one of several classes of a group
 *   <li>going without one of several groups
 * </ol>
 */
final class Relaxations {
    private final World world;
    private final CandidateQuery query;
    private final List<Asked> asked;
    private final Attempts attempts;
    /** What nobody has room for, whatever the rest of the query is: no change elsewhere helps. */
    private final List<Asked> unserved;

    private Relaxations(World world, CandidateQuery query, List<Asked> asked, Attempts attempts) {
        this.world = world;
        this.query = query;
        this.asked = asked;
        this.attempts = attempts;
        this.unserved = asked.stream().filter(it -> !it.isServed()).toList();
    }

    /** The first change that helps, as far as attempts go. */
    static Optional<Relaxed> smallest(World world, CandidateQuery query, List<Asked> asked, Attempts attempts) {
        return new Relaxations(world, query, asked, attempts).smallest();
    }

    private Optional<Relaxed> smallest() {
        if (unserved.stream().map(Asked::group).distinct().count() > 1) {
            return Optional.empty();
        }
        return otherAmount().or(() -> otherWishes()
                .filter(each -> !attempts.areCutShort() && attempts.give(each.query()))
                .findFirst());
    }

    private Optional<Relaxed> otherAmount() {
        if (unserved.size() > 1) {
            return Optional.empty();
        }
        OtherAmount amount = new OtherAmount(world, query, unserved.isEmpty() ? asked : unserved, attempts);
        return amount.less().or(amount::more);
    }

    private Stream<Relaxed> otherWishes() {
        return Stream.<Supplier<Stream<Relaxed>>>of(
                        () -> unserved.isEmpty() ? betweenGroups() : Stream.of(),
                        () -> unserved.isEmpty() ? ofRoots() : Stream.of(),
                        () -> eachGroup(this::withoutOneWish),
                        () -> eachGroup(this::withoutForbiddenAggregates),
                        () -> eachGroup(this::withoutOneClass),
                        () -> eachGroup(this::withoutTheGroup))
                .flatMap(Supplier::get);
    }

    private Stream<Relaxed> eachGroup(Function<RequestGroup, Stream<Relaxed>> changes) {
        return query.groups().stream()
                .filter(group -> unserved.isEmpty() || unserved.getFirst().group().equals(group))
                .flatMap(changes);
    }

    private Relaxed changed(RequestGroup group, String parameter, String change) {
        return Relaxed.of(query, group, parameter, change);
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
                .map(fewer -> changed(group.withTraits(fewer.filter()), "required", fewer.without()));
        Stream<Relaxed> aggregates = fewerAggregates(group.aggregates())
                .map(fewer -> changed(group.withAggregates(fewer.filter()), "member_of", fewer.without()));
        Stream<Relaxed> tree = group.tree().stream()
                .map(any -> changed(group.withTree(Optional.empty()), "in_tree", "without it"));
        return Stream.of(traits, aggregates, tree).flatMap(Function.identity());
    }

    private record Fewer<T>(T filter, String without) {}

    private static Stream<Fewer<TraitFilter>> fewerTraits(TraitFilter traits) {
        List<Fewer<TraitFilter>> fewer = new ArrayList<>();
        for (Set<String> set : traits.anyOf()) {
            fewer.add(new Fewer<>(
                    new TraitFilter(without(traits.anyOf(), set), traits.forbidden()), "without " + words(set)));
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
                    new AggregateFilter(without(aggregates.anyOf(), set), aggregates.forbidden()), "without " + words(set)));
        }
        for (String each : aggregates.forbidden()) {
            Set<String> others = new TreeSet<>(aggregates.forbidden());
            others.remove(each);
            fewer.add(new Fewer<>(new AggregateFilter(aggregates.anyOf(), others), "without !" + each));
        }
        return fewer.stream();
    }

    private static List<Set<String>> without(List<Set<String>> sets, Set<String> one) {
        List<Set<String>> others = new ArrayList<>(sets);
        others.remove(one);
        return others;
    }

    private static String words(Set<String> names) {
        return (names.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(names));
    }

    private Stream<Relaxed> withoutForbiddenAggregates(RequestGroup group) {
        AggregateFilter aggregates = group.aggregates();
        return Stream.of(aggregates).filter(it -> it.forbidden().size() > 1).map(it -> changed(
                group.withAggregates(new AggregateFilter(it.anyOf(), Set.of())),
                "member_of",
                "without !" + words(it.forbidden())));
    }

    private Stream<Relaxed> withoutOneClass(RequestGroup group) {
        return group.resources().keySet().stream().filter(any -> group.resources().size() > 1).map(name -> {
            Map<String, Long> resources = new LinkedHashMap<>(group.resources());
            resources.remove(name);
            return changed(group.withResources(resources), "resources", "without " + name);
        });
    }

    /** Where something is still asked for; a {@code same_subtree} does not name the group any more. */
    private Stream<Relaxed> withoutTheGroup(RequestGroup group) {
        List<RequestGroup> others = query.groups().stream().filter(it -> !it.equals(group)).toList();
        if (others.stream().noneMatch(RequestGroup::hasResources)) {
            return Stream.of();
        }
        List<Set<String>> subtrees = query.sameSubtrees().stream()
                .map(it -> it.stream().filter(suffix -> !suffix.equals(group.suffix())).collect(Collectors.toSet()))
                .filter(it -> !it.isEmpty())
                .toList();
        return Stream.of(new Relaxed(
                new Relaxation(parameterOf(group) + group.suffix(), "without the group"),
                query.withGroups(others).withSameSubtrees(subtrees)));
    }

    private static String parameterOf(RequestGroup group) {
        if (group.hasResources()) {
            return "resources";
        }
        return group.traits().isEmpty() ? "member_of" : "required";
    }
}
