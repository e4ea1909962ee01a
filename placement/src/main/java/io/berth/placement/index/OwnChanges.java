package io.berth.placement.index;

import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a change makes of a provider, where that can be told without the database: the frequent ones. */
final class OwnChanges {
    private OwnChanges() {}

    /** Applies a committed change; false where the index must read what it made. */
    static boolean apply(LedgerChange change, WorldBuilder world) {
        return switch (change) {
            case ProviderCreated it when isBareRoot(it) && world.node(it.provider().uuid()).isEmpty() -> {
                world.put(it.provider(), new TreeMap<>());
                yield true;
            }
            case InventoriesWritten it ->
                put(world, it.provider(), before -> after(before, it, it.at()));
            case AggregatesReplaced it ->
                put(world, it.provider(), before -> after(before, it, it.at()));
            case LedgerChange other -> false;
        };
    }

    private static boolean put(WorldBuilder world, Touch touch, UnaryOperator<Provider> after) {
        Optional<Node> seen = seen(world, touch);
        seen.ifPresent(node -> world.put(after.apply(node.provider()), node.used()));
        return seen.isPresent();
    }

    private static boolean isBareRoot(ProviderCreated change) {
        return change.parent().isEmpty() && isBare(change.provider());
    }

    /** Whether a provider has nothing yet. */
    static boolean isBare(Provider provider) {
        return provider.inventories().isEmpty()
                && provider.traits().isEmpty()
                && provider.aggregates().isEmpty();
    }

    /** The provider, if it is at the revision that the change was decided on: then nobody else can have moved it. */
    private static Optional<Node> seen(WorldBuilder world, Touch touch) {
        return world.node(touch.provider()).filter(node -> node.provider().revision() == touch.revision());
    }

    /** @param updated what the provider's row says of when it was written, if the change moves its generation */
    static Provider after(Provider before, InventoriesWritten change, Instant updated) {
        SortedMap<String, Inventory> inventories = new TreeMap<>(before.inventories());
        SortedMap<String, Instant> times = new TreeMap<>(before.times().inventories());
        change.written().forEach((name, inventory) -> {
            inventories.put(name, inventory);
            times.put(name, change.at());
        });
        inventories.keySet().removeAll(change.removed());
        times.keySet().removeAll(change.removed());
        return with(before, change.provider(), updated, inventories, before.traits(), before.aggregates(), times, before.times().traits());
    }

    static Provider after(Provider before, AggregatesReplaced change, Instant updated) {
        Provider.Times times = before.times();
        return with(before, change.provider(), updated, before.inventories(), before.traits(), change.aggregates(), times.inventories(), times.traits());
    }

    /** @param names that have all of the traits */
    static Provider after(Provider before, TraitsReplaced change, World.Names names, Instant updated) {
        Optional<Instant> youngest = change.traits().stream().map(names.traits()::get).max(Comparator.naturalOrder());
        return with(before, change.provider(), updated, before.inventories(), change.traits(), before.aggregates(), before.times().inventories(), youngest);
    }

    /** A provider of which only its revision moves, and maybe its generation. */
    static Provider touched(Provider before, Touch touch, Instant at) {
        Provider.Times times = before.times();
        return with(before, touch, at, before.inventories(), before.traits(), before.aggregates(), times.inventories(), times.traits());
    }

    private static Provider with(
            Provider before,
            Touch touch,
            Instant updated,
            SortedMap<String, Inventory> inventories,
            SortedSet<String> traits,
            SortedSet<String> aggregates,
            SortedMap<String, Instant> inventoryTimes,
            Optional<Instant> youngestTrait) {
        boolean isUpdate = before.generation() != touch.generation();
        return new Provider(
                before.uuid(),
                before.name(),
                touch.generation(),
                touch.revision() + 1,
                before.parent(),
                before.root(),
                inventories,
                traits,
                aggregates,
                new Provider.Times(
                        before.times().created(),
                        isUpdate ? Optional.of(updated) : before.times().updated(),
                        inventoryTimes,
                        youngestTrait));
    }
}
