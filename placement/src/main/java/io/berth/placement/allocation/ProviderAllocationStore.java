package io.berth.placement.allocation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What is used of one provider, by consumer. */
final class ProviderAllocationStore {
    private ProviderAllocationStore() {}

    record Usage(long consumerGeneration, Instant changedAt, SortedMap<String, Long> amounts) {}

    static SortedMap<String, Usage> byConsumer(Handle handle, UUID provider) {
        SortedMap<String, Usage> usages = new TreeMap<>();
        handle.createQuery("""
                SELECT a.consumer, a.resource_class, a.used, c.generation, c.changed_at
                  FROM placement.allocation a JOIN placement.consumer c ON c.id = a.consumer
                 WHERE a.provider = :provider
                """)
                .bind("provider", provider)
                .map((row, context) -> {
                    long generation = row.getLong("generation");
                    Instant changedAt = row.getObject("changed_at", OffsetDateTime.class).toInstant();
                    return usages.computeIfAbsent(
                                    row.getString("consumer"), any -> new Usage(generation, changedAt, new TreeMap<>()))
                            .amounts()
                            .put(row.getString("resource_class"), row.getLong("used"));
                })
                .list();
        return usages;
    }
}
