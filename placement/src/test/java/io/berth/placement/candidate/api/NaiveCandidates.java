package io.berth.placement.candidate.api;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * All candidates, by trying everything: the definitions of contract placement §8.16 one after the other, with nothing done to be
 * fast. Shares no code with the search that it is held against.
 */
final class NaiveCandidates {
    private final Map<UUID, Provider> providers = new LinkedHashMap<>();
    private final Map<UUID, SortedMap<String, Long>> used;
    private final CandidateQuery query;
    private final Set<Twin> twins;

    /** Rules that are broken on purpose, to see that the comparison notices. */
    enum Twin {
        SUMS_ARE_NOT_TESTED,
        SUMS_IGNORE_THE_LARGEST_PORTION,
        ISOLATION_COUNTS_THE_GROUP_WITHOUT_SUFFIX,
        ISOLATION_IS_IGNORED,
        SUBTREES_ARE_IGNORED,
        SUBTREES_MAY_BE_SIBLINGS,
        AGGREGATES_OF_ROOTS_SPAN_TREES_FOR_SUFFIXES,
        AGGREGATES_OF_ROOTS_DO_NOT_SPAN_TREES,
        SHARERS_NEED_NO_AGGREGATE,
        SHARERS_SERVE_ONLY_THEIR_TREE,
        TRAITS_OF_ROOTS_COUNT,
        ROOT_TRAITS_ARE_IGNORED,
        FORBIDDEN_AGGREGATES_OF_ROOTS_DO_NOT_COUNT,
        TREES_COUNT_FOR_GROUPS_WITHOUT_RESOURCES,
        ONE_PROVIDER_OF_A_TREE_IS_IGNORED
    }

    NaiveCandidates(
            List<Provider> providers, Map<UUID, SortedMap<String, Long>> used, CandidateQuery query, Set<Twin> twins) {
        providers.forEach(it -> this.providers.put(it.uuid(), it));
        this.used = used;
        this.query = query;
        this.twins = twins;
    }

    /** Which providers serve which group, and what they give. */
    record Found(Map<UUID, SortedMap<String, Long>> allocations, Map<String, Set<UUID>> mappings) {}

    /** What one provider gives of one class to a group. */
    private record Gift(UUID provider, String resourceClass, long amount) {}

    /** One way to serve a group. */
    private record Result(Set<Gift> gifts, Set<UUID> mapped) {}

    Set<Found> all() {
        Set<Found> found = new LinkedHashSet<>();
        for (Provider anchor : providers.values()) {
            if (anchor.parent().isEmpty() && isRootWanted(anchor)) {
                List<List<Result>> tuples = List.of(List.of());
                for (RequestGroup group : query.groups()) {
                    List<Result> results = group.suffix().isEmpty() ? unsuffixed(group, anchor) : suffixed(group, anchor);
                    tuples = longer(tuples, results);
                }
                tuples.stream().filter(this::isMergeable).forEach(tuple -> found.add(merged(tuple)));
            }
        }
        found.removeIf(it -> !fits(it) || !isForClientsWithoutTrees(it));
        return found;
    }

    private static <T> List<List<T>> longer(List<List<T>> lists, Collection<T> ends) {
        List<List<T>> longer = new ArrayList<>();
        for (List<T> list : lists) {
            for (T end : ends) {
                List<T> one = new ArrayList<>(list);
                one.add(end);
                longer.add(one);
            }
        }
        return longer;
    }

    private boolean isRootWanted(Provider root) {
        return twins.contains(Twin.ROOT_TRAITS_ARE_IGNORED)
                || (query.rootTraits().anyOf().stream().allMatch(set -> intersects(set, root.traits()))
                        && !intersects(query.rootTraits().forbidden(), root.traits()));
    }

    private static boolean intersects(Set<String> one, Set<String> other) {
        return one.stream().anyMatch(other::contains);
    }

    private boolean fits(Provider p, String name, long n) {
        Inventory it = p.inventories().get(name);
        return it != null
                && usedOf(p, name) + n <= (it.total() - it.reserved()) * it.allocationRatio()
                && it.minUnit() <= n
                && n <= it.maxUnit()
                && n % it.stepSize() == 0;
    }

    private long usedOf(Provider p, String name) {
        return used.get(p.uuid()).getOrDefault(name, 0L);
    }

    private boolean isSharing(Provider p) {
        return p.traits().contains("MISC_SHARES_VIA_AGGREGATE");
    }

    private Set<UUID> anchors(Provider p) {
        Set<UUID> anchors = new LinkedHashSet<>(Set.of(p.root()));
        if (isSharing(p) && !twins.contains(Twin.SHARERS_SERVE_ONLY_THEIR_TREE)) {
            for (Provider q : providers.values()) {
                if (intersects(q.aggregates(), p.aggregates()) || twins.contains(Twin.SHARERS_NEED_NO_AGGREGATE)) {
                    anchors.add(q.root());
                }
            }
        }
        return anchors;
    }

