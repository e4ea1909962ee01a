package io.berth.placement.reshape;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerView;
import io.berth.placement.Names;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.PlacementRefusal.Conflict;
import io.berth.placement.PlacementRefusal.Invalid;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives providers exactly these inventories and consumers exactly these allocations, all at once or not at all; providers and
 * consumers that are not named keep what they have (contract placement §8.17).
 *
 * <p>Done in placement's three steps, for clients count on its generations: each provider first has its old and new inventories
 * together (unless it is to have none), then the allocations are replaced, then the inventories that are to go are taken away.
 * That a reserved amount fits into its total is not asked for.
 */
final class Reshape {
    private static final SortedSet<String> NONE = new TreeSet<>();

    private Reshape() {}

    /**
     * What is asked for.
     *
     * @param allocations each consumer once
     * @param unknownProvider one in the allocations that is spelled as none is stored, and so does not exist
     */
    record Wanted(
            List<WantedInventories> inventories,
            List<ConsumerAllocations> allocations,
            Optional<String> unknownProvider) {}

    /**
     * All that one provider is to have.
     *
     * @param provider as the asker spells it
     * @param uuid absent where none is stored in that spelling
     * @param generation the provider's, as the asker knows it
     */
    record WantedInventories(
            String provider, Optional<UUID> uuid, long generation, SortedMap<String, Inventory> inventories) {}

    /** @param view of all providers and consumers named, and of the providers that the consumers use now */
    static Decision<ReplaceAllocations.Reply> decide(LedgerView.Rows view, Wanted wanted, Instant now) {
        Optional<PlacementRefusal> refusal = otherProviders(view, wanted.inventories())
                .or(() -> ReplaceAllocations.consumerConflict(view, wanted.allocations()))
                .or(() -> unknownProvider(view, wanted))
                .or(() -> unknownClass(view, wanted.inventories()));
        return refusal.<Decision<ReplaceAllocations.Reply>>map(Decision::refuse)
                .orElseGet(() -> new Steps(view, wanted, now).decide());
    }

    private static Optional<PlacementRefusal> otherProviders(LedgerView view, List<WantedInventories> inventories) {
        for (WantedInventories each : inventories) {
            Optional<Provider> provider = each.uuid().flatMap(view::provider);
            if (provider.isEmpty()) {
                return Optional.of(new Invalid(
                        PlacementRefusal.PROVIDER_NOT_FOUND,
                        "Resource provider %s in inventories not found: No resource provider with uuid %s found"
                                .formatted(each.provider(), each.provider())));
            }
            if (provider.get().generation() != each.generation()) {
                return Optional.of(new Conflict(
                        PlacementRefusal.CONCURRENT_UPDATE,
                        "resource provider generation conflict for provider %s: actual: %d, given: %d"
                                .formatted(each.provider(), provider.get().generation(), each.generation())));
            }
        }
        return Optional.empty();
    }

    private static Optional<PlacementRefusal> unknownProvider(LedgerView view, Wanted wanted) {
        return wanted.unknownProvider()
                .or(() -> wanted.allocations().stream()
                        .flatMap(each -> each.resources().keySet().stream())
                        .filter(provider -> view.provider(provider).isEmpty())
                        .map(UUID::toString)
                        .findFirst())
                .map(PlacementRefusal.UnknownProvider::new);
    }

    private static Optional<PlacementRefusal> unknownClass(LedgerView view, List<WantedInventories> inventories) {
        return inventories.stream()
                .flatMap(each -> each.inventories().keySet().stream())
                .filter(name -> !view.isResourceClass(name))
                .findFirst()
                .map(PlacementRefusal.UnknownResourceClass::new);
    }

    /** The three steps, each on what the one before leaves. */
    private static final class Steps {
        private final LedgerView.Rows view;
        private final Wanted wanted;
        private final Instant now;
        private final SortedMap<UUID, Provider> providers;
        private final List<Change> changes = new ArrayList<>();

        Steps(LedgerView.Rows view, Wanted wanted, Instant now) {
            this.view = view;
            this.wanted = wanted;
            this.now = now;
            this.providers = new TreeMap<>(view.providers());
        }

