package io.berth.placement.index;

import io.berth.placement.Consumer;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads the whole ledger, a table at a time, as it is at one moment. */
final class IndexStore {
    /** Rows that are in flight at once. */
    private static final int FETCH = 10_000;

    private final Handle tx;
    /** One object for each text that many rows share, such as a resource class or a project. */
    private final Map<Object, Object> shared = new HashMap<>();
    private final Map<UUID, Parts> parts = new HashMap<>();

    /** What belongs to a provider, as it comes in. */
    private static final class Parts {
        private final SortedMap<String, Inventory> inventories = new TreeMap<>();
        private final SortedMap<String, Instant> inventoryTimes = new TreeMap<>();
        private final SortedSet<String> traits = new TreeSet<>();
        private Optional<Instant> youngestTrait = Optional.empty();
        private final SortedSet<String> aggregates = new TreeSet<>();
        private final SortedMap<String, Long> used = new TreeMap<>();
    }

    /** @param tx a transaction that sees one moment */
    IndexStore(Handle tx) {
        this.tx = tx;
    }

    /** Begins a transaction's one moment: to be called before anything is read in it. */
    static void freeze(Handle tx) {
        tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    /** All consumers, by id; and what they use, which {@link #world} needs. */
    Map<String, Consumer> consumers() {
        Map<String, Consumer> consumers = new HashMap<>();
        tx.createQuery("""
                SELECT id, project_id, user_id, consumer_type, generation, revision, changed_at FROM placement.consumer
                """).setFetchSize(FETCH).map((row, context) -> consumer(row)).useIterator(rows ->
                rows.forEachRemaining(it -> consumers.put(it.id(), it)));
        tx.createQuery("""
                SELECT consumer, provider, resource_class, used FROM placement.allocation ORDER BY consumer
                """).setFetchSize(FETCH).map((row, context) -> allocation(row)).useIterator(rows -> {
            SortedMap<UUID, SortedMap<String, Long>> ofOne = new TreeMap<>();
            String id = "";
            while (rows.hasNext()) {
                Allocation row = rows.next();
                if (!row.consumer().equals(id)) {
                    give(consumers, id, ofOne);
                    ofOne.clear();
                    id = row.consumer();
                }
                ofOne.computeIfAbsent(row.provider(), any -> new TreeMap<>()).put(row.resourceClass(), row.used());
                part(row.provider()).used.merge(row.resourceClass(), row.used(), Long::sum);
            }
            give(consumers, id, ofOne);
        });
        return consumers;
    }

    /** Allocations whose consumer or inventory is not there, as {@code <consumer>/<provider>/<class>}. */
    List<String> unfoundedAllocations(int limit) {
        return tx.createQuery("""
                SELECT concat_ws('/', a.consumer, a.provider, a.resource_class)
                  FROM placement.allocation a
                  LEFT JOIN placement.inventory i ON i.provider = a.provider AND i.resource_class = a.resource_class
                  LEFT JOIN placement.consumer c ON c.id = a.consumer
                 WHERE i.provider IS NULL OR c.id IS NULL
                 ORDER BY 1
                 LIMIT :limit
                """).bind("limit", limit).mapTo(String.class).list();
    }

    private record Allocation(String consumer, UUID provider, String resourceClass, long used) {}

    private Allocation allocation(ResultSet row) throws SQLException {
        return new Allocation(
                row.getString("consumer"),
                share(row.getObject("provider", UUID.class)),
                share(row.getString("resource_class")),
                row.getLong("used"));
    }

    private static void give(
            Map<String, Consumer> consumers, String id, SortedMap<UUID, SortedMap<String, Long>> allocations) {
        consumers.computeIfPresent(id, (any, it) -> with(it, allocations));
    }

    private Consumer consumer(ResultSet row) throws SQLException {
        return new Consumer(
                row.getString("id"),
                share(row.getString("project_id")),
                share(row.getString("user_id")),
                Optional.ofNullable(row.getString("consumer_type")).map(this::share),
                row.getLong("generation"),
                row.getLong("revision"),
                new TreeMap<>(),
                instant(row, "changed_at"));
    }

    private static Consumer with(Consumer consumer, SortedMap<UUID, SortedMap<String, Long>> allocations) {
        return new Consumer(
                consumer.id(),
                consumer.projectId(),
                consumer.userId(),
                consumer.type(),
                consumer.generation(),
                consumer.revision(),
                allocations,
                consumer.changedAt());
    }

    /** All providers, parents' trees before those below; after {@link #consumers}. */
    World world() {
        tx.createQuery("""
                SELECT provider, resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio, changed_at
                  FROM placement.inventory
                """).setFetchSize(FETCH).map((row, context) -> addInventory(row)).useIterator(IndexStore::drain);
        tx.createQuery("""
                SELECT pt.provider, t.name, t.created_at
                  FROM placement.provider_trait pt JOIN placement.trait t ON t.name = pt.trait
                """).setFetchSize(FETCH).map((row, context) -> addTrait(row)).useIterator(IndexStore::drain);
        tx.createQuery("SELECT provider, aggregate FROM placement.provider_aggregate")
                .setFetchSize(FETCH)
                .map((row, context) -> part(row.getObject("provider", UUID.class)).aggregates.add(share(row.getString("aggregate"))))
                .useIterator(IndexStore::drain);
        WorldBuilder builder = new WorldBuilder(World.empty());
        builder.names(names(tx));
        tx.createQuery("""
                SELECT uuid, name, generation, revision, parent, root, created_at, updated_at
                  FROM placement.provider
                 ORDER BY parent IS NOT NULL, created_at, uuid
                """).setFetchSize(FETCH).map((row, context) -> provider(row)).useIterator(providers -> {
            while (providers.hasNext()) {
                Provider provider = providers.next();
                builder.put(provider, part(provider.uuid()).used);
            }
        });
        return builder.build();
    }

    private static void drain(Iterator<?> rows) {
        rows.forEachRemaining(row -> {});
    }

    private boolean addInventory(ResultSet row) throws SQLException {
        Parts of = part(row.getObject("provider", UUID.class));
        String resourceClass = share(row.getString("resource_class"));
        of.inventories.put(
                resourceClass,
                share(new Inventory(
                        row.getLong("total"),
                        row.getLong("reserved"),
                        row.getLong("min_unit"),
                        row.getLong("max_unit"),
                        row.getLong("step_size"),
                        row.getDouble("allocation_ratio"))));
        of.inventoryTimes.put(resourceClass, share(instant(row, "changed_at")));
        return true;
    }

    private boolean addTrait(ResultSet row) throws SQLException {
        Parts of = part(row.getObject("provider", UUID.class));
        of.traits.add(share(row.getString("name")));
        Instant added = share(instant(row, "created_at"));
        of.youngestTrait = of.youngestTrait.filter(added::isBefore).or(() -> Optional.of(added));
        return true;
    }

    private Provider provider(ResultSet row) throws SQLException {
        UUID uuid = share(row.getObject("uuid", UUID.class));
        Parts of = part(uuid);
        return new Provider(
                uuid,
                row.getString("name"),
                row.getLong("generation"),
                row.getLong("revision"),
                Optional.ofNullable(row.getObject("parent", UUID.class)).map(this::share),
                share(row.getObject("root", UUID.class)),
                of.inventories,
                of.traits,
                of.aggregates,
                new Provider.Times(
                        instant(row, "created_at"),
                        Optional.ofNullable(row.getObject("updated_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                        of.inventoryTimes,
                        of.youngestTrait));
    }

    /** The names that can be used now. */
    static World.Names names(Handle handle) {
        SortedMap<String, Instant> classes = new TreeMap<>();
        SortedMap<String, Instant> traits = new TreeMap<>();
        handle.createQuery("""
                SELECT true AS is_class, name, changed_at AS at FROM placement.resource_class
                UNION ALL
                SELECT false, name, created_at FROM placement.trait
                """)
                .map((row, context) -> (row.getBoolean("is_class") ? classes : traits).put(row.getString("name"), instant(row, "at")))
                .list();
        return new World.Names(classes, traits);
    }

    private Parts part(UUID provider) {
        return parts.computeIfAbsent(provider, any -> new Parts());
    }

    @SuppressWarnings("unchecked") // an equal object has the same type: all of these are of final classes
    private <T> T share(T value) {
        return (T) shared.computeIfAbsent(value, same -> same);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
