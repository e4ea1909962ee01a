package io.berth.placement;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Looks for providers that could take something now: hints, on which a claim then decides. */
final class RoomStore {
    private RoomStore() {}

    /** Providers without a parent, others aside, that have room for all of these amounts, by name. */
    static List<UUID> rootsWithRoom(Handle handle, SortedMap<String, Long> amounts, Set<UUID> others, int limit) {
        return handle.createQuery("""
                SELECT p.uuid
                  FROM placement.provider p
                 WHERE p.parent IS NULL
                   AND NOT EXISTS (SELECT 1 FROM unnest(:others::uuid[]) AS other (uuid) WHERE other.uuid = p.uuid)
                   AND NOT EXISTS (
                       SELECT 1
                         FROM unnest(:classes::text[], :amounts::bigint[]) AS wanted (resource_class, amount)
                        WHERE NOT EXISTS (
                              SELECT 1
                                FROM placement.inventory i
                               WHERE i.provider = p.uuid AND i.resource_class = wanted.resource_class
                                 AND wanted.amount BETWEEN i.min_unit AND i.max_unit
                                 AND wanted.amount % i.step_size = 0
                                 AND trunc((i.total - i.reserved) * i.allocation_ratio) >= wanted.amount + (
                                     SELECT coalesce(sum(a.used), 0)
                                       FROM placement.allocation a
                                      WHERE a.provider = i.provider AND a.resource_class = i.resource_class)))
                 ORDER BY p.name
                 LIMIT :limit
                """)
                .bindArray("classes", String.class, amounts.keySet().toArray())
                .bindArray("amounts", Long.class, amounts.values().toArray())
                .bindArray("others", UUID.class, others.toArray())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** Providers without a parent, others aside, that have something of which nobody uses anything, by name. */
    static List<UUID> unusedRoots(Handle handle, Set<UUID> others, int limit) {
        return handle.createQuery("""
                SELECT p.uuid
                  FROM placement.provider p
                 WHERE p.parent IS NULL
                   AND NOT EXISTS (SELECT 1 FROM unnest(:others::uuid[]) AS other (uuid) WHERE other.uuid = p.uuid)
                   AND EXISTS (SELECT 1 FROM placement.inventory i WHERE i.provider = p.uuid)
                   AND NOT EXISTS (SELECT 1 FROM placement.allocation a WHERE a.provider = p.uuid)
                 ORDER BY p.name
                 LIMIT :limit
                """)
                .bindArray("others", UUID.class, others.toArray())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** Providers without a parent that have something, and an inventory of each of these classes. */
    static List<UUID> rootsThatOffer(Handle handle, SortedSet<String> resourceClasses) {
        return handle.createQuery("""
                SELECT p.uuid
                  FROM placement.provider p
                 WHERE p.parent IS NULL
                   AND EXISTS (SELECT 1 FROM placement.inventory i WHERE i.provider = p.uuid)
                   AND NOT EXISTS (
                       SELECT 1
                         FROM unnest(:classes::text[]) AS wanted (resource_class)
                        WHERE NOT EXISTS (
                              SELECT 1
                                FROM placement.inventory i
                               WHERE i.provider = p.uuid AND i.resource_class = wanted.resource_class))
                """)
                .bindArray("classes", String.class, resourceClasses.toArray())
                .mapTo(UUID.class)
                .list();
    }
}