        Decision<ReplaceAllocations.Reply> decide() {
            wanted.inventories().stream().filter(each -> !each.inventories().isEmpty()).forEach(this::addNew);
            LedgerView interim = new LedgerView.Rows(providers, view.used(), view.consumers(), view.resourceClasses());
            return switch (ReplaceAllocations.decide(interim, wanted.allocations(), now)) {
                case Decision.Refused<ReplaceAllocations.Reply> no -> no;
                case Decision.Accepted<ReplaceAllocations.Reply> yes -> {
                    yes.changes().forEach(this::replaced);
                    Optional<PlacementRefusal> inUse = inUse();
                    wanted.inventories().forEach(this::removeOld);
                    yield inUse.<Decision<ReplaceAllocations.Reply>>map(Decision::refuse)
                            .orElseGet(() -> Decision.accept(changes, yes.reply()));
                }
            };
        }

        private Provider provider(WantedInventories each) {
            return Optional.ofNullable(providers.get(each.uuid().orElseThrow())).orElseThrow();
        }

        private void addNew(WantedInventories each) {
            Provider seen = provider(each);
            SortedMap<String, Inventory> together = new TreeMap<>(seen.inventories());
            together.putAll(each.inventories());
            Touch touch = Touch.next(seen);
            changes.add(new InventoriesWritten(touch, each.inventories(), NONE, now));
            after(seen, touch, together);
        }

        private void replaced(Change change) {
            changes.add(change);
            if (change instanceof AllocationsReplaced replaced) {
                for (Touch touch : replaced.providers()) {
                    Optional.ofNullable(providers.get(touch.provider()))
                            .ifPresent(seen -> after(seen, touch, seen.inventories()));
                }
            }
        }

        private void removeOld(WantedInventories each) {
            Provider seen = provider(each);
            Touch touch = Touch.next(seen);
            changes.add(new InventoriesWritten(touch, new TreeMap<>(), removed(each), now));
            after(seen, touch, each.inventories());
        }

        private SortedSet<String> removed(WantedInventories each) {
            SortedSet<String> removed = new TreeSet<>(provider(each).inventories().keySet());
            removed.removeAll(each.inventories().keySet());
            return removed;
        }

        /** The provider as the touch leaves it: the next step must expect that. */
        private void after(Provider seen, Touch touch, SortedMap<String, Inventory> inventories) {
            providers.put(seen.uuid(), new Provider(
                    seen.uuid(), seen.name(), touch.generation(), touch.revision() + 1, seen.parent(), seen.root(),
                    inventories, seen.traits(), seen.aggregates(), seen.times()));
        }

        private Optional<PlacementRefusal> inUse() {
            Map<UUID, Map<String, Long>> used = usedAfterwards();
            for (WantedInventories each : wanted.inventories()) {
                Map<String, Long> ofProvider = used.getOrDefault(each.uuid().orElseThrow(), Map.of());
                Collection<String> left = removed(each).stream()
                        .filter(name -> ofProvider.getOrDefault(name, 0L) > 0)
                        .sorted(Names.CLASS_ORDER)
                        .toList();
                if (!left.isEmpty()) {
                    return Optional.of(new Conflict(
                            PlacementRefusal.INVENTORY_IN_USE,
                            "update conflict: Inventory for '%s' on resource provider '%s' in use."
                                    .formatted(left.stream().collect(Collectors.joining(", ")), each.provider())));
                }
            }
            return Optional.empty();
        }

        private Map<UUID, Map<String, Long>> usedAfterwards() {
            Map<UUID, Map<String, Long>> used = new HashMap<>();
            view.used().forEach((provider, amounts) -> used.put(provider, new HashMap<>(amounts)));
            for (ConsumerAllocations each : wanted.allocations()) {
                view.consumer(each.consumer()).ifPresent(known -> known.allocations().forEach((provider, amounts) ->
                        amounts.forEach((name, amount) -> add(used, provider, name, -amount))));
                each.resources().forEach((provider, amounts) ->
                        amounts.forEach((name, amount) -> add(used, provider, name, amount)));
            }
            return used;
        }

        private static void add(Map<UUID, Map<String, Long>> used, UUID provider, String name, long amount) {
            used.computeIfAbsent(provider, any -> new HashMap<>()).merge(name, amount, Long::sum);
        }
    }
}
