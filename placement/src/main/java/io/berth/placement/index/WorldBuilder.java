package io.berth.placement.index;

import io.berth.placement.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Makes the next world out of one: what it changes it copies first, once. Used by one thread at a time. */
final class WorldBuilder {
    private static final String ALL = "all";
    private static final String ROOTS = "roots";

    private final Directory directory;
    private final Set<Integer> ownChunks = new HashSet<>();
    private final Bitmaps byTrait;
    private final Bitmaps byAggregate;
    private final Bitmaps byClass;
    private final Bitmaps kinds;
    /** Trees that some providers came to or left, by the uuid of their root, with the ordinals that they hold from now on. */
    private final Map<UUID, Set<Integer>> trees = new HashMap<>();

    private @Nullable Node[][] chunks;
    private World.Names names;

    WorldBuilder(World base) {
        this.directory = base.directory;
        this.chunks = base.chunks;
        this.byTrait = new Bitmaps(base.byTrait);
        this.byAggregate = new Bitmaps(base.byAggregate);
        this.byClass = new Bitmaps(base.byClass);
        this.kinds = new Bitmaps(Map.of(ALL, base.all, ROOTS, base.roots));
        this.names = base.names;
    }

    void names(World.Names newer) {
        names = newer;
    }

    /** The provider as it is so far. */
    Optional<Node> node(UUID uuid) {
        Integer ordinal = directory.byUuid.get(uuid);
        return ordinal == null ? Optional.empty() : Optional.ofNullable(at(ordinal));
    }

    /** Adds a provider or replaces it. */
    void put(Provider provider, SortedMap<String, Long> used) {
        Optional<Node> known = node(provider.uuid());
        int ordinal = directory.ordinalOf(provider.uuid());
        set(ordinal, known.map(it -> it.with(provider, used)).orElseGet(() -> new Node(ordinal, provider, used, List.of())));
        known.map(Node::provider).ifPresentOrElse(
                before -> reindex(ordinal, before, provider), () -> index(ordinal, provider));
    }

    void remove(UUID uuid) {
        node(uuid).ifPresent(node -> {
            Provider gone = node.provider();
            int ordinal = node.ordinal();
            set(ordinal, null);
            kinds.remove(ALL, ordinal);
            kinds.remove(ROOTS, ordinal);
            gone.traits().forEach(it -> byTrait.remove(it, ordinal));
            gone.aggregates().forEach(it -> byAggregate.remove(it, ordinal));
            gone.inventories().keySet().forEach(it -> byClass.remove(it, ordinal));
            leaveTree(ordinal, gone);
            directory.byName.remove(gone.name(), ordinal);
            directory.forget(uuid);
        });
    }

    private void index(int ordinal, Provider provider) {
        kinds.add(ALL, ordinal);
        provider.traits().forEach(it -> byTrait.add(it, ordinal));
        provider.aggregates().forEach(it -> byAggregate.add(it, ordinal));
        provider.inventories().keySet().forEach(it -> byClass.add(it, ordinal));
        directory.byName.put(provider.name(), ordinal);
        place(ordinal, provider);
        if (directory.withoutRoot.containsKey(provider.uuid())) {
            belowRoot(provider.uuid());
        }
    }

    private void place(int ordinal, Provider provider) {
        if (provider.parent().isEmpty()) {
            kinds.add(ROOTS, ordinal);
        } else {
            kinds.remove(ROOTS, ordinal);
            belowRoot(provider.root()).add(ordinal);
        }
    }

    private void leaveTree(int ordinal, Provider provider) {
        if (provider.parent().isPresent()) {
            belowRoot(provider.root()).remove(ordinal);
        }
    }

    /** Those below a root; its own ordinal is not among them. A root that is not known yet has those that came before it. */
    private Set<Integer> belowRoot(UUID root) {
        return trees.computeIfAbsent(root, any -> {
            Set<Integer> below = new LinkedHashSet<>(directory.withoutRoot.getOrDefault(root, Set.of()));
            node(root).ifPresent(node -> node.tree().stream().skip(1).forEach(below::add));
            return below;
        });
    }

