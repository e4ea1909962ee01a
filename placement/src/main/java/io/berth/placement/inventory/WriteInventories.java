package io.berth.placement.inventory;

import io.berth.base.Decision;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.Names;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.PlacementRefusal.Conflict;
import io.berth.placement.PlacementRefusal.Invalid;
import io.berth.placement.PlacementRefusal.NotFound;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Adds, replaces and removes inventories of a provider; every success moves its generation by one (contract placement §8.7). */
final class WriteInventories {
    private static final String INVALID = "placement.inventory.invalid";
    private static final String MISSING = "placement.inventory.not_found";
    private static final SortedSet<String> NONE = new TreeSet<>();

    private WriteInventories() {}

    /**
     * @param used what is used of the provider, by resource class
     * @param resourceClasses all names there are
     */
    record View(Provider provider, SortedMap<String, Long> used, Set<String> resourceClasses) {}

    /** A provider's inventories and generation afterwards. */
    record Inventories(long generation, SortedMap<String, Inventory> inventories) {}

    /** @param mayReserveAll whether nothing need be left beside what is reserved */
    static Decision<Inventories> add(
            View view, String resourceClass, Inventory inventory, boolean mayReserveAll, Instant now) {
        String unable = "Unable to create inventory for resource provider " + view.provider().uuid() + ": ";
        Optional<PlacementRefusal> refusal = withoutCapacity(view, unable, Map.of(resourceClass, inventory), mayReserveAll)
                .or(() -> unknownClass(view, unable, List.of(resourceClass)))
                .or(() -> view.provider().inventories().containsKey(resourceClass)
                        ? Optional.of(new Conflict(
                                PlacementRefusal.CONCURRENT_UPDATE,
                                "Update conflict: there is an inventory of class " + resourceClass
                                        + " on resource provider " + view.provider().uuid() + " already"))
                        : Optional.empty());
        return refused(refusal).orElseGet(() -> write(view, one(resourceClass, inventory), NONE, now));
    }

    static Decision<Inventories> replaceOne(
            View view, String resourceClass, Inventory inventory, long generation, boolean mayReserveAll, Instant now) {
        String unable = "Unable to update inventory for resource provider " + view.provider().uuid() + ": ";
        Optional<PlacementRefusal> refusal = otherGeneration(view, generation)
                .or(() -> withoutCapacity(view, unable, Map.of(resourceClass, inventory), mayReserveAll))
                .or(() -> view.resourceClasses().contains(resourceClass)
                        ? Optional.empty()
                        : Optional.of(new NotFound(MISSING, "No such resource class " + resourceClass + ".")))
                .or(() -> view.provider().inventories().containsKey(resourceClass)
                        ? Optional.empty()
                        : Optional.of(new Invalid(
                                INVALID,
                                "No inventory record with resource class for resource provider "
                                        + view.provider().uuid() + ": No inventory of class " + resourceClass
                                        + " found.")));
        return refused(refusal).orElseGet(() -> write(view, one(resourceClass, inventory), NONE, now));
    }

    static Decision<Inventories> replaceAll(
            View view, SortedMap<String, Inventory> inventories, long generation, boolean mayReserveAll, Instant now) {
        SortedSet<String> removed = new TreeSet<>(view.provider().inventories().keySet());
        removed.removeAll(inventories.keySet());
        String uuid = view.provider().uuid().toString();
        Optional<PlacementRefusal> refusal = otherGeneration(view, generation)
                .or(() -> withoutCapacity(
                        view, "Unable to update inventory for resource provider " + uuid + ": ", inventories, mayReserveAll))
                .or(() -> unknownClass(
                        view, "Unknown resource class in inventory for resource provider " + uuid + ": ", inventories.keySet()))
                .or(() -> inUse(view, removed)
                        .map(text -> new Conflict(PlacementRefusal.INVENTORY_IN_USE, "update conflict: " + text)));
        return refused(refusal).orElseGet(() -> write(view, inventories, removed, now));
    }

    static Decision<Inventories> removeOne(View view, String resourceClass, Instant now) {
        if (!view.provider().inventories().containsKey(resourceClass)) {
            return Decision.refuse(new NotFound(
                    MISSING,
                    "No inventory of class " + resourceClass + " found for delete: "
                            + (view.resourceClasses().contains(resourceClass)
                                    ? "No inventory of class " + resourceClass + " found for delete"
                                    : "No such resource class " + resourceClass + ".")));
        }
        SortedSet<String> removed = new TreeSet<>(List.of(resourceClass));
        Optional<PlacementRefusal> refusal = inUse(view, removed)
                .map(text -> new Conflict(
                        PlacementRefusal.CONCURRENT_UPDATE,
                        "Unable to delete inventory of class " + resourceClass + ": " + text));
        return refused(refusal).orElseGet(() -> write(view, new TreeMap<>(), removed, now));
    }

    static Decision<Inventories> removeAll(View view, Instant now) {
        SortedSet<String> removed = new TreeSet<>(view.provider().inventories().keySet());
        Optional<PlacementRefusal> refusal =
                inUse(view, removed).map(text -> new Conflict(PlacementRefusal.INVENTORY_IN_USE, text));
        return refused(refusal).orElseGet(() -> write(view, new TreeMap<>(), removed, now));
    }

    private static Optional<PlacementRefusal> otherGeneration(View view, long generation) {
        return view.provider().generation() == generation
                ? Optional.empty()
                : Optional.of(new Conflict(
                        PlacementRefusal.CONCURRENT_UPDATE, "resource provider generation conflict"));
    }

    private static Optional<PlacementRefusal> withoutCapacity(
            View view, String unable, Map<String, Inventory> inventories, boolean mayReserveAll) {
        long least = mayReserveAll ? 0 : 1;
        return inventories.entrySet().stream()
                .filter(it -> it.getValue().capacity() < least)
                .findFirst()
                .map(it -> new Invalid(
                        INVALID,
                        unable + "Invalid inventory for '" + it.getKey() + "' on resource provider '"
                                + view.provider().uuid() + "'. The reserved value is greater than "
                                + (mayReserveAll ? "total." : "or equal to total.")));
    }

    private static Optional<PlacementRefusal> unknownClass(View view, String unable, Iterable<String> names) {
        for (String name : names) {
            if (!view.resourceClasses().contains(name)) {
                return Optional.of(new Invalid(INVALID, unable + "No such resource class " + name + "."));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inUse(View view, SortedSet<String> removed) {
        String used = removed.stream()
                .filter(view.used()::containsKey)
                .sorted(Names.CLASS_ORDER)
                .collect(Collectors.joining(", "));
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of("Inventory for '" + used + "' on resource provider '" + view.provider().uuid() + "' in use.");
    }

    private static Optional<Decision<Inventories>> refused(Optional<PlacementRefusal> refusal) {
        return refusal.map(Decision::refuse);
    }

    private static SortedMap<String, Inventory> one(String resourceClass, Inventory inventory) {
        return new TreeMap<>(Map.of(resourceClass, inventory));
    }

    private static Decision<Inventories> write(
            View view, SortedMap<String, Inventory> written, SortedSet<String> removed, Instant now) {
        SortedMap<String, Inventory> after = new TreeMap<>(view.provider().inventories());
        after.putAll(written);
        after.keySet().removeAll(removed);
        return Decision.accept(
                List.of(new InventoriesWritten(Touch.next(view.provider()), written, removed, now)),
                new Inventories(view.provider().generation() + 1, after));
    }
}
