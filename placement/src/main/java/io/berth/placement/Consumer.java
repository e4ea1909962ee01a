package io.berth.placement;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who uses resources, and what it uses: never nothing, for a consumer's record ends with its last allocation.
 *
 * @param id text, compared as it is spelled
 * @param type absent until a client that knows consumer types sets it
 * @param generation the API's counter, which clients send back
 * @param revision ours: another one after every write, and never one that any consumer had before
 * @param allocations amounts by provider and resource class
 */
public record Consumer(
        String id,
        String projectId,
        String userId,
        Optional<String> type,
        long generation,
        long revision,
        SortedMap<UUID, SortedMap<String, Long>> allocations,
        Instant changedAt) {
    public Consumer {
        SortedMap<UUID, SortedMap<String, Long>> copy = new TreeMap<>();
        allocations.forEach((provider, amounts) ->
                copy.put(provider, Collections.unmodifiableSortedMap(new TreeMap<>(amounts))));
        allocations = Collections.unmodifiableSortedMap(copy);
    }
}
