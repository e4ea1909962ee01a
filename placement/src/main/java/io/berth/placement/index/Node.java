package io.berth.placement.index;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider in the index, and what is used of it.
 *
 * @param ordinal its number in the bitmaps of a {@link World}
 * @param used by resource class; classes of which nothing is used are missing
 * @param tree on a root that has others below it: the ordinals of its whole tree, itself first; otherwise empty
 */
public record Node(int ordinal, Provider provider, SortedMap<String, Long> used, List<Integer> tree) {
    public Node {
        tree = List.copyOf(tree);
    }

    /** The ordinal says it: hashing all that a provider has would cost a search more than the search. */
    @Override
    public int hashCode() {
        return ordinal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Node node
                        && ordinal == node.ordinal
                        && provider.equals(node.provider)
                        && used.equals(node.used)
                        && tree.equals(node.tree);
    }

    public UUID uuid() {
        return provider.uuid();
    }

    public boolean isRoot() {
        return provider.parent().isEmpty();
    }

    public long usedOf(String resourceClass) {
        Long amount = used.get(resourceClass);
        return amount == null ? 0 : amount;
    }

    public Optional<Inventory> inventory(String resourceClass) {
        return Optional.ofNullable(provider.inventories().get(resourceClass));
    }

    /** Whether the provider could give this much away now, as one allocation (contract placement §8.16, fits). */
    public boolean fits(String resourceClass, long amount) {
        Inventory inventory = provider.inventories().get(resourceClass);
        return inventory != null
                && inventory.portions(amount)
                && usedOf(resourceClass) + amount <= (inventory.total() - inventory.reserved()) * inventory.allocationRatio();
    }

    Node with(Provider newer, SortedMap<String, Long> nowUsed) {
        return new Node(ordinal, newer, nowUsed, tree);
    }

    Node withTree(List<Integer> ordinals) {
        return new Node(ordinal, provider, used, ordinals);
    }
}
