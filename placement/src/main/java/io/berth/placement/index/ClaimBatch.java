package io.berth.placement.index;

import io.berth.placement.Consumer;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.placement.Touched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Several decisions on allocations that are written together: each is made on the world as the ones before leave it. A consumer
 * can be in one of them only.
 */
final class ClaimBatch implements LedgerView {
    private final World world;
    private final Function<String, Optional<Consumer>> consumers;
    private final Set<UUID> busyProviders;
    private final Set<String> busyConsumers;
    private final List<AllocationsReplaced> changes = new ArrayList<>();
    private final Map<UUID, Moved> moved = new LinkedHashMap<>();
    private final Map<String, ConsumerWrite> writes = new LinkedHashMap<>();

    /** A provider that the batch touches, as the batch leaves it. @param seen the revision before */
    record Moved(long seen, Provider provider, SortedMap<String, Long> used) {}

    /** A provider or consumer asked for is being written, or will be with this batch: what it has will only be known then. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() {
            super(null, null, false, false);
        }
    }

    /**
     * @param busyProviders and consumers: what other batches are writing
     */
    ClaimBatch(
            World world,
            Function<String, Optional<Consumer>> consumers,
            Set<UUID> busyProviders,
            Set<String> busyConsumers) {
        this.world = world;
        this.consumers = consumers;
        this.busyProviders = busyProviders;
        this.busyConsumers = busyConsumers;
    }

    @Override
    public Optional<Provider> provider(UUID uuid) {
        if (busyProviders.contains(uuid)) {
            throw new Busy();
        }
        Moved ours = moved.get(uuid);
        return ours == null ? world.node(uuid).map(Node::provider) : Optional.of(ours.provider());
    }

    @Override
    public Optional<Consumer> consumer(String id) {
        if (writes.containsKey(id) || busyConsumers.contains(id)) {
            throw new Busy();
        }
        return consumers.apply(id);
    }

    @Override
    public long usedOf(UUID provider, String resourceClass) {
        Moved ours = moved.get(provider);
        return ours == null
                ? world.node(provider).map(node -> node.usedOf(resourceClass)).orElse(0L)
                : ours.used().getOrDefault(resourceClass, 0L);
    }

    @Override
    public boolean isResourceClass(String name) {
        return world.isResourceClass(name);
    }

    /** Adds a change that was decided on this batch. */
    void add(AllocationsReplaced change) {
        changes.add(change);
        Map<UUID, Map<String, Long>> difference = new HashMap<>();
        for (ConsumerWrite write : change.consumers()) {
            consumers.apply(write.consumer()).ifPresent(before -> before.allocations()
                    .forEach((provider, amounts) -> amounts.forEach((name, amount) -> add(difference, provider, name, -amount))));
            write.resources()
                    .forEach((provider, amounts) -> amounts.forEach((name, amount) -> add(difference, provider, name, amount)));
            writes.put(write.consumer(), write);
        }
        for (Touch touch : change.providers()) {
            move(touch, difference.getOrDefault(touch.provider(), Map.of()));
        }
    }

    private static void add(Map<UUID, Map<String, Long>> difference, UUID provider, String resourceClass, long amount) {
        difference.computeIfAbsent(provider, any -> new HashMap<>()).merge(resourceClass, amount, Long::sum);
    }

    private void move(Touch touch, Map<String, Long> difference) {
        Provider before = provider(touch.provider()).orElseThrow();
        Moved ours = moved.get(touch.provider());
        SortedMap<String, Long> used =
                new TreeMap<>(ours == null ? world.node(touch.provider()).orElseThrow().used() : ours.used());
        difference.forEach((name, amount) ->
                used.compute(name, (any, was) -> (was == null ? 0 : was) + amount == 0 ? null : (was == null ? 0 : was) + amount));
        boolean isUpdate = before.generation() != touch.generation();
        Provider after = before.moved(
                touch.generation(), touch.revision() + 1, isUpdate ? Optional.of(at()) : before.times().updated());
        moved.put(touch.provider(), new Moved(ours == null ? touch.revision() : ours.seen(), after, used));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** What must be read again where the batch was not written. */
    Touched touched() {
        Map<UUID, Long> providers = new HashMap<>();
        moved.keySet().forEach(uuid -> providers.put(uuid, Touched.GONE));
        return new Touched(providers, writes.keySet(), false, false);
    }

    List<AllocationsReplaced> changes() {
        return changes;
    }

    Map<UUID, Moved> moved() {
        return moved;
    }

    Map<String, ConsumerWrite> writes() {
        return writes;
    }

    /** When all of it is written, as the rows say: the moment of the first decision. */
    Instant at() {
        return changes.getFirst().at();
    }
}