    private boolean isInAll(Provider p, RequestGroup group) {
        return group.aggregates().anyOf().stream().allMatch(set -> intersects(set, p.aggregates()));
    }

    private boolean isInTree(Provider p, RequestGroup group) {
        return group.tree().isEmpty()
                || group.tree().get().stream().anyMatch(it -> providers.get(it).root().equals(p.root()));
    }

    private boolean meetsAll(Provider p, RequestGroup group) {
        boolean isMember = isInAll(p, group);
        if (twins.contains(Twin.AGGREGATES_OF_ROOTS_SPAN_TREES_FOR_SUFFIXES)) {
            isMember |= isInAll(providers.get(p.root()), group);
        }
        return group.resources().entrySet().stream().allMatch(it -> fits(p, it.getKey(), it.getValue()))
                && group.traits().anyOf().stream().allMatch(set -> intersects(set, p.traits()))
                && !intersects(group.traits().forbidden(), p.traits())
                && isMember
                && !intersects(group.aggregates().forbidden(), p.aggregates());
    }

    private List<Result> suffixed(RequestGroup group, Provider anchor) {
        boolean hasResources = !group.resources().isEmpty();
        if (!hasResources && group.traits().anyOf().isEmpty() && group.aggregates().anyOf().isEmpty()) {
            return List.of();
        }
        boolean treeCounts = hasResources || twins.contains(Twin.TREES_COUNT_FOR_GROUPS_WITHOUT_RESOURCES);
        return providers.values().stream()
                .filter(p -> meetsAll(p, group) && (!treeCounts || isInTree(p, group)))
                .filter(p -> anchors(p).contains(anchor.uuid()))
                .map(p -> one(p, group))
                .toList();
    }

    private static Result one(Provider p, RequestGroup group) {
        Set<Gift> gifts = new LinkedHashSet<>();
        group.resources().forEach((name, amount) -> gifts.add(new Gift(p.uuid(), name, amount)));
        return new Result(gifts, Set.of(p.uuid()));
    }

    private List<Result> unsuffixed(RequestGroup group, Provider anchor) {
        boolean isPlain = providers.values().stream().noneMatch(p -> p.parent().isPresent() || isSharing(p));
        if (isPlain) {
            return meetsAll(anchor, group) && isInTree(anchor, group) ? List.of(one(anchor, group)) : List.of();
        }
        List<List<Gift>> combinations = List.of(List.of());
        for (Map.Entry<String, Long> wanted : group.resources().entrySet()) {
            List<Gift> gifts = providers.values().stream()
                    .filter(p -> fits(p, wanted.getKey(), wanted.getValue()) && isPaired(p, anchor, group))
                    .map(p -> new Gift(p.uuid(), wanted.getKey(), wanted.getValue()))
                    .toList();
            combinations = longer(combinations, gifts);
        }
        return combinations.stream()
                .filter(gifts -> hasTraits(gifts, group, anchor))
                .map(gifts -> new Result(Set.copyOf(gifts), mapped(gifts)))
                .toList();
    }

    /** The required sets of which nobody has a trait who could give the tree of this root anything that the group asks for. */
    List<Set<String>> unbrought(RequestGroup group, UUID root) {
        return group.traits().anyOf().stream()
                .filter(set -> providers.values().stream().noneMatch(p -> intersects(set, p.traits())
                        && !intersects(group.traits().forbidden(), p.traits())
                        && isPaired(p, providers.get(root), group)
                        && group.resources().entrySet().stream().anyMatch(it -> fits(p, it.getKey(), it.getValue()))))
                .toList();
    }

    private static Set<UUID> mapped(List<Gift> gifts) {
        Set<UUID> mapped = new TreeSet<>();
        gifts.forEach(gift -> mapped.add(gift.provider()));
        return mapped;
    }

    private boolean isPaired(Provider p, Provider anchor, RequestGroup group) {
        boolean isOfTree = p.root().equals(anchor.uuid()) && isInTree(p, group);
        boolean isShared = group.tree().isEmpty()
                && isSharing(p)
                && isInAll(p, group)
                && anchors(p).contains(anchor.uuid());
        boolean rootCounts = !twins.contains(Twin.AGGREGATES_OF_ROOTS_DO_NOT_SPAN_TREES);
        boolean isMember = isInAll(p, group) || (rootCounts && isInAll(anchor, group));
        boolean forbiddenRootCounts = !twins.contains(Twin.FORBIDDEN_AGGREGATES_OF_ROOTS_DO_NOT_COUNT);
        boolean isForbidden = intersects(group.aggregates().forbidden(), p.aggregates())
                || (forbiddenRootCounts && intersects(group.aggregates().forbidden(), anchor.aggregates()));
        return (isOfTree || isShared) && isMember && !isForbidden;
    }

