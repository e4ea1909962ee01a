package io.berth.placement;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Gives consumers what they ask for, in place of what they have: all of them or none (contract placement §8.14, §9.3).
 * Capacity is judged on the sum, after taking away all that the consumers named have now. Over capacity is allowed only
 * where it was so before and does not get worse.
 */
public final class ReplaceAllocations {
    private ReplaceAllocations() {}

    /**
     * What is so after the changes.
     *
     * @param generations the consumers' generations afterwards; those that have nothing now are missing
     */
    public record Reply(SortedMap<String, Long> generations) {}

    /**
     * Accepts all or refuses for the first reason, in the order in which placement looks for them.
     *
     * @param view of the providers in {@code wanted} and of its consumers, by {@link Ledger#view}
     * @param wanted each consumer once
     */
    public static Decision<Reply> decide(LedgerView view, List<ConsumerAllocations> wanted, Instant now) {
        if (wanted.stream().map(ConsumerAllocations::consumer).distinct().count() != wanted.size()) {
            throw new IllegalArgumentException("a consumer is named twice");
        }
        return refusal(view, wanted).<Decision<Reply>>map(Decision::refuse).orElseGet(() -> accept(view, wanted, now));
    }

    /** The first reason against it, in the order in which placement looks for them. */
    private static Optional<PlacementRefusal> refusal(LedgerView view, List<ConsumerAllocations> wanted) {
        return consumerConflict(view, wanted)
                .or(() -> unknownProvider(view, wanted))
                .or(() -> unknownClass(view, wanted))
                .or(() -> new CapacityCheck(view, wanted).refusal());
    }

