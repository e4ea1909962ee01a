package io.berth.placement.index;

import io.berth.placement.Consumer;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * What a comparison of the index with the database found. The index may be behind for a moment; what is still different after
 * {@link #PATIENCE} is wrong.
 *
 * @param providers and consumers: how many the database has
 * @param differences what the index has otherwise than the database, and allocations of what is not there, at most
 *     {@link #DIFFERENCES_MAX}
 * @param overCapacity inventories of which more is used than they have: allowed only where an operator shrank them
 */
public record LedgerAudit(int providers, int consumers, List<Difference> differences, List<OverCapacity> overCapacity) {
    /** How long the index may take to learn of something. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    public static final int DIFFERENCES_MAX = 100;

    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * @param subject {@code provider/<uuid>}, {@code consumer/<id>}, {@code resource_class/<name>}, {@code trait/<name>} or
     *     {@code allocation/<consumer>/<provider>/<class>}
     */
    public record Difference(String subject, String inDatabase, String inIndex) {}

    public record OverCapacity(UUID provider, String resourceClass, long used, long capacity) {}

    public LedgerAudit {
        differences = List.copyOf(differences);
        overCapacity = List.copyOf(overCapacity);
    }

    public boolean isClean() {
        return differences.isEmpty();
    }

    /** Compares; takes as long as reading the whole ledger takes. */
    public static LedgerAudit of(LedgerIndex index, Store store) {
        record Found(World world, Map<String, Consumer> consumers, List<String> unfounded) {}
        Found found = store.database().transact(tx -> {
            IndexStore.freeze(tx);
            IndexStore all = new IndexStore(tx);
            Map<String, Consumer> consumers = all.consumers();
            return new Found(all.world(), consumers, all.unfoundedAllocations(DIFFERENCES_MAX));
        });
        Comparison comparison = new Comparison(index);
        comparison.providers(found.world());
        comparison.consumers(found.consumers());
        comparison.names(found.world().names());
        List<Difference> differences = new ArrayList<>();
        found.unfounded().forEach(it -> differences.add(new Difference(
                "allocation/" + it, "without the consumer or the inventory that it names", "not looked for")));
        differences.addAll(comparison.confirmed(store));
        return new LedgerAudit(
                found.world().size(),
                found.consumers().size(),
                differences.subList(0, Math.min(differences.size(), DIFFERENCES_MAX)),
                overCapacity(found.world()));
    }

    private static List<OverCapacity> overCapacity(World world) {
        List<OverCapacity> over = new ArrayList<>();
        world.all().forEach((org.roaringbitmap.IntConsumer) ordinal -> {
            Node node = world.get(ordinal);
            node.provider().inventories().forEach((name, inventory) -> {
                if (node.usedOf(name) > inventory.capacity()) {
                    over.add(new OverCapacity(node.uuid(), name, node.usedOf(name), inventory.capacity()));
                }
            });
        });
        return over;
    }

    /** Collects what looks different, and looks again at that. */
    private static final class Comparison {
        private final LedgerIndex index;
        private final Set<UUID> providers = new HashSet<>();
        private final Set<String> consumers = new HashSet<>();
        private boolean areNamesSame = true;

        Comparison(LedgerIndex index) {
            this.index = index;
        }

        void providers(World database) {
            World memory = index.world();
            memory.all().forEach((org.roaringbitmap.IntConsumer) ordinal -> providers.add(memory.get(ordinal).uuid()));
            database.all().forEach((org.roaringbitmap.IntConsumer) ordinal -> {
                Node node = database.get(ordinal);
                boolean isSame = memory.node(node.uuid())
                        .filter(it -> it.provider().equals(node.provider()) && it.used().equals(node.used()))
                        .isPresent();
                if (isSame) {
                    providers.remove(node.uuid());
                } else {
                    providers.add(node.uuid());
                }
            });
        }

        void consumers(Map<String, Consumer> database) {
            consumers.addAll(index.consumerIds());
            database.forEach((id, consumer) -> {
                if (index.holdings(id).consumer().equals(Optional.of(consumer))) {
                    consumers.remove(id);
                } else {
                    consumers.add(id);
                }
            });
        }

        void names(World.Names database) {
            areNamesSame = database.equals(index.world().names());
        }

        List<Difference> confirmed(Store store) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                List<Difference> left = new ArrayList<>();
                if (!areNamesSame) {
                    left.addAll(namesApart(store.database().read(IndexStore::names)));
                }
                if (!providers.isEmpty() || !consumers.isEmpty()) {
                    left.addAll(differences(store.database().read(handle -> new Ledger().view(handle, providers, consumers))));
                }
                if (left.isEmpty() || System.nanoTime() > end) {
                    return left;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private List<Difference> namesApart(World.Names stored) {
            World.Names held = index.world().names();
            List<Difference> differences = new ArrayList<>();
            compare("resource_class/", stored.resourceClasses(), held.resourceClasses(), differences);
            compare("trait/", stored.traits(), held.traits(), differences);
            areNamesSame = differences.isEmpty();
            return differences;
        }

        private static void compare(
                String kind, Map<String, Instant> stored, Map<String, Instant> held, List<Difference> differences) {
            Set<String> names = new TreeSet<>(stored.keySet());
            names.addAll(held.keySet());
            for (String name : names) {
                String inDatabase = Optional.ofNullable(stored.get(name)).map(Instant::toString).orElse("nothing");
                String inIndex = Optional.ofNullable(held.get(name)).map(Instant::toString).orElse("nothing");
                if (!inDatabase.equals(inIndex)) {
                    differences.add(new Difference(kind + name, inDatabase, inIndex));
                }
            }
        }

        private List<Difference> differences(LedgerView.Rows rows) {
            List<Difference> differences = new ArrayList<>();
            World memory = index.world();
            Set<UUID> same = new HashSet<>();
            for (UUID uuid : providers) {
                String stored = rows.provider(uuid)
                        .map(it -> text(it, rows.used().getOrDefault(uuid, new TreeMap<>())))
                        .orElse("nothing");
                String held = memory.node(uuid).map(it -> text(it.provider(), it.used())).orElse("nothing");
                if (stored.equals(held)) {
                    same.add(uuid);
                } else {
                    differences.add(new Difference("provider/" + uuid, stored, held));
                }
            }
            providers.removeAll(same);
            for (String id : List.copyOf(consumers)) {
                String stored = rows.consumer(id).map(Consumer::toString).orElse("nothing");
                String held = index.holdings(id).consumer().map(Consumer::toString).orElse("nothing");
                if (stored.equals(held)) {
                    consumers.remove(id);
                } else {
                    differences.add(new Difference("consumer/" + id, stored, held));
                }
            }
            return differences;
        }

        private static String text(Provider provider, SortedMap<String, Long> used) {
            return provider + " used " + used;
        }
    }
}
