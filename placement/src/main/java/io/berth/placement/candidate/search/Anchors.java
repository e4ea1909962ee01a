package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.ProviderSets;
import io.berth.placement.index.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** The roots of the trees in which candidates may be: all that can be ruled out by bitmaps are left out. */
final class Anchors {
    private final World world;
    private final CandidateQuery query;
    private final Narrowing left;

    Anchors(World world, CandidateQuery query, Tally tally) {
        this.world = world;
        this.query = query;
        this.left = new Narrowing(Tally.REQUEST, world.roots(), tally);
    }

    RoaringBitmap of(List<Part> parts, List<Sharer> sharers) {
        for (Set<String> set : query.rootTraits().anyOf()) {
            left.keep(ProviderSets.withAny(set, world::withTrait), () -> "root_required=" + String.join(",", set));
        }
        if (!query.rootTraits().forbidden().isEmpty()) {
            left.drop(
                    ProviderSets.withAny(query.rootTraits().forbidden(), world::withTrait),
                    () -> "root_required=!" + String.join(",!", query.rootTraits().forbidden()));
        }
        for (RequestGroup group : query.groups()) {
            if (!group.hasSuffix() && !group.aggregates().forbidden().isEmpty()) {
                left.drop(
                        ProviderSets.withAny(group.aggregates().forbidden(), world::inAggregate),
                        () -> "root not member_of=" + String.join(",", group.aggregates().forbidden()));
            }
        }
        for (Part part : parts) {
            possible(part, sharers).ifPresent(roots -> left.keep(roots, () -> "somebody for " + label(part)));
        }
        return left.left();
    }

    private static String label(Part part) {
        String resources = String.join(",", part.names);
        return part.hasSuffix() ? "group " + part.group.suffix() : resources;
    }

    /** The roots of trees that somebody who may serve the part belongs to or shares with; absent where that is too many to say. */
    private Optional<RoaringBitmap> possible(Part part, List<Sharer> sharers) {
        RoaringBitmap reached = new RoaringBitmap();
        for (int i = 0; i < sharers.size(); i++) {
            if (part.sharers[i]) {
                sharers.get(i).node().provider().aggregates().forEach(each -> reached.or(world.inAggregate(each)));
            }
        }
        Optional<RoaringBitmap> ofMembers = part.members.map(members -> {
            RoaringBitmap direct = RoaringBitmap.and(members, world.roots());
            direct.or(RoaringBitmap.and(part.own, members));
            return direct;
        });
        return ProviderSets.rootsOf(world, RoaringBitmap.or(reached, ofMembers.orElse(part.own)));
    }
}
