package io.berth.placement.index;

import io.berth.placement.Consumer;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Claims that this process committed beside the index, as when leases start and end: what they make of providers is worked out where
 * the index has all that they were decided on.
 */
final class OwnClaims {
    private OwnClaims() {}

    /**
     * Applies a committed change to the providers that it touches; what it makes of consumers the change says itself.
     *
     * @param consumers as they were before it
     * @return false where the index lacks something of what it was decided on, and nothing is applied
     */
    static boolean apply(AllocationsReplaced change, WorldBuilder world, Function<String, Optional<Consumer>> consumers) {
        boolean isBasis = change.revisions().keySet().containsAll(kept(change))
                && change.providers().stream().allMatch(touch -> isAsSeen(touch, world))
                && change.consumers().stream().allMatch(write -> isAsSeen(write, consumers));
        if (!isBasis) {
            return false;
        }
        Map<UUID, SortedMap<String, Long>> moved = moved(change, consumers);
        Set<UUID> touched = change.providers().stream().map(Touch::provider).collect(Collectors.toSet());
        if (!touched.containsAll(moved.keySet())) {
            return false;
        }
        for (Touch touch : change.providers()) {
            world.node(touch.provider()).ifPresent(node -> {
                SortedMap<String, Long> used = new TreeMap<>(node.used());
                moved.getOrDefault(touch.provider(), new TreeMap<>()).forEach((name, amount) -> used.merge(name, amount, Long::sum));
                used.values().removeIf(amount -> amount == 0);
                world.put(OwnChanges.touched(node.provider(), touch, change.at()), used);
            });
        }
        return true;
    }

    private static boolean isAsSeen(Touch touch, WorldBuilder world) {
        return world.node(touch.provider()).filter(node -> node.provider().revision() == touch.revision()).isPresent();
    }

    private static boolean isAsSeen(ConsumerWrite write, Function<String, Optional<Consumer>> consumers) {
        return consumers.apply(write.consumer()).map(Consumer::revision).equals(write.seen());
    }

    /** By how much what is used of providers grows. */
    private static Map<UUID, SortedMap<String, Long>> moved(
            AllocationsReplaced change, Function<String, Optional<Consumer>> consumers) {
        Map<UUID, SortedMap<String, Long>> moved = new HashMap<>();
        for (ConsumerWrite write : change.consumers()) {
            consumers.apply(write.consumer()).ifPresent(before -> add(moved, before.allocations(), -1));
            add(moved, write.resources(), 1);
        }
        return moved;
    }

    private static void add(
            Map<UUID, SortedMap<String, Long>> moved, Map<UUID, ? extends Map<String, Long>> allocations, int sign) {
        allocations.forEach((provider, amounts) -> {
            SortedMap<String, Long> sums = moved.computeIfAbsent(provider, any -> new TreeMap<>());
            amounts.forEach((name, amount) -> sums.merge(name, sign * amount, Long::sum));
        });
    }

    /** The consumers that have something afterwards. */
    private static Set<String> kept(AllocationsReplaced change) {
        return change.consumers().stream()
                .filter(write -> !write.resources().isEmpty())
                .map(ConsumerWrite::consumer)
                .collect(Collectors.toSet());
    }
}
