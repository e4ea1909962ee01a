package io.berth.placement.outlook;

import io.berth.placement.Consumer;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * The world of an outlook: without the trees that are taken, and with what is used then in place of what is used now. What fits
 * there fits at every instant of the window, and what does not fit there does not at one of them at least. Pure.
 */
public final class ExpectedWorld {
    private final World now;
    private final Map<UUID, SortedMap<String, Long>> used = new HashMap<>();

    private ExpectedWorld(World now) {
        this.now = now;
    }

    /** @param consumers what each consumer has now */
    public static World of(World now, Outlook outlook, Function<String, Optional<Consumer>> consumers) {
        ExpectedWorld expected = new ExpectedWorld(now);
        outlook.vacated().forEach(expected::vacate);
        outlook.leaving().forEach(id -> consumers.apply(id).ifPresent(consumer -> consumer.allocations()
                .forEach((provider, amounts) -> expected.add(provider, amounts, -1))));
        outlook.promised().forEach((provider, amounts) -> expected.add(provider, amounts, 1));
        RoaringBitmap gone = new RoaringBitmap();
        outlook.taken().forEach(root -> now.node(root)
                .ifPresent(node -> now.treeOf(node).forEach(member -> gone.add(member.ordinal()))));
        return now.supposing(gone, expected.used);
    }

    private void vacate(UUID root) {
        now.node(root).ifPresent(node -> now.treeOf(node).forEach(member -> used.put(member.uuid(), new TreeMap<>())));
    }

    /** What leaves an emptied tree was gone before; nothing is used less than not at all. */
    private void add(UUID provider, Map<String, Long> amounts, int sign) {
        Optional<Node> node = now.node(provider);
        if (node.isEmpty()) {
            return;
        }
        SortedMap<String, Long> sums = used.computeIfAbsent(provider, any -> new TreeMap<>(node.get().used()));
        amounts.forEach((resourceClass, amount) ->
                sums.merge(resourceClass, sign * amount, (one, other) -> Math.max(0, one + other)));
        sums.values().removeIf(amount -> amount <= 0);
    }
}
