package io.berth.placement;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The part of the ledger on which allocations are decided: the providers asked for and those that the consumers use now.
 *
 * @param used what all consumers together use, by provider and resource class
 * @param consumers those asked for that have allocations, by id
 * @param resourceClasses all names there are
 */
public record LedgerView(
        SortedMap<UUID, Provider> providers,
        SortedMap<UUID, SortedMap<String, Long>> used,
        SortedMap<String, Consumer> consumers,
        SortedSet<String> resourceClasses) {
    public LedgerView {
        providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
        consumers = Collections.unmodifiableSortedMap(new TreeMap<>(consumers));
        resourceClasses = Collections.unmodifiableSortedSet(new TreeSet<>(resourceClasses));
    }

    public Optional<Provider> provider(UUID uuid) {
        return Optional.ofNullable(providers.get(uuid));
    }

    public Optional<Consumer> consumer(String id) {
        return Optional.ofNullable(consumers.get(id));
    }

    /** What all consumers together use of a provider's resource class. */
    public long usedOf(UUID provider, String resourceClass) {
        SortedMap<String, Long> ofProvider = used.getOrDefault(provider, Collections.emptySortedMap());
        return ofProvider.getOrDefault(resourceClass, 0L);
    }
}
