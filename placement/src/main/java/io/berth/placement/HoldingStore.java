package io.berth.placement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads what many consumers have, for audits. */
final class HoldingStore {
    private static final int FETCH = 10_000;

    private HoldingStore() {}

    /** What each consumer of a type has, by consumer, provider and resource class. */
    static Map<String, SortedMap<UUID, SortedMap<String, Long>>> ofType(Handle tx, String type) {
        Map<String, SortedMap<UUID, SortedMap<String, Long>>> holdings = new HashMap<>();
        tx.createQuery("""
                SELECT allocation.consumer, allocation.provider, allocation.resource_class, allocation.used
                  FROM placement.consumer
                  JOIN placement.allocation ON allocation.consumer = consumer.id
                 WHERE consumer.consumer_type = :type
                """)
                .bind("type", type)
                .setFetchSize(FETCH)
                .map((row, context) -> holdings
                        .computeIfAbsent(row.getString("consumer"), any -> new TreeMap<>())
                        .computeIfAbsent(row.getObject("provider", UUID.class), any -> new TreeMap<>())
                        .put(row.getString("resource_class"), row.getLong("used")))
                .forEach(any -> {});
        return holdings;
    }

    /** Inventories of classes whose names begin so, on providers below others. */
    static List<Ledger.Portion> ofClasses(Handle tx, String prefix) {
        return tx.createQuery("""
                SELECT provider.parent, inventory.resource_class, inventory.total, inventory.reserved
                  FROM placement.inventory
                  JOIN placement.provider ON provider.uuid = inventory.provider
                 WHERE starts_with(inventory.resource_class, :prefix) AND provider.parent IS NOT NULL
                """)
                .bind("prefix", prefix)
                .map((row, context) -> new Ledger.Portion(
                        row.getObject("parent", UUID.class),
                        row.getString("resource_class"),
                        row.getLong("total"),
                        row.getLong("reserved")))
                .list();
    }
}