    /** Whether an asker's belief about a consumer is wrong. */
    public static Optional<PlacementRefusal> consumerConflict(LedgerView view, List<ConsumerAllocations> wanted) {
        for (ConsumerAllocations each : wanted) {
            Optional<Long> present = view.consumer(each.consumer()).map(Consumer::generation);
            Optional<String> given = switch (each.expected()) {
                case Expected.Anything any -> Optional.empty();
                case Expected.New none -> present.map(generation -> "None");
                case Expected.Generation it -> present.filter(generation -> generation == it.generation()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Long.toString(it.generation()));
            };
            if (given.isPresent()) {
                String expected = present.map(String::valueOf).orElse("null");
                return Optional.of(
                        new PlacementRefusal.ConsumerGenerationConflict(each.consumer(), expected, given.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<PlacementRefusal> unknownProvider(LedgerView view, List<ConsumerAllocations> wanted) {
        for (ConsumerAllocations each : wanted) {
            for (UUID provider : each.resources().keySet()) {
                if (view.provider(provider).isEmpty()) {
                    return Optional.of(new PlacementRefusal.UnknownProvider(provider.toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PlacementRefusal> unknownClass(LedgerView view, List<ConsumerAllocations> wanted) {
        for (ConsumerAllocations each : wanted) {
            for (Map<String, Long> amounts : each.resources().values()) {
                for (String name : amounts.keySet()) {
                    if (!view.isResourceClass(name)) {
                        return Optional.of(new PlacementRefusal.UnknownResourceClass(name));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Decision<Reply> accept(LedgerView view, List<ConsumerAllocations> wanted, Instant now) {
        List<ConsumerWrite> writes = new ArrayList<>();
        SortedMap<String, Long> generations = new TreeMap<>();
        SortedSet<UUID> touched = new TreeSet<>();
        Set<UUID> moved = new HashSet<>();
        for (ConsumerAllocations each : wanted) {
            Optional<Consumer> known = view.consumer(each.consumer());
            if (each.isEmpty() && known.isEmpty()) {
                continue;
            }
            Set<UUID> before = known.map(it -> it.allocations().keySet()).orElse(Set.of());
            touched.addAll(before);
            touched.addAll(each.resources().keySet());
            moved.addAll(each.isEmpty() ? before : each.resources().keySet());
            long generation = known.map(Consumer::generation).orElse(0L) + 1;
            if (!each.isEmpty()) {
                generations.put(each.consumer(), generation);
            }
            writes.add(new ConsumerWrite(
                    each.consumer(),
                    each.projectId(),
                    each.userId(),
                    each.consumerType().or(() -> known.flatMap(Consumer::type)),
                    known.map(Consumer::revision),
                    generation,
                    each.resources()));
        }
        Reply reply = new Reply(generations);
        return writes.isEmpty()
                ? Decision.accept(List.of(), reply)
                : Decision.accept(List.of(new AllocationsReplaced(touches(view, touched, moved), writes, now)), reply);
    }

    /** A provider that is missing from the view went away meanwhile, as the consumer's revision will show. */
    private static List<Touch> touches(LedgerView view, SortedSet<UUID> touched, Set<UUID> moved) {
        return touched.stream()
                .flatMap(uuid -> view.provider(uuid).stream())
                .map(provider -> moved.contains(provider.uuid()) ? Touch.next(provider) : Touch.of(provider))
                .toList();
    }

    /** One inventory of one provider. */
    private record Slot(UUID provider, String resourceClass) {}

    /** Adds up what is asked for, row by row. */
    private static final class CapacityCheck {
        private final LedgerView view;
        private final List<ConsumerAllocations> wanted;
        private final Map<Slot, Long> returned = new HashMap<>();
        private final Map<Slot, Long> asked = new HashMap<>();
        private final Map<Slot, Long> askedInAll = new HashMap<>();

        CapacityCheck(LedgerView view, List<ConsumerAllocations> wanted) {
            this.view = view;
            this.wanted = wanted;
            for (ConsumerAllocations each : wanted) {
                view.consumer(each.consumer()).ifPresent(known -> known.allocations().forEach((provider, amounts) ->
                        amounts.forEach((name, amount) ->
                                returned.merge(new Slot(provider, name), amount, Long::sum))));
                each.resources().forEach((provider, amounts) -> amounts.forEach((name, amount) ->
                        askedInAll.merge(new Slot(provider, name), amount, CapacityCheck::sumOrMax)));
            }
        }

        private static long sumOrMax(long a, long b) {
            return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
        }

        Optional<PlacementRefusal> refusal() {
            for (ConsumerAllocations each : wanted) {
                for (Map.Entry<UUID, Map<String, Long>> ofProvider : each.resources().entrySet()) {
                    for (Map.Entry<String, Long> row : ofProvider.getValue().entrySet()) {
                        Optional<PlacementRefusal> refusal =
                                judge(new Slot(ofProvider.getKey(), row.getKey()), row.getValue());
                        if (refusal.isPresent()) {
                            return refusal;
                        }
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<PlacementRefusal> judge(Slot slot, long amount) {
            Optional<Inventory> inventory =
                    view.provider(slot.provider()).map(it -> it.inventories().get(slot.resourceClass()));
            if (inventory.isEmpty()) {
                return Optional.of(new PlacementRefusal.NoInventory(slot.provider(), slot.resourceClass()));
            }
            if (!inventory.get().portions(amount)) {
                return Optional.of(new PlacementRefusal.UnitsViolated(
                        slot.provider(), slot.resourceClass(), amount, inventory.get()));
            }
            long before = view.usedOf(slot.provider(), slot.resourceClass());
            long others = before - returned.getOrDefault(slot, 0L);
            long used = others + asked.getOrDefault(slot, 0L);
            asked.merge(slot, amount, Long::sum);
            boolean fits = used + amount <= inventory.get().capacity();
            boolean isNotWorse = before > 0 && sumOrMax(others, askedInAll.getOrDefault(slot, 0L)) <= before;
            return fits || isNotWorse
                    ? Optional.empty()
                    : Optional.of(new PlacementRefusal.CapacityExceeded(
                            slot.provider(), slot.resourceClass(), amount, used, inventory.get().capacity()));
        }
    }
}
