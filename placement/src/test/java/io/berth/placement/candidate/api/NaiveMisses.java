package io.berth.placement.candidate.api;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What each provider lacks of what is asked of one, wish by wish as contract placement §8.16 has them. */
final class NaiveMisses {
    private final RandomPlacement placement;
    private final CandidateQuery query;
    private final boolean isPlain;

    NaiveMisses(RandomPlacement placement, CandidateQuery query) {
        this.placement = placement;
        this.query = query;
        this.isPlain = placement.providers().stream().noneMatch(p -> p.parent().isPresent() || isSharing(p));
    }

    boolean isPlain() {
        return isPlain;
    }

    /** @param lacks in words, sorted */
    record Miss(UUID provider, List<String> lacks, double shortfall) {}

    /** Of all providers that could be told, the nearest first. */
    List<Miss> of(RequestGroup group, Map<String, Long> resources) {
        List<Miss> misses = new ArrayList<>();
        for (Provider p : placement.providers()) {
            boolean hasAny = resources.keySet().stream().anyMatch(p.inventories()::containsKey);
            List<String> lacks = new ArrayList<>();
            int wishes = resources.isEmpty() ? wishes(group, resources, p, lacks) : 0;
            double shortfall = 0;
            if (!resources.isEmpty()) {
                wishes(group, resources, p, lacks);
                shortfall = lacks.isEmpty() ? 0 : 1;
                for (Map.Entry<String, Long> each : resources.entrySet()) {
                    shortfall = Math.max(shortfall, room(p, each.getKey(), each.getValue(), lacks));
                }
            } else {
                shortfall = 1;
            }
            boolean isTold = resources.isEmpty() ? lacks.size() < wishes : hasAny;
            if (isTold && !lacks.isEmpty()) {
                misses.add(new Miss(p.uuid(), lacks.stream().sorted().toList(), shortfall));
            }
        }
        misses.sort(Comparator.<Miss>comparingInt(it -> it.lacks().size()).thenComparingDouble(Miss::shortfall));
        return misses;
    }

    /** The part of it that is missing. */
    private double room(Provider p, String name, long wanted, List<String> lacks) {
        Inventory it = p.inventories().get(name);
        long capacity = it == null ? 0 : (long) ((it.total() - it.reserved()) * it.allocationRatio());
        long free = Math.max(0, capacity - placement.used().get(p.uuid()).getOrDefault(name, 0L));
        boolean isPortion = it == null
                || wanted >= it.minUnit() && wanted <= it.maxUnit() && wanted % it.stepSize() == 0;
        if (free >= wanted && isPortion) {
            return 0;
        }
        lacks.add("%s wanted %d free %d capacity %d portions %s".formatted(name, wanted, free, capacity, isPortion));
        return free >= wanted ? 0 : (double) (wanted - free) / wanted;
    }

    /** How many there are. */
    private int wishes(RequestGroup group, Map<String, Long> resources, Provider p, List<String> lacks) {
        Provider root = provider(p.root());
        boolean isOne = !group.suffix().isEmpty() || isPlain;
        boolean servesOthers = isSharing(p) && (isOne || group.tree().isEmpty());
        List<Wish> wishes = new ArrayList<>();
        if (isOne || group.resources().size() == 1) {
            group.traits().anyOf().forEach(set -> wishes.add(new Wish("required " + words(set), meets(set, p.traits()))));
        }
        group.traits().forbidden().forEach(it -> wishes.add(new Wish("required !" + it, !p.traits().contains(it))));
        List<Set<String>> sets = group.aggregates().anyOf();
        if (isOne) {
            sets.forEach(set -> wishes.add(new Wish("member_of " + words(set), meets(set, p.aggregates()))));
        } else if (!sets.isEmpty()) {
            wishes.add(new Wish(
                    "member_of " + String.join(" and ", sets.stream().map(NaiveMisses::words).toList()),
                    sets.stream().allMatch(set -> meets(set, p.aggregates()))
                            || sets.stream().allMatch(set -> meets(set, root.aggregates()))));
        }
        group.aggregates().forbidden().forEach(it -> wishes.add(new Wish(
                "member_of !" + it,
                !p.aggregates().contains(it) && (isOne || servesOthers || !root.aggregates().contains(it)))));
        if (!resources.isEmpty()) {
            group.tree().ifPresent(tree -> wishes.add(new Wish(
                    "in_tree " + (tree.isEmpty() ? "a provider that does not exist" : tree.iterator().next()),
                    tree.stream().anyMatch(it -> provider(it).root().equals(p.root())))));
        }
        query.rootTraits().anyOf().forEach(set ->
                wishes.add(new Wish("root_required " + words(set), servesOthers || meets(set, root.traits()))));
        query.rootTraits().forbidden().forEach(it ->
                wishes.add(new Wish("root_required !" + it, servesOthers || !root.traits().contains(it))));
        wishes.stream().filter(it -> !it.isMet).forEach(it -> lacks.add(it.words));
        return wishes.size();
    }

    private record Wish(String words, boolean isMet) {}

    private Provider provider(UUID uuid) {
        return placement.providers().stream().filter(it -> it.uuid().equals(uuid)).findFirst().orElseThrow();
    }

    private static boolean isSharing(Provider p) {
        return p.traits().contains("MISC_SHARES_VIA_AGGREGATE");
    }

    private static boolean meets(Set<String> set, Set<String> having) {
        return set.stream().anyMatch(having::contains);
    }

    private static String words(Set<String> names) {
        return (names.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(names));
    }
}
