package io.berth.placement.candidate.api;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import io.berth.placement.index.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Small worlds and the queries that make them difficult, drawn from a seed. */
final class RandomPlacement {
    private static final List<String> CLASSES = List.of("VCPU", "DISK_GB", "SRIOV_NET_VF");
    private static final List<String> TRAITS = List.of("CUSTOM_T0", "CUSTOM_T1", "CUSTOM_T2");
    private static final String SHARES = "MISC_SHARES_VIA_AGGREGATE";
    private static final int PROVIDERS_MAX = 7;
    private static final int GROUPS_MAX = 4;

    private final SplittableRandom random;
    private final List<Provider> providers = new ArrayList<>();
    private final Map<UUID, SortedMap<String, Long>> used = new TreeMap<>();

    RandomPlacement(long seed) {
        this.random = new SplittableRandom(seed);
        boolean isFlat = chance(0.2);
        boolean mayShare = chance(0.5);
        int size = 1 + random.nextInt(PROVIDERS_MAX);
        for (int i = 0; i < size; i++) {
            add(i, isFlat, mayShare);
        }
    }

    List<Provider> providers() {
        return providers;
    }

    /** All names that worlds and queries use. */
    static World.Names names() {
        SortedMap<String, Instant> classes = new TreeMap<>();
        CLASSES.forEach(it -> classes.put(it, Instant.EPOCH));
        SortedMap<String, Instant> traits = new TreeMap<>(Map.of(SHARES, Instant.EPOCH));
        TRAITS.forEach(it -> traits.put(it, Instant.EPOCH));
        return new World.Names(classes, traits);
    }