    /** Only what is another than before: a claim changes none of it. */
    private void reindex(int ordinal, Provider before, Provider after) {
        byTrait.replace(before.traits(), after.traits(), ordinal);
        byAggregate.replace(before.aggregates(), after.aggregates(), ordinal);
        if (before.inventories() != after.inventories()) {
            byClass.replace(before.inventories().keySet(), after.inventories().keySet(), ordinal);
        }
        if (!before.name().equals(after.name())) {
            directory.byName.remove(before.name(), ordinal);
            directory.byName.put(after.name(), ordinal);
        }
        if (!before.parent().equals(after.parent()) || !before.root().equals(after.root())) {
            leaveTree(ordinal, before);
            place(ordinal, after);
        }
    }

    World build() {
        joinTrees();
        return new World(
                directory,
                chunks,
                kinds.of(ALL),
                kinds.of(ROOTS),
                byTrait.built(),
                byAggregate.built(),
                byClass.built(),
                names);
    }

    private void joinTrees() {
        trees.forEach((uuid, below) -> node(uuid).ifPresentOrElse(
                root -> {
                    List<Integer> tree = new ArrayList<>(below.size() + 1);
                    if (!below.isEmpty()) {
                        tree.add(root.ordinal());
                        tree.addAll(below);
                    }
                    set(root.ordinal(), root.withTree(tree));
                    directory.withoutRoot.remove(uuid);
                },
                () -> directory.withoutRoot.put(uuid, below)));
    }

    private @Nullable Node at(int ordinal) {
        int chunk = ordinal >>> World.CHUNK_BITS;
        return chunk < chunks.length ? chunks[chunk][ordinal & (World.CHUNK - 1)] : null;
    }

    private void set(int ordinal, @Nullable Node node) {
        int chunk = ordinal >>> World.CHUNK_BITS;
        if (ownChunks.isEmpty()) {
            chunks = chunks.clone();
        }
        if (chunk >= chunks.length) {
            int before = chunks.length;
            chunks = Arrays.copyOf(chunks, chunk + 1);
            for (int i = before; i <= chunk; i++) {
                chunks[i] = new Node[World.CHUNK];
                ownChunks.add(i);
            }
        }
        if (ownChunks.add(chunk)) {
            chunks[chunk] = chunks[chunk].clone();
        }
        chunks[chunk][ordinal & (World.CHUNK - 1)] = node;
    }

    /** Named sets of ordinals, of which those are copied that are changed. */
    private static final class Bitmaps {
        private final Set<String> own = new HashSet<>();
        private Map<String, RoaringBitmap> byName;

        Bitmaps(Map<String, RoaringBitmap> base) {
            this.byName = base;
        }

        RoaringBitmap of(String name) {
            return byName.getOrDefault(name, new RoaringBitmap());
        }

        void add(String name, int ordinal) {
            mine(name).add(ordinal);
        }

        void remove(String name, int ordinal) {
            if (of(name).contains(ordinal)) {
                RoaringBitmap bitmap = mine(name);
                bitmap.remove(ordinal);
            }
        }

        void replace(Collection<String> before, Collection<String> after, int ordinal) {
            if (before == after || before.equals(after)) {
                return;
            }
            before.stream().filter(it -> !after.contains(it)).forEach(it -> remove(it, ordinal));
            after.stream().filter(it -> !before.contains(it)).forEach(it -> add(it, ordinal));
        }

        private RoaringBitmap mine(String name) {
            if (own.isEmpty()) {
                byName = new HashMap<>(byName);
            }
            if (own.add(name)) {
                RoaringBitmap base = byName.get(name);
                byName.put(name, base == null ? new RoaringBitmap() : base.clone());
            }
            return of(name);
        }

        Map<String, RoaringBitmap> built() {
            own.forEach(name -> {
                if (of(name).isEmpty()) {
                    byName.remove(name);
                }
            });
            return byName;
        }
    }
}
