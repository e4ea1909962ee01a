package io.berth.placement;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/** Reads providers whole, each with what belongs to it, in one statement: so that no view mixes two moments. */
final class ProviderStore {
    private ProviderStore() {}

    /** A provider with what is used of each of its inventories. */
    record Row(Provider provider, SortedMap<String, Long> used) {}

    private static final String COLUMNS = """
            SELECT p.uuid, p.name, p.generation, p.revision, p.parent, p.root, p.created_at, p.updated_at,
                   (SELECT json_agg(json_build_array(i.resource_class, i.total, i.reserved, i.min_unit, i.max_unit,
                                                     i.step_size, i.allocation_ratio, i.changed_at))
                      FROM placement.inventory i
                     WHERE i.provider = p.uuid) AS inventories,
                   (SELECT json_agg(json_build_array(t.name, t.created_at))
                      FROM placement.provider_trait pt JOIN placement.trait t ON t.name = pt.trait
                     WHERE pt.provider = p.uuid) AS traits,
                   (SELECT json_agg(json_build_array(pa.aggregate))
                      FROM placement.provider_aggregate pa
                     WHERE pa.provider = p.uuid) AS aggregates,
                   (SELECT json_agg(json_build_array(u.resource_class, u.used))
                      FROM (SELECT a.resource_class, sum(a.used) AS used
                              FROM placement.allocation a
                             WHERE a.provider = p.uuid
                             GROUP BY a.resource_class) u) AS used
              FROM placement.provider p
            """;

    static List<Row> withUuids(Handle handle, Collection<UUID> uuids) {
        return handle.createQuery(COLUMNS + "WHERE p.uuid = ANY(:uuids::uuid[])")
                .bindArray("uuids", String.class, uuids.stream().map(UUID::toString).toArray())
                .map((row, context) -> row(row))
                .list();
    }

    /** Without their traits and aggregates; of what is used, what there is an inventory of. */
    static List<Row> withInventories(Handle handle, Collection<UUID> uuids) {
        Map<UUID, Row> rows = new LinkedHashMap<>();
        handle.createQuery("""
                SELECT p.uuid, p.name, p.generation, p.revision, p.parent, p.root, p.created_at, p.updated_at,
                       i.resource_class, i.total, i.reserved, i.min_unit, i.max_unit, i.step_size, i.allocation_ratio,
                       (SELECT sum(h.used[array_position(h.resource_classes, i.resource_class)]) FROM placement.holding h
                         WHERE h.provider = p.uuid) AS used
                  FROM placement.provider p
                  LEFT JOIN placement.inventory i ON i.provider = p.uuid
                 WHERE p.uuid = ANY(:uuids::uuid[])
                 ORDER BY p.uuid
                """)
                .bindArray("uuids", String.class, uuids.stream().map(UUID::toString).toArray())
                .map((row, context) -> addInventory(rows, row))
                .list();
        return List.copyOf(rows.values());
    }

    private static Row addInventory(Map<UUID, Row> rows, ResultSet row) throws SQLException {
        UUID uuid = row.getObject("uuid", UUID.class);
        Row known = rows.get(uuid);
        SortedMap<String, Inventory> inventories = new TreeMap<>(known == null ? Map.of() : known.provider().inventories());
        SortedMap<String, Long> used = new TreeMap<>(known == null ? Map.of() : known.used());
        String resourceClass = row.getString("resource_class");
        if (resourceClass != null) {
            inventories.put(resourceClass, new Inventory(
                    row.getLong("total"),
                    row.getLong("reserved"),
                    row.getLong("min_unit"),
                    row.getLong("max_unit"),
                    row.getLong("step_size"),
                    row.getDouble("allocation_ratio")));
            long amount = row.getLong("used");
            if (amount > 0) {
                used.put(resourceClass, amount);
            }
        }
        Provider.Times times = times(row, new TreeMap<>(), Optional.empty());
        Row whole = new Row(provider(row, inventories, new TreeSet<>(), new TreeSet<>(), times), used);
        rows.put(uuid, whole);
        return whole;
    }

