package io.berth.placement;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The part of the ledger on which allocations are decided: the providers asked for and those that the consumers use now. */
public interface LedgerView {
    Optional<Provider> provider(UUID uuid);

    /** Absent where it has no allocations. */
    Optional<Consumer> consumer(String id);

    /** What all consumers together use of a provider's resource class. */
    long usedOf(UUID provider, String resourceClass);

    boolean isResourceClass(String name);

    /**
     * A view as the database has it.
     *
     * @param used what all consumers together use, by provider and resource class
     * @param consumers those asked for that have allocations, by id
     * @param resourceClasses all names there are
     */
    record Rows(
            SortedMap<UUID, Provider> providers,
            SortedMap<UUID, SortedMap<String, Long>> used,
            SortedMap<String, Consumer> consumers,
            SortedSet<String> resourceClasses)
            implements LedgerView {
        public static final Rows NONE = new Rows(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

        public Rows {
            providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
            used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
            consumers = Collections.unmodifiableSortedMap(new TreeMap<>(consumers));
            resourceClasses = Collections.unmodifiableSortedSet(new TreeSet<>(resourceClasses));
        }

        @Override
        public Optional<Provider> provider(UUID uuid) {
            return Optional.ofNullable(providers.get(uuid));
        }

        @Override
        public Optional<Consumer> consumer(String id) {
            return Optional.ofNullable(consumers.get(id));
        }

        @Override
        public long usedOf(UUID provider, String resourceClass) {
            SortedMap<String, Long> ofProvider = used.getOrDefault(provider, Collections.emptySortedMap());
            return ofProvider.getOrDefault(resourceClass, 0L);
        }

        @Override
        public boolean isResourceClass(String name) {
            return resourceClasses.contains(name);
        }
    }
}
