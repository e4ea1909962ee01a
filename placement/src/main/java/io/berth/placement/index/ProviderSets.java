package io.berth.placement.index;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Sets of a world's providers. What is returned may belong to the world and is only read. */
public final class ProviderSets {
    /** Mapping a provider to its root costs about what visiting a tree does: more than this are left to the visit. */
    private static final int MAPPED_MAX = 1_000;

    private ProviderSets() {}

    public static RoaringBitmap withAny(Collection<String> names, Function<String, RoaringBitmap> having) {
        if (names.size() == 1) {
            return having.apply(names.iterator().next());
        }
        RoaringBitmap union = new RoaringBitmap();
        names.forEach(name -> union.or(having.apply(name)));
        return union;
    }

    /** Those that have one of each set; absent where there are no sets. */
    public static Optional<RoaringBitmap> withAnyOfEach(List<Set<String>> sets, Function<String, RoaringBitmap> having) {
        return sets.stream().map(set -> withAny(set, having)).reduce((one, other) -> RoaringBitmap.and(one, other));
    }

    /** The tree that a provider belongs to; nobody where it does not exist. */
    public static RoaringBitmap treeOf(World world, Set<UUID> provider) {
        RoaringBitmap tree = new RoaringBitmap();
        provider.forEach(uuid -> world.node(uuid)
                .ifPresent(node -> world.treeOf(node).forEach(member -> tree.add(member.ordinal()))));
        return tree;
    }

    /** The roots of the trees that these belong to; absent where finding them is not worth while. */
    public static Optional<RoaringBitmap> rootsOf(World world, RoaringBitmap providers) {
        RoaringBitmap roots = RoaringBitmap.and(providers, world.roots());
        if (!world.hasChildren()) {
            return Optional.of(roots);
        }
        RoaringBitmap children = RoaringBitmap.andNot(providers, world.roots());
        if (children.getCardinality() > MAPPED_MAX) {
            return Optional.empty();
        }
        IntIterator each = children.getIntIterator();
        while (each.hasNext()) {
            Node root = world.rootOf(world.get(each.next()));
            roots.add(root.ordinal());
        }
        return Optional.of(roots);
    }
}
