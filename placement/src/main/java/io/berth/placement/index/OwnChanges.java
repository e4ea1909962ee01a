package io.berth.placement.index;

import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a change makes of a provider, where that can be told without the database: the frequent ones. */
final class OwnChanges {
    private OwnChanges() {}

    /** Applies a committed change; false where the index must read what it made. */
    static boolean apply(LedgerChange change, WorldBuilder world) {
        return switch (change) {
            case ProviderCreated it when isBareRoot(it.provider()) && world.node(it.provider().uuid()).isEmpty() -> {
                world.put(it.provider(), new TreeMap<>());
                yield true;
            }
            case InventoriesWritten it -> seen(world, it.provider())
                    .map(node -> {
                        world.put(with(node.provider(), it), node.used());
                        return true;
                    })
                    .orElse(false);
            case LedgerChange other -> false;
        };
    }

    private static boolean isBareRoot(Provider provider) {
        return provider.parent().isEmpty()
                && provider.inventories().isEmpty()
                && provider.traits().isEmpty()
                && provider.aggregates().isEmpty();
    }

    /** The provider, if it is at the revision that the change was decided on: then nobody else can have moved it. */
    private static Optional<Node> seen(WorldBuilder world, Touch touch) {
        return world.node(touch.provider()).filter(node -> node.provider().revision() == touch.revision());
    }

    private static Provider with(Provider before, InventoriesWritten change) {
        SortedMap<String, Inventory> inventories = new TreeMap<>(before.inventories());
        SortedMap<String, Instant> times = new TreeMap<>(before.times().inventories());
        change.written().forEach((name, inventory) -> {
            inventories.put(name, inventory);
            times.put(name, change.at());
        });
        inventories.keySet().removeAll(change.removed());
        times.keySet().removeAll(change.removed());
        boolean isUpdate = before.generation() != change.provider().generation();
        return new Provider(
                before.uuid(),
                before.name(),
                change.provider().generation(),
                change.provider().revision() + 1,
                before.parent(),
                before.root(),
                inventories,
                before.traits(),
                before.aggregates(),
                new Provider.Times(
                        before.times().created(),
                        isUpdate ? Optional.of(change.at()) : before.times().updated(),
                        times,
                        before.times().traits()));
    }
}