    private static Provider provider(
            ResultSet row,
            SortedMap<String, Inventory> inventories,
            SortedSet<String> traits,
            SortedSet<String> aggregates,
            Provider.Times times)
            throws SQLException {
        return new Provider(
                row.getObject("uuid", UUID.class),
                row.getString("name"),
                row.getLong("generation"),
                row.getLong("revision"),
                Optional.ofNullable(row.getObject("parent", UUID.class)),
                row.getObject("root", UUID.class),
                inventories,
                traits,
                aggregates,
                times);
    }

    private static Provider.Times times(ResultSet row, SortedMap<String, Instant> inventories, Optional<Instant> youngestTrait)
            throws SQLException {
        return new Provider.Times(
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("updated_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                inventories,
                youngestTrait);
    }

    static Optional<Row> named(Handle handle, String name) {
        return handle.createQuery(COLUMNS + "WHERE p.name = :name")
                .bind("name", name)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** All providers of the trees that these belong to. */
    static List<Row> ofTrees(Handle handle, Collection<UUID> uuids) {
        return handle.createQuery(COLUMNS + """
                WHERE p.root IN (SELECT one.root FROM placement.provider one WHERE one.uuid = ANY(:uuids::uuid[]))
                """)
                .bindArray("uuids", String.class, uuids.stream().map(UUID::toString).toArray())
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        SortedMap<String, Instant> inventoryTimes = new TreeMap<>();
        for (JsonNode it : rows(row, "inventories")) {
            String resourceClass = it.get(0).asString();
            inventories.put(resourceClass, inventory(it));
            inventoryTimes.put(resourceClass, OffsetDateTime.parse(it.get(7).asString()).toInstant());
        }
        SortedSet<String> traits = new TreeSet<>();
        Optional<Instant> youngestTrait = Optional.empty();
        for (JsonNode it : rows(row, "traits")) {
            traits.add(it.get(0).asString());
            Instant added = OffsetDateTime.parse(it.get(1).asString()).toInstant();
            youngestTrait = youngestTrait.filter(added::isBefore).or(() -> Optional.of(added));
        }
        SortedSet<String> aggregates = new TreeSet<>();
        rows(row, "aggregates").forEach(it -> aggregates.add(it.get(0).asString()));
        SortedMap<String, Long> used = new TreeMap<>();
        rows(row, "used").forEach(it -> used.put(it.get(0).asString(), it.get(1).asLong()));
        return new Row(provider(row, inventories, traits, aggregates, times(row, inventoryTimes, youngestTrait)), used);
    }

    private static Inventory inventory(JsonNode it) {
        return new Inventory(
                it.get(1).asLong(),
                it.get(2).asLong(),
                it.get(3).asLong(),
                it.get(4).asLong(),
                it.get(5).asLong(),
                it.get(6).asDouble());
    }

    private static Iterable<JsonNode> rows(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? List.of() : Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * In the order of their ids, so that two who want the same ones wait for each other and do not deadlock.
     *
     * @return those that there are
     */
    static List<Held> hold(Handle tx, Collection<UUID> uuids) {
        return tx.createQuery("""
                SELECT uuid, revision, created_at FROM placement.provider WHERE uuid = ANY(:uuids) ORDER BY uuid FOR NO KEY UPDATE
                """)
                .bindArray("uuids", UUID.class, uuids.toArray())
                .map((row, context) -> new Held(
                        row.getObject("uuid", UUID.class),
                        row.getLong("revision"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** How far a provider has come. One that was removed and made again may come to the same revision another time. */
    record Held(UUID uuid, long revision, Instant created) {
        boolean isAt(Provider remembered) {
            return revision == remembered.revision() && created.equals(remembered.times().created());
        }
    }
}
