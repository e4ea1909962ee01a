package io.berth.placement.provider;

import io.berth.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Finds providers. */
final class FilterStore {
    private FilterStore() {}

    /** The ids of those that pass the filter. */
    static List<UUID> passing(Handle handle, ProviderFilter filter) {
        List<Map.Entry<String, Long>> resources = List.copyOf(filter.resources().entrySet());
        return handle.createQuery("""
                SELECT p.uuid
                  FROM placement.provider p
                 WHERE (:name::text IS NULL OR p.name = :name)
                   AND (:anyUuid OR p.uuid = ANY(:uuids::uuid[]))
                   AND (:anyTree OR p.root = (
                        SELECT one.root FROM placement.provider one WHERE one.uuid = ANY(:tree::uuid[])))
                   AND NOT EXISTS (
                        SELECT FROM jsonb_array_elements(:anyTraits::jsonb) AS wanted
                         WHERE NOT EXISTS (
                               SELECT FROM placement.provider_trait t
                                WHERE t.provider = p.uuid AND jsonb_exists(wanted, t.trait)))
                   AND NOT EXISTS (
                        SELECT FROM placement.provider_trait t
                         WHERE t.provider = p.uuid AND t.trait = ANY(:forbiddenTraits))
                   AND NOT EXISTS (
                        SELECT FROM jsonb_array_elements(:anyAggregates::jsonb) AS wanted
                         WHERE NOT EXISTS (
                               SELECT FROM placement.provider_aggregate a
                                WHERE a.provider = p.uuid AND jsonb_exists(wanted, a.aggregate)))
                   AND NOT EXISTS (
                        SELECT FROM placement.provider_aggregate a
                         WHERE a.provider = p.uuid AND a.aggregate = ANY(:forbiddenAggregates))
                   AND NOT EXISTS (
                        SELECT FROM unnest(:classes::text[], :amounts::bigint[]) AS wanted (resource_class, amount)
                         WHERE NOT EXISTS (
                               SELECT FROM placement.inventory i
                                WHERE i.provider = p.uuid
                                  AND i.resource_class = wanted.resource_class
                                  AND wanted.amount BETWEEN i.min_unit AND i.max_unit
                                  AND wanted.amount % i.step_size = 0
                                  AND wanted.amount <= (i.total - i.reserved) * i.allocation_ratio - COALESCE((
                                      SELECT sum(a.used) FROM placement.allocation a
                                       WHERE a.provider = p.uuid AND a.resource_class = i.resource_class), 0)))
                """)
                .bind("name", filter.name().orElse(null))
                .bind("anyUuid", filter.uuids().isEmpty())
                .bindArray("uuids", String.class, texts(filter.uuids()))
                .bind("anyTree", filter.tree().isEmpty())
                .bindArray("tree", String.class, texts(filter.tree()))
                .bind("anyTraits", Json.text(filter.anyTraits()))
                .bindArray("forbiddenTraits", String.class, filter.forbiddenTraits().toArray())
                .bind("anyAggregates", Json.text(filter.anyAggregates()))
                .bindArray("forbiddenAggregates", String.class, filter.forbiddenAggregates().toArray())
                .bindArray("classes", String.class, resources.stream().map(Map.Entry::getKey).toArray())
                .bindArray("amounts", Long.class, resources.stream().map(Map.Entry::getValue).toArray())
                .mapTo(UUID.class)
                .list();
    }

    private static Object[] texts(Optional<Set<UUID>> uuids) {
        return uuids.orElse(Set.of()).stream().map(UUID::toString).toArray();
    }

    static boolean isNameTaken(Handle handle, String name, UUID byOtherThan) {
        return handle.createQuery("""
                SELECT EXISTS (SELECT FROM placement.provider WHERE name = :name AND uuid <> :uuid)
                """).bind("name", name).bind("uuid", byOtherThan).mapTo(Boolean.class).one();
    }

    static boolean hasChildren(Handle handle, UUID provider) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM placement.provider WHERE parent = :uuid)")
                .bind("uuid", provider)
                .mapTo(Boolean.class)
                .one();
    }
}
