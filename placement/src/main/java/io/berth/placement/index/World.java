package io.berth.placement.index;

import io.berth.placement.Provider;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * All providers at one moment. It never changes: what happens makes another world, which shares with this one all that
 * stayed the same. Providers have ordinals, small numbers that the bitmaps are made of; a provider keeps its own as long as
 * it exists.
 *
 * <p>The bitmaps belong to the world and must not be changed.
 */
public final class World {
    static final int CHUNK_BITS = 8;
    static final int CHUNK = 1 << CHUNK_BITS;

    private static final RoaringBitmap NONE = new RoaringBitmap();

    /** The place of every provider, shared by all worlds: a hint, which {@link #node} checks against this world. */
    final Directory directory;

    final @Nullable Node[][] chunks;
    final RoaringBitmap all;
    final RoaringBitmap roots;
    final Map<String, RoaringBitmap> byTrait;
    final Map<String, RoaringBitmap> byAggregate;
    final Map<String, RoaringBitmap> byClass;
    final Names names;

    /**
     * The names that can be used.
     *
     * @param resourceClasses and traits: with the moment each was made or changed last
     */
    public record Names(SortedMap<String, Instant> resourceClasses, SortedMap<String, Instant> traits) {
        public static final Names NONE = new Names(new TreeMap<>(), new TreeMap<>());
    }

    World(
            Directory directory,
            @Nullable Node[][] chunks,
            RoaringBitmap all,
            RoaringBitmap roots,
            Map<String, RoaringBitmap> byTrait,
            Map<String, RoaringBitmap> byAggregate,
            Map<String, RoaringBitmap> byClass,
            Names names) {
        this.directory = directory;
        this.chunks = chunks;
        this.all = all;
        this.roots = roots;
        this.byTrait = byTrait;
        this.byAggregate = byAggregate;
        this.byClass = byClass;
        this.names = names;
    }

    /** A world in which there is nothing. */
    public static World empty() {
        return new World(
                new Directory(), new Node[0][], NONE, NONE, Map.of(), Map.of(), Map.of(), Names.NONE);
    }

    /** A world of these providers, for what is decided on a world and nothing else. */
    public static World of(Names names, Collection<Provider> providers, Map<UUID, SortedMap<String, Long>> used) {
        WorldBuilder builder = new WorldBuilder(empty());
        builder.names(names);
        providers.forEach(it -> builder.put(it, used.getOrDefault(it.uuid(), new TreeMap<>())));
        return builder.build();
    }

    /**
     * This world as it would be without some providers, and with other amounts used: to be looked at, and for nothing else.
     *
     * @param gone ordinals; whole trees
     * @param used by provider, in place of all that is used of it here; those that are not here are passed over
     */
    public World supposing(RoaringBitmap gone, Map<UUID, SortedMap<String, Long>> used) {
        @Nullable Node[][] other = chunks.clone();
        used.forEach((uuid, amounts) -> node(uuid).ifPresent(node -> {
            int chunk = node.ordinal() >>> CHUNK_BITS;
            if (other[chunk] == chunks[chunk]) {
                other[chunk] = chunks[chunk].clone();
            }
            other[chunk][node.ordinal() & (CHUNK - 1)] = node.with(node.provider(), amounts);
        }));
        return new World(
                directory,
                other,
                RoaringBitmap.andNot(all, gone),
                RoaringBitmap.andNot(roots, gone),
                byTrait,
                byAggregate,
                byClass,
                names);
    }

    public Optional<Node> node(UUID uuid) {
        Integer ordinal = directory.byUuid.get(uuid);
        return ordinal == null ? Optional.empty() : at(ordinal).filter(node -> node.uuid().equals(uuid));
    }

    public Optional<Node> named(String name) {
        Integer ordinal = directory.byName.get(name);
        return ordinal == null
                ? Optional.empty()
                : at(ordinal).filter(node -> node.provider().name().equals(name));
    }

    /** The node that a bitmap of this world names. */
    public Node get(int ordinal) {
        return at(ordinal).orElseThrow(() -> new IllegalArgumentException("no provider has the ordinal " + ordinal));
    }

    private Optional<Node> at(int ordinal) {
        int chunk = ordinal >>> CHUNK_BITS;
        return chunk < chunks.length ? Optional.ofNullable(chunks[chunk][ordinal & (CHUNK - 1)]) : Optional.empty();
    }

    /** The root of the tree that a node belongs to; itself, where it is one. */
    public Node rootOf(Node node) {
        return node.isRoot() ? node : node(node.provider().root()).orElse(node);
    }

    /** All nodes of the tree that a node belongs to, the root first. */
    public List<Node> treeOf(Node node) {
        Node root = rootOf(node);
        return root.tree().isEmpty() ? List.of(root) : root.tree().stream().map(this::get).toList();
    }

    public int size() {
        return all.getCardinality();
    }

    public RoaringBitmap all() {
        return all;
    }

    public RoaringBitmap roots() {
        return roots;
    }

    /** Whether any provider is below another. */
    public boolean hasChildren() {
        return roots.getCardinality() < all.getCardinality();
    }

    public RoaringBitmap withTrait(String trait) {
        return byTrait.getOrDefault(trait, NONE);
    }

    /** The aggregate is compared as it is spelled. */
    public RoaringBitmap inAggregate(String aggregate) {
        return byAggregate.getOrDefault(aggregate, NONE);
    }

    public RoaringBitmap withInventoryOf(String resourceClass) {
        return byClass.getOrDefault(resourceClass, NONE);
    }

    public Names names() {
        return names;
    }

    public boolean isResourceClass(String name) {
        return names.resourceClasses().containsKey(name);
    }

    public boolean isTrait(String name) {
        return names.traits().containsKey(name);
    }
}
