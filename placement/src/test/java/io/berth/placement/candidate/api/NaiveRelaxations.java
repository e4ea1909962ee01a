package io.berth.placement.candidate.api;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All single changes of a query, one after the other, the smallest first: amounts one by one, up to what no inventory has. */
final class NaiveRelaxations {
    /** More than {@link RandomPlacement}'s inventories hold. */
    private static final long AMOUNT_MAX = 12;

    private final CandidateQuery query;
    private final List<Change> changes = new ArrayList<>();

    private NaiveRelaxations(CandidateQuery query) {
        this.query = query;
    }

    private record Change(Relaxation told, CandidateQuery query) {}

    /** The first one that has candidates. */
    static Optional<Relaxation> smallest(CandidateQuery query, Predicate<CandidateQuery> hasCandidates) {
        NaiveRelaxations all = new NaiveRelaxations(query);
        all.amounts(true);
        all.amounts(false);
        all.betweenGroups();
        all.fewer(query.rootTraits(), (traits, change) -> all.changes.add(
                new Change(new Relaxation("root_required", change), query.withRootTraits(traits))));
        query.groups().forEach(all::wishes);
        query.groups().forEach(all::forbiddenAggregates);
        query.groups().forEach(all::classes);
        query.groups().forEach(all::group);
        return all.changes.stream().filter(it -> hasCandidates.test(it.query)).findFirst().map(Change::told);
    }

    private record Amount(RequestGroup group, String name, long wanted, long amount) {
        double part() {
            return (double) Math.abs(wanted - amount) / wanted;
        }
    }

    private void amounts(boolean isLess) {
        List<Amount> amounts = new ArrayList<>();
        for (RequestGroup group : query.groups()) {
            group.resources().forEach((name, wanted) -> {
                for (long amount = isLess ? 1 : wanted + 1; amount < (isLess ? wanted : AMOUNT_MAX); amount++) {
                    amounts.add(new Amount(group, name, wanted, amount));
                }
            });
        }
        amounts.sort(Comparator.comparingDouble(Amount::part));
        for (Amount each : amounts) {
            Map<String, Long> resources = new LinkedHashMap<>(each.group.resources());
            resources.put(each.name, each.amount);
            String change = "%s:%d → %s:%d".formatted(each.name, each.wanted, each.name, each.amount);
            change(each.group, each.group.withResources(resources), "resources", change);
        }
    }

    private void change(RequestGroup before, RequestGroup after, String parameter, String change) {
        List<RequestGroup> groups = new ArrayList<>(query.groups());
        groups.set(groups.indexOf(before), after);
        changes.add(new Change(new Relaxation(parameter + before.suffix(), change), query.withGroups(groups)));
    }

    private void betweenGroups() {
        if (query.isIsolated() && query.groups().size() > 1) {
            changes.add(new Change(new Relaxation("group_policy", "isolate → none"), query.isolated(false)));
        }
        for (Set<String> each : query.sameSubtrees()) {
            List<Set<String>> others = without(query.sameSubtrees(), each);
            if (query.groups().stream().allMatch(it ->
                    it.hasResources() || others.stream().anyMatch(other -> other.contains(it.suffix())))) {
                changes.add(new Change(
                        new Relaxation("same_subtree", "without " + String.join(",", new TreeSet<>(each))),
                        query.withSameSubtrees(others)));
            }
        }
    }

    private interface Taken<T> {
        void with(T fewer, String change);
    }

    private void fewer(TraitFilter traits, Taken<TraitFilter> taken) {
        for (Set<String> each : traits.anyOf()) {
            taken.with(new TraitFilter(without(traits.anyOf(), each), traits.forbidden()), "without " + words(each));
        }
        for (String each : traits.forbidden()) {
            taken.with(new TraitFilter(traits.anyOf(), without(traits.forbidden(), each)), "without !" + each);
        }
    }

    private void wishes(RequestGroup group) {
        fewer(group.traits(), (traits, change) -> change(group, group.withTraits(traits), "required", change));
        AggregateFilter in = group.aggregates();
        for (Set<String> each : in.anyOf()) {
            AggregateFilter fewer = new AggregateFilter(without(in.anyOf(), each), in.forbidden());
            change(group, group.withAggregates(fewer), "member_of", "without " + words(each));
        }
        for (String each : in.forbidden()) {
            AggregateFilter fewer = new AggregateFilter(in.anyOf(), without(in.forbidden(), each));
            change(group, group.withAggregates(fewer), "member_of", "without !" + each);
        }
        if (group.tree().isPresent()) {
            change(group, group.withTree(Optional.empty()), "in_tree", "without it");
        }
    }

    private void forbiddenAggregates(RequestGroup group) {
        AggregateFilter in = group.aggregates();
        if (in.forbidden().size() > 1) {
            AggregateFilter fewer = new AggregateFilter(in.anyOf(), Set.of());
            change(group, group.withAggregates(fewer), "member_of", "without !" + words(in.forbidden()));
        }
    }

    private void classes(RequestGroup group) {
        for (String name : group.resources().keySet()) {
            Map<String, Long> fewer = new LinkedHashMap<>(group.resources());
            fewer.remove(name);
            if (!fewer.isEmpty()) {
                change(group, group.withResources(fewer), "resources", "without " + name);
            }
        }
    }

    private void group(RequestGroup group) {
        List<RequestGroup> others = query.groups().stream().filter(it -> it != group).toList();
        if (others.stream().anyMatch(RequestGroup::hasResources)) {
            String parameter =
                    group.hasResources() ? "resources" : group.traits().isEmpty() ? "member_of" : "required";
            List<Set<String>> subtrees = query.sameSubtrees().stream()
                    .map(it -> without(it, group.suffix()))
                    .filter(it -> !it.isEmpty())
                    .toList();
            changes.add(new Change(
                    new Relaxation(parameter + group.suffix(), "without the group"),
                    query.withGroups(others).withSameSubtrees(subtrees)));
        }
    }

    private static <T> List<T> without(List<T> all, T one) {
        List<T> others = new ArrayList<>(all);
        others.remove(one);
        return others;
    }

    private static Set<String> without(Set<String> all, String one) {
        return all.stream().filter(it -> !it.equals(one)).collect(Collectors.toSet());
    }

    private static String words(Set<String> names) {
        return (names.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(names));
    }
}
