package io.berth.placement.index;

import io.berth.placement.Consumer;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.Provider;
import io.berth.placement.Touched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several decisions that are written together: each is made on the world as the ones before leave it. A consumer can be in one of
 * them only, and so can what a provider itself has.
 */
final class LedgerBatch implements RememberedView {
    private final World world;
    private final Function<String, Optional<Consumer>> consumers;
    private final Set<UUID> busyProviders;
    private final Set<String> busyConsumers;
    private final List<LedgerChange> changes = new ArrayList<>();
    private final Map<UUID, Moved> moved = new LinkedHashMap<>();
    private final Map<String, ConsumerWrite> writes = new LinkedHashMap<>();
    private final Map<UUID, Provider> created = new LinkedHashMap<>();
    private final List<InventoriesWritten> inventories = new ArrayList<>();
    private final List<Labels> traits = new ArrayList<>();
    private final List<Labels> aggregates = new ArrayList<>();
    /** Providers that get something else themselves. */
    private final Set<UUID> rewritten = new HashSet<>();

    private Instant at = Instant.MIN;

    /** A provider that the batch touches, as the batch leaves it. @param seen the revision before */
    record Moved(long seen, Provider provider, SortedMap<String, Long> used) {}

    /** Traits or aggregates that come to a provider or leave it. */
    record Labels(UUID provider, Collection<String> added, Collection<String> removed) {
        static Labels between(UUID provider, Collection<String> before, Collection<String> after) {
            Set<String> added = new TreeSet<>(after);
            added.removeAll(before);
            Set<String> removed = new TreeSet<>(before);
            removed.removeAll(after);
            return new Labels(provider, added, removed);
        }
    }

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
    LedgerBatch(
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
        if (busyProviders.contains(uuid) || created.containsKey(uuid)) {
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
        return usedOf(provider).getOrDefault(resourceClass, 0L);
    }

    @Override
    public SortedMap<String, Long> usedOf(UUID provider) {
        Moved ours = moved.get(provider);
        return ours == null
                ? world.node(provider).map(Node::used).orElse(Collections.emptySortedMap())
                : ours.used();
    }

    /** Of those that other batches are about to make nothing is known here; the table's key is. */
    @Override
    public boolean isNameTaken(String name) {
        if (created.values().stream().anyMatch(it -> it.name().equals(name))) {
            throw new Busy();
        }
        return world.named(name).isPresent();
    }

    @Override
    public boolean isResourceClass(String name) {
        return world.isResourceClass(name);
    }

    @Override
    public World.Names names() {
        return world.names();
    }

    /**
     * Adds a change that was decided on this batch.
     *
     * @return false where such a change is not written in batches
     * @throws Busy where the batch has a change that this one must come after
     */
    boolean add(LedgerChange change) {
        boolean isAdded = switch (change) {
            case AllocationsReplaced it -> claim(it);
            case ProviderCreated it when OwnChanges.isBare(it.provider()) -> {
                begin(it.provider().times().created());
                it.parent().ifPresent(parent -> moveOn(parent, Map.of()));
                created.put(it.provider().uuid(), it.provider());
                yield true;
            }
            case InventoriesWritten it -> {
                rewrite(it.provider(), it.at(), before -> OwnChanges.after(before, it, at));
                inventories.add(it);
                yield true;
            }
            case TraitsReplaced it when names().traits().keySet().containsAll(it.traits()) -> {
                Provider before = rewrite(it.provider(), it.at(), old -> OwnChanges.after(old, it, names(), at));
                traits.add(Labels.between(before.uuid(), before.traits(), it.traits()));
                yield true;
            }
            case AggregatesReplaced it -> {
                Provider before = rewrite(it.provider(), it.at(), old -> OwnChanges.after(old, it, at));
                aggregates.add(Labels.between(before.uuid(), before.aggregates(), it.aggregates()));
                yield true;
            }
            case LedgerChange other -> false;
        };
        if (isAdded) {
            changes.add(change);
        }
        return isAdded;
    }

    private void begin(Instant decided) {
        if (changes.isEmpty()) {
            at = decided;
        }
    }

    /** Gives a provider something else; answers what it was before. */
    private Provider rewrite(Touch touch, Instant decided, Function<Provider, Provider> after) {
        if (rewritten.contains(touch.provider())) {
            throw new Busy();
        }
        begin(decided);
        Provider before = provider(touch.provider()).orElseThrow();
        rewritten.add(touch.provider());
        put(touch, after.apply(before), usedOf(touch.provider()));
        return before;
    }

    /** @return false where a consumer gets or loses something of a provider that the change does not move: memory and decision differ */
    private boolean claim(AllocationsReplaced change) {
        Map<UUID, Map<String, Long>> difference = new HashMap<>();
        for (ConsumerWrite write : change.consumers()) {
            consumers.apply(write.consumer()).ifPresent(before -> before.allocations()
                    .forEach((provider, amounts) -> amounts.forEach((name, amount) -> add(difference, provider, name, -amount))));
            write.resources()
                    .forEach((provider, amounts) -> amounts.forEach((name, amount) -> add(difference, provider, name, amount)));
        }
        Set<UUID> touched = change.providers().stream().map(Touch::provider).collect(Collectors.toSet());
        if (!touched.containsAll(difference.keySet())) {
            return false;
        }
        begin(change.at());
        change.consumers().forEach(write -> writes.put(write.consumer(), write));
        for (Touch touch : change.providers()) {
            moveOn(touch, difference.getOrDefault(touch.provider(), Map.of()));
        }
        return true;
    }

    private static void add(Map<UUID, Map<String, Long>> difference, UUID provider, String resourceClass, long amount) {
        difference.computeIfAbsent(provider, any -> new HashMap<>()).merge(resourceClass, amount, Long::sum);
    }

    private void moveOn(Touch touch, Map<String, Long> difference) {
        Provider before = provider(touch.provider()).orElseThrow();
        SortedMap<String, Long> used = new TreeMap<>(usedOf(touch.provider()));
        difference.forEach((name, amount) ->
                used.compute(name, (any, was) -> (was == null ? 0 : was) + amount == 0 ? null : (was == null ? 0 : was) + amount));
        boolean isUpdate = before.generation() != touch.generation();
        Optional<Instant> updated = isUpdate ? Optional.of(at) : before.times().updated();
        put(touch, before.moved(touch.generation(), touch.revision() + 1, updated), used);
    }

    private void put(Touch touch, Provider after, SortedMap<String, Long> used) {
        Moved ours = moved.get(touch.provider());
        moved.put(touch.provider(), new Moved(ours == null ? touch.revision() : ours.seen(), after, used));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** What must be read again where the batch was not written. */
    Touched touched() {
        Map<UUID, Long> providers = new HashMap<>();
        providers().forEach(uuid -> providers.put(uuid, Touched.GONE));
        return new Touched(providers, writes.keySet(), false, false);
    }

    /** All providers that the batch writes, new ones too. */
    Set<UUID> providers() {
        Set<UUID> all = new HashSet<>(moved.keySet());
        all.addAll(created.keySet());
        return all;
    }

    List<LedgerChange> changes() {
        return changes;
    }

    Map<UUID, Moved> moved() {
        return moved;
    }

    Map<String, ConsumerWrite> writes() {
        return writes;
    }

    Collection<Provider> created() {
        return created.values();
    }

    List<InventoriesWritten> inventories() {
        return inventories;
    }

    List<Labels> traits() {
        return traits;
    }

    List<Labels> aggregates() {
        return aggregates;
    }

    /** When all of it is written, as the rows say: the moment of the first decision. */
    Instant at() {
        return at;
    }
}
