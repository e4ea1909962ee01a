package io.berth.placement.candidate;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.index.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Worlds built by hand; providers are named. */
public final class Worlds {
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<UUID, SortedMap<String, Long>> used = new HashMap<>();

    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public Worlds provider(String name, Map<String, Inventory> inventories, String... traits) {
        return add(name, Optional.empty(), inventories, List.of(), List.of(traits));
    }

    public Worlds below(String parent, String name, Map<String, Inventory> inventories, String... traits) {
        return add(name, Optional.ofNullable(providers.get(parent)), inventories, List.of(), List.of(traits));
    }

    /** That is in these aggregates. */
    public Worlds inside(String name, Map<String, Inventory> inventories, String... aggregates) {
        return add(name, Optional.empty(), inventories, List.of(aggregates), List.of());
    }

    public Worlds using(String name, String resourceClass, long amount) {
        used.computeIfAbsent(id(name), any -> new TreeMap<>()).put(resourceClass, amount);
        return this;
    }

    private Worlds add(
            String name,
            Optional<Provider> parent,
            Map<String, Inventory> inventories,
            Collection<String> aggregates,
            Collection<String> traits) {
        providers.put(name, new Provider(
                id(name),
                name,
                0,
                0,
                parent.map(Provider::uuid),
                parent.map(Provider::root).orElse(id(name)),
                new TreeMap<>(inventories),
                new TreeSet<>(traits),
                new TreeSet<>(aggregates),
                new Provider.Times(Instant.EPOCH, Optional.empty(), new TreeMap<>(), Optional.empty())));
        return this;
    }

    public World world() {
        SortedMap<String, Instant> classes = new TreeMap<>();
        SortedMap<String, Instant> traits = new TreeMap<>();
        providers.values().forEach(it -> {
            it.inventories().keySet().forEach(name -> classes.put(name, Instant.EPOCH));
            it.traits().forEach(name -> traits.put(name, Instant.EPOCH));
        });
        return World.of(new World.Names(classes, traits), providers.values(), used);
    }

    /** Groups _0, _1, … that ask for the same each. */
    public static List<RequestGroup> groups(int count, Map<String, Long> resources) {
        List<RequestGroup> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(RequestGroup.of("_" + i).withResources(resources));
        }
        return groups;
    }
}
