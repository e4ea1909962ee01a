package io.berth.placement.provider;

import io.berth.placement.Provider;
import io.berth.placement.index.Node;
import io.berth.placement.index.ProviderSets;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which providers a list shall hold: those that pass all of it.
 *
 * @param name absent for any
 * @param uuids the one it must be, or none where that is spelled as none is stored; absent for any
 * @param tree a provider whose tree it must belong to, likewise
 * @param anyTraits of each set it has at least one
 * @param forbiddenTraits it has none of these
 * @param anyAggregates of each set it is in at least one
 * @param forbiddenAggregates it is in none of these
 * @param resources amounts that it can give away by itself
 */
record ProviderFilter(
        Optional<String> name,
        Optional<Set<UUID>> uuids,
        Optional<Set<UUID>> tree,
        List<Set<String>> anyTraits,
        Set<String> forbiddenTraits,
        List<Set<String>> anyAggregates,
        Set<String> forbiddenAggregates,
        Map<String, Long> resources) {

    static final ProviderFilter NONE = new ProviderFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), List.of(), Set.of(), Map.of());

    /** The tree and nothing else. */
    ProviderFilter treeAlone() {
        return new ProviderFilter(
                Optional.empty(), Optional.empty(), tree, List.of(), Set.of(), List.of(), Set.of(), Map.of());
    }

    /** The traits wanted and nothing else. */
    ProviderFilter wantedTraitsAlone() {
        return new ProviderFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), anyTraits, Set.of(), List.of(), Set.of(), Map.of());
    }

    /** The aggregates wanted and nothing else. */
    ProviderFilter wantedAggregatesAlone() {
        return new ProviderFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), anyAggregates, Set.of(), Map.of());
    }

    /** Those of the world's providers that pass, by name. */
    List<Provider> passing(World world) {
        RoaringBitmap left = world.all().clone();
        name.ifPresent(it -> keep(left, world.named(it).stream()));
        uuids.ifPresent(wanted -> keep(left, wanted.stream().flatMap(uuid -> world.node(uuid).stream())));
        tree.ifPresent(member -> left.and(ProviderSets.treeOf(world, member)));
        anyTraits.forEach(set -> left.and(ProviderSets.withAny(set, world::withTrait)));
        forbiddenTraits.forEach(trait -> left.andNot(world.withTrait(trait)));
        anyAggregates.forEach(set -> left.and(ProviderSets.withAny(set, world::inAggregate)));
        forbiddenAggregates.forEach(aggregate -> left.andNot(world.inAggregate(aggregate)));
        resources.keySet().forEach(resourceClass -> left.and(world.withInventoryOf(resourceClass)));
        List<Provider> passing = new ArrayList<>();
        left.forEach((IntConsumer) ordinal -> {
            Node node = world.get(ordinal);
            if (resources.entrySet().stream().allMatch(it -> node.fits(it.getKey(), it.getValue()))) {
                passing.add(node.provider());
            }
        });
        passing.sort(Comparator.comparing(Provider::name));
        return passing;
    }

    private static void keep(RoaringBitmap left, Stream<Node> nodes) {
        RoaringBitmap wanted = new RoaringBitmap();
        nodes.forEach(node -> wanted.add(node.ordinal()));
        left.and(wanted);
    }
}