    private boolean hasTraits(List<Gift> gifts, RequestGroup group, Provider anchor) {
        Set<String> union = new TreeSet<>();
        for (Gift gift : gifts) {
            Provider p = providers.get(gift.provider());
            if (intersects(group.traits().forbidden(), p.traits())) {
                return false;
            }
            union.addAll(p.traits());
        }
        if (twins.contains(Twin.TRAITS_OF_ROOTS_COUNT)) {
            union.addAll(anchor.traits());
        }
        return group.traits().anyOf().stream().allMatch(set -> intersects(set, union));
    }

    private boolean isMergeable(List<Result> tuple) {
        return isIsolated(tuple) && query.sameSubtrees().stream().allMatch(it -> isOneSubtree(tuple, it));
    }

    private boolean isIsolated(List<Result> tuple) {
        if (!query.isIsolated() || twins.contains(Twin.ISOLATION_IS_IGNORED)) {
            return true;
        }
        Set<UUID> seen = new TreeSet<>();
        for (int i = 0; i < tuple.size(); i++) {
            boolean counts = !query.groups().get(i).suffix().isEmpty()
                    || twins.contains(Twin.ISOLATION_COUNTS_THE_GROUP_WITHOUT_SUFFIX);
            if (counts && !tuple.get(i).mapped().stream().allMatch(seen::add)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOneSubtree(List<Result> tuple, Set<String> suffixes) {
        Set<UUID> all = new TreeSet<>();
        for (int i = 0; i < tuple.size(); i++) {
            if (suffixes.contains(query.groups().get(i).suffix())) {
                all.addAll(tuple.get(i).mapped());
            }
        }
        Predicate<UUID> isAboveAll = top -> all.stream().allMatch(it -> isAboveOrItself(top, it));
        return twins.contains(Twin.SUBTREES_ARE_IGNORED)
                || (twins.contains(Twin.SUBTREES_MAY_BE_SIBLINGS) ? providers.keySet() : all).stream().anyMatch(isAboveAll);
    }

    private boolean isAboveOrItself(UUID top, UUID bottom) {
        UUID at = bottom;
        while (!at.equals(top)) {
            Provider p = providers.get(at);
            if (p.parent().isEmpty()) {
                return false;
            }
            at = p.parent().get();
        }
        return true;
    }

    private Found merged(List<Result> tuple) {
        Map<UUID, SortedMap<String, Long>> allocations = new TreeMap<>();
        Map<String, Set<UUID>> mappings = new TreeMap<>();
        for (int i = 0; i < tuple.size(); i++) {
            for (Gift gift : tuple.get(i).gifts()) {
                allocations.computeIfAbsent(gift.provider(), any -> new TreeMap<>())
                        .merge(gift.resourceClass(), gift.amount(), Long::sum);
            }
            mappings.put(query.groups().get(i).suffix(), new TreeSet<>(tuple.get(i).mapped()));
        }
        return new Found(allocations, mappings);
    }

    private boolean fits(Found found) {
        if (twins.contains(Twin.SUMS_ARE_NOT_TESTED)) {
            return true;
        }
        for (Map.Entry<UUID, SortedMap<String, Long>> each : found.allocations().entrySet()) {
            Provider p = providers.get(each.getKey());
            for (Map.Entry<String, Long> sum : each.getValue().entrySet()) {
                Inventory it = p.inventories().get(sum.getKey());
                long capacity = (long) ((it.total() - it.reserved()) * it.allocationRatio());
                boolean isPortion = sum.getValue() <= it.maxUnit() || twins.contains(Twin.SUMS_IGNORE_THE_LARGEST_PORTION);
                if (usedOf(p, sum.getKey()) + sum.getValue() > capacity || !isPortion) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isForClientsWithoutTrees(Found found) {
        if (query.mayUseTree() || twins.contains(Twin.ONE_PROVIDER_OF_A_TREE_IS_IGNORED)) {
            return true;
        }
        Set<UUID> roots = new TreeSet<>();
        return found.allocations().keySet().stream().allMatch(it -> roots.add(providers.get(it).root()));
    }

    /** Whose summaries belong to an answer with these requests. */
    Set<UUID> summarised(Collection<Map<UUID, SortedMap<String, Long>>> allocations) {
        Set<UUID> shown = new TreeSet<>();
        for (Map<UUID, SortedMap<String, Long>> each : allocations) {
            for (UUID it : each.keySet()) {
                if (query.mayUseTree()) {
                    UUID root = providers.get(it).root();
                    providers.values().stream().filter(p -> p.root().equals(root)).forEach(p -> shown.add(p.uuid()));
                } else {
                    shown.add(it);
                }
            }
        }
        return shown;
    }
}
