package io.berth.placement.candidate.search;

import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * What one provider must serve: a whole group with a suffix, or one resource class of the group without.
 *
 * <p>Bitmaps here are of what does not depend on amounts; those are judged for each tree when it is visited.
 */
final class Part {
    final int index;
    final RequestGroup group;
    final String[] names;
    final long[] amounts;
    /** The same classes as their numbers in the plan. */
    final int[] classes;

    /** Providers that may serve their own tree. */
    final RoaringBitmap own;
    /** Of those, for the group without a suffix and with aggregates: they, or the root of the tree that they serve, must be here. */
    final Optional<RoaringBitmap> members;
    /** By number in the plan, which sharers may serve other trees, and have room. */
    final boolean[] sharers;

    Part(
            int index,
            RequestGroup group,
            String[] names,
            long[] amounts,
            int[] classes,
            RoaringBitmap own,
            Optional<RoaringBitmap> members,
            boolean[] sharers) {
        this.index = index;
        this.group = group;
        this.names = names;
        this.amounts = amounts;
        this.classes = classes;
        this.own = own;
        this.members = members;
        this.sharers = sharers;
    }

    boolean hasResources() {
        return names.length > 0;
    }

    boolean hasSuffix() {
        return group.hasSuffix();
    }

    boolean fits(Node node) {
        for (int i = 0; i < names.length; i++) {
            if (!node.fits(names[i], amounts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the provider may serve the tree of this root, which is its own. */
    boolean mayServe(int ordinal, int root) {
        return own.contains(ordinal)
                && (members.isEmpty() || members.get().contains(ordinal) || members.get().contains(root));
    }
}
