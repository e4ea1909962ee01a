package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * A query on a world, with all done that does not depend on the tree that is looked at.
 */
final class Plan {
    private static final int[] NO_SHARERS = new int[0];

    final World world;
    final CandidateQuery query;
    final Part[] parts;
    /** The resource classes asked for; the parts' {@code classes} count in them. */
    final String[] names;
    /** Those that may serve any part in other trees. */
    final List<Sharer> sharers;
    /** By required set of the group without a suffix, who has one of its traits; empty where every option has them anyway. */
    final List<RoaringBitmap> wanted;
    /** Roots of the trees to be looked at. */
    final RoaringBitmap anchors;

    private final Map<String, int[]> sharersByAggregate = new HashMap<>();

    Plan(
            World world,
            CandidateQuery query,
            Part[] parts,
            String[] names,
            List<Sharer> sharers,
            List<RoaringBitmap> wanted,
            RoaringBitmap anchors) {
        this.world = world;
        this.query = query;
        this.parts = parts;
        this.names = names;
        this.sharers = sharers;
        this.wanted = wanted;
        this.anchors = anchors;
        for (int i = 0; i < sharers.size(); i++) {
            for (String aggregate : sharers.get(i).node().provider().aggregates()) {
                int[] known = sharersOf(aggregate);
                int[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = i;
                sharersByAggregate.put(aggregate, more);
            }
        }
    }

    /** The numbers of the sharers that are in an aggregate. */
    int[] sharersOf(String aggregate) {
        return sharersByAggregate.getOrDefault(aggregate, NO_SHARERS);
    }

    /** Whether the same candidate can be found in several trees: only if sharers alone can serve it. */
    boolean mayRepeat() {
        for (Part part : parts) {
            boolean isShared = false;
            for (boolean each : part.sharers) {
                isShared |= each;
            }
            if (!isShared) {
                return false;
            }
        }
        return true;
    }

    /** The rules between choices that this query has; they hold state of one search. */
    List<Rule> rules(Budget budget) {
        List<Rule> rules = new ArrayList<>();
        if (!wanted.isEmpty()) {
            rules.add(new TraitUnion(Arrays.stream(parts).filter(part -> !part.hasSuffix()).toArray(Part[]::new), wanted));
        }
        if (parts.length == 1) {
            return rules;
        }
        if (!query.mayUseTree() && world.hasChildren()) {
            rules.add(new OneOfTree(parts));
        }
        if (query.isIsolated()) {
            rules.add(new Isolation(parts, budget));
        }
        for (Set<String> suffixes : query.sameSubtrees()) {
            Part[] named = Arrays.stream(parts)
                    .filter(part -> part.hasSuffix() && suffixes.contains(part.group.suffix()))
                    .toArray(Part[]::new);
            rules.add(new SameSubtree(world, named));
        }
        SummedRoom room = new SummedRoom(parts, names, budget);
        if (room.isNeeded()) {
            rules.add(room);
        }
        return rules;
    }
}