    Map<UUID, SortedMap<String, Long>> used() {
        return used;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static UUID id(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> aggregates() {
        return List.of(id("aggregate", 0).toString(), id("aggregate", 1).toString());
    }

    private void add(int number, boolean isFlat, boolean mayShare) {
        Optional<Provider> parent =
                providers.isEmpty() || isFlat || chance(0.25) ? Optional.empty() : Optional.of(one(providers));
        UUID uuid = id("provider", number);
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        SortedMap<String, Long> usage = new TreeMap<>();
        for (String name : CLASSES) {
            if (chance(0.75)) {
                Inventory inventory = inventory();
                inventories.put(name, inventory);
                if (chance(0.3)) {
                    usage.put(name, 1L + random.nextInt(3));
                }
            }
        }
        TreeSet<String> traits = new TreeSet<>();
        TRAITS.stream().filter(it -> chance(0.45)).forEach(traits::add);
        if (mayShare && chance(0.4)) {
            traits.add(SHARES);
        }
        TreeSet<String> aggregates = new TreeSet<>();
        aggregates().stream().filter(it -> chance(0.45)).forEach(aggregates::add);
        providers.add(new Provider(
                uuid,
                "p" + number,
                0,
                0,
                parent.map(Provider::uuid),
                parent.map(Provider::root).orElse(uuid),
                inventories,
                traits,
                aggregates,
                new Provider.Times(Instant.EPOCH, Optional.empty(), new TreeMap<>(), Optional.empty())));
        used.put(uuid, usage);
    }

    private Inventory inventory() {
        long total = 1 + random.nextInt(6);
        return new Inventory(
                total,
                chance(0.2) ? random.nextInt((int) total) : 0,
                chance(0.15) ? 2 : 1,
                chance(0.3) ? 1 + random.nextInt(4) : Inventory.AMOUNT_MAX,
                chance(0.15) ? 2 : 1,
                chance(0.2) ? 1.5 : 1.0);
    }

    CandidateQuery query() {
        boolean mayUseTree = chance(0.85);
        List<RequestGroup> groups = new ArrayList<>();
        if (chance(0.6)) {
            groups.add(group("", true));
        }
        int suffixed = groups.isEmpty() ? 1 + random.nextInt(GROUPS_MAX) : random.nextInt(GROUPS_MAX);
        Set<String> suffixes = new LinkedHashSet<>();
        for (int i = 1; i <= suffixed; i++) {
            groups.add(group("_" + i, !mayUseTree || groups.isEmpty() || chance(0.75)));
            suffixes.add("_" + i);
        }
        List<Set<String>> subtrees = subtrees(groups, suffixes, mayUseTree);
        return new CandidateQuery(
                groups, Optional.empty(), chance(0.2) ? rootTraits() : TraitFilter.NONE, subtrees, chance(0.5), mayUseTree);
    }

    private List<Set<String>> subtrees(List<RequestGroup> groups, Set<String> suffixes, boolean mayUseTree) {
        List<Set<String>> subtrees = new ArrayList<>();
        Set<String> first = new HashSet<>();
        groups.stream().filter(it -> !it.hasResources()).forEach(it -> first.add(it.suffix()));
        if (mayUseTree && !suffixes.isEmpty() && (!first.isEmpty() || chance(0.4))) {
            suffixes.stream().filter(it -> chance(0.7)).forEach(first::add);
        }
        if (!first.isEmpty()) {
            subtrees.add(first);
            if (chance(0.2)) {
                Set<String> second = new HashSet<>(suffixes);
                second.removeIf(it -> chance(0.4));
                subtrees.add(second.isEmpty() ? first : second);
            }
        }
        return subtrees;
    }

    private TraitFilter rootTraits() {
        TraitFilter traits = traits(0.5);
        return new TraitFilter(traits.anyOf().stream().filter(it -> it.size() == 1).toList(), traits.forbidden());
    }

    private RequestGroup group(String suffix, boolean hasResources) {
        Map<String, Long> resources = new LinkedHashMap<>();
        if (hasResources) {
            CLASSES.stream().filter(it -> chance(0.35)).forEach(it -> resources.put(it, amount()));
            if (resources.isEmpty()) {
                resources.put(one(CLASSES), amount());
            }
        }
        return new RequestGroup(
                suffix,
                resources,
                traits(hasResources ? 0.2 : 0.6),
                memberOf(),
                chance(0.08) ? Optional.of(chance(0.1) ? Set.<UUID>of() : Set.of(one(providers).uuid())) : Optional.empty());
    }

    private long amount() {
        return chance(0.7) ? 1 : 2 + random.nextInt(chance(0.3) ? 6 : 2);
    }

    private TraitFilter traits(double probability) {
        List<Set<String>> anyOf = new ArrayList<>();
        Set<String> forbidden = new LinkedHashSet<>();
        if (chance(probability)) {
            anyOf.add(chance(0.3) ? Set.of(TRAITS.get(0), TRAITS.get(1)) : Set.of(one(TRAITS)));
        }
        if (chance(probability / 2)) {
            anyOf.add(Set.of(one(TRAITS)));
        }
        if (chance(0.12)) {
            forbidden.add(chance(0.1) ? SHARES : one(TRAITS));
        }
        return new TraitFilter(anyOf, forbidden);
    }

    private AggregateFilter memberOf() {
        List<Set<String>> anyOf = new ArrayList<>();
        Set<String> forbidden = new LinkedHashSet<>();
        if (chance(0.2)) {
            anyOf.add(chance(0.3) ? Set.copyOf(aggregates()) : Set.of(one(aggregates())));
        }
        if (chance(0.05)) {
            anyOf.add(Set.of(one(aggregates())));
        }
        if (chance(0.08)) {
            forbidden.add(one(aggregates()));
            if (chance(0.4)) {
                forbidden.addAll(aggregates());
            }
        }
        return new AggregateFilter(anyOf, forbidden);
    }

    /** The world in words, for who must understand a failure. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (Provider it : providers) {
            text.append("%s %s below %s: %s used %s traits %s aggregates %s%n"
                    .formatted(
                            it.name(), it.uuid(), it.parent().map(Object::toString).orElse("nobody"), it.inventories(),
                            used.get(it.uuid()), it.traits(), it.aggregates()));
        }
        return text.toString();
    }
}
