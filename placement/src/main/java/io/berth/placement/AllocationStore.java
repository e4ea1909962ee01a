package io.berth.placement;

import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.store.StaleView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of consumers and of what they use. */
final class AllocationStore {
    /** Where something may be there already: PostgreSQL looks for it first, and logs that it did not come meanwhile. */
    private static final String OVER_WHAT_IT_HAD = """
            ON CONFLICT (consumer, provider) DO UPDATE
               SET resource_classes = EXCLUDED.resource_classes, used = EXCLUDED.used
            """;

    private AllocationStore() {}

    /** The consumers that have allocations, of those named, with all of their allocations. */
    static List<Consumer> consumersNamed(Handle handle, Collection<String> ids) {
        return handle.createQuery("""
                SELECT c.id, c.project_id, c.user_id, c.consumer_type, c.generation, c.revision, c.changed_at,
                       (SELECT string_agg(concat_ws(' ', h.provider, array_to_string(h.resource_classes, ','),
                                                    array_to_string(h.used, ',')), E'\\n')
                          FROM placement.holding h
                         WHERE h.consumer = c.id) AS holdings
                  FROM placement.consumer c
                 WHERE c.id = ANY(:ids)
                """)
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> new Consumer(
                        row.getString("id"),
                        row.getString("project_id"),
                        row.getString("user_id"),
                        Optional.ofNullable(row.getString("consumer_type")),
                        row.getLong("generation"),
                        row.getLong("revision"),
                        allocations(row.getString("holdings")),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The revisions of those that have allocations. */
    static Map<String, Long> revisions(Handle tx, Collection<String> ids) {
        Map<String, Long> revisions = new HashMap<>();
        tx.createQuery("SELECT id, revision FROM placement.consumer WHERE id = ANY(:ids)")
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> revisions.put(row.getString("id"), row.getLong("revision")))
                .list();
        return revisions;
    }

    /** @param holdings a line each: the provider, the resource classes and, in their order, what is used of them */
    private static SortedMap<UUID, SortedMap<String, Long>> allocations(@Nullable String holdings) {
        SortedMap<UUID, SortedMap<String, Long>> byProvider = new TreeMap<>();
        if (holdings == null) {
            return byProvider;
        }
        for (String holding : holdings.split("\n", -1)) {
            String[] columns = holding.split(" ", -1);
            String[] classes = columns[1].split(",", -1);
            String[] used = columns[2].split(",", -1);
            SortedMap<String, Long> amounts = new TreeMap<>();
            for (int i = 0; i < classes.length; i++) {
                amounts.put(classes[i], Long.valueOf(used[i]));
            }
            byProvider.put(UUID.fromString(columns[0]), amounts);
        }
        return byProvider;
    }

    /** Writes consumers whose providers have been compared and swapped; answers the new revisions of those that have something. */
    static Map<String, Long> write(Handle tx, AllocationsReplaced change) {
        // In the order of their indexes, whose pages they share then; and two who write the same ones do not deadlock.
        List<ConsumerWrite> all = change.consumers().stream().sorted(Comparator.comparing(ConsumerWrite::consumer)).toList();
        List<ConsumerWrite> kept = all.stream().filter(it -> !it.resources().isEmpty()).toList();
        List<ConsumerWrite> ended = all.stream()
                .filter(it -> it.resources().isEmpty() && it.seen().isPresent())
                .toList();
        List<ConsumerWrite> known = kept.stream().filter(it -> it.seen().isPresent()).toList();
        List<ConsumerWrite> fresh = kept.stream().filter(it -> it.seen().isEmpty()).toList();
        Map<String, Long> revisions = new HashMap<>();
        addConsumers(tx, fresh, change.at(), revisions);
        updateConsumers(tx, known, change.at(), revisions);
        List<ConsumerWrite> had = new ArrayList<>(known);
        had.addAll(ended);
        deleteOthers(tx, had);
        put(tx, fresh, "");
        put(tx, known, OVER_WHAT_IT_HAD);
        endConsumers(tx, ended);
        return revisions;
    }

    private static void addConsumers(Handle tx, List<ConsumerWrite> consumers, Instant at, Map<String, Long> revisions) {
        if (consumers.isEmpty()) {
            return;
        }
        tx.createQuery("""
                INSERT INTO placement.consumer (id, project_id, user_id, consumer_type, generation, changed_at)
                SELECT it.*, :at
                  FROM unnest(:ids::text[], :projects::text[], :users::text[], :types::text[], :generations::bigint[]) AS it
                RETURNING id, revision
                """)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bindArray("ids", String.class, consumers.stream().map(ConsumerWrite::consumer).toArray())
                .bindArray("projects", String.class, consumers.stream().map(ConsumerWrite::projectId).toArray())
                .bindArray("users", String.class, consumers.stream().map(ConsumerWrite::userId).toArray())
                .bindArray("types", String.class, consumers.stream().map(it -> it.type().orElse(null)).toArray())
                .bindArray("generations", Long.class, consumers.stream().map(ConsumerWrite::generation).toArray())
                .map((row, context) -> revisions.put(row.getString("id"), row.getLong("revision")))
                .list();
    }

    private static void updateConsumers(Handle tx, List<ConsumerWrite> consumers, Instant at, Map<String, Long> revisions) {
        if (consumers.isEmpty()) {
            return;
        }
        int updated = tx.createQuery("""
                UPDATE placement.consumer c
                   SET project_id = it.project_id, user_id = it.user_id, consumer_type = it.consumer_type,
                       generation = it.generation, changed_at = :at,
                       revision = nextval('placement.consumer_revision')
                  FROM unnest(:ids::text[], :projects::text[], :users::text[], :types::text[],
                              :seen::bigint[], :generations::bigint[])
                       AS it (id, project_id, user_id, consumer_type, seen, generation)
                 WHERE c.id = it.id AND c.revision = it.seen
                RETURNING c.id, c.revision
                """)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bindArray("ids", String.class, consumers.stream().map(ConsumerWrite::consumer).toArray())
                .bindArray("projects", String.class, consumers.stream().map(ConsumerWrite::projectId).toArray())
                .bindArray("users", String.class, consumers.stream().map(ConsumerWrite::userId).toArray())
                .bindArray("types", String.class, consumers.stream().map(it -> it.type().orElse(null)).toArray())
                .bindArray("seen", Long.class, consumers.stream().map(it -> it.seen().orElseThrow()).toArray())
                .bindArray("generations", Long.class, consumers.stream().map(ConsumerWrite::generation).toArray())
                .map((row, context) -> revisions.put(row.getString("id"), row.getLong("revision")))
                .list()
                .size();
        if (updated != consumers.size()) {
            throw new StaleView("one of " + consumers.size() + " consumers");
        }
    }

    /** Deletes what these consumers have and shall not keep. */
    private static void deleteOthers(Handle tx, List<ConsumerWrite> consumers) {
        if (consumers.isEmpty()) {
            return;
        }
        Rows kept = Rows.of(consumers);
        tx.createUpdate("""
                DELETE FROM placement.holding h
                 WHERE h.consumer = ANY(:ended)
                   AND (h.consumer, h.provider) NOT IN (
                       SELECT * FROM unnest(:consumers::text[], :providers::uuid[]))
                """)
                .bindArray("ended", String.class, consumers.stream().map(ConsumerWrite::consumer).toArray())
                .bindArray("consumers", String.class, kept.consumers().toArray())
                .bindArray("providers", String.class, kept.providers().toArray())
                .execute();
    }

    private static void put(Handle tx, List<ConsumerWrite> consumers, String conflict) {
        if (consumers.isEmpty()) {
            return;
        }
        Rows rows = Rows.of(consumers);
        tx.createUpdate("""
                INSERT INTO placement.holding (consumer, provider, resource_classes, used)
                SELECT consumer, provider, string_to_array(classes, ','), string_to_array(amounts, ',')::bigint[]
                  FROM unnest(:consumers::text[], :providers::uuid[], :classes::text[], :amounts::text[])
                       AS rows (consumer, provider, classes, amounts)
                """ + conflict)
                .bindArray("consumers", String.class, rows.consumers().toArray())
                .bindArray("providers", String.class, rows.providers().toArray())
                .bindArray("classes", String.class, rows.classes().toArray())
                .bindArray("amounts", String.class, rows.amounts().toArray())
                .execute();
    }

    private static void endConsumers(Handle tx, List<ConsumerWrite> consumers) {
        if (consumers.isEmpty()) {
            return;
        }
        int ended = tx.createUpdate("""
                DELETE FROM placement.consumer c
                 USING unnest(:ids::text[], :seen::bigint[]) AS it (id, seen)
                 WHERE c.id = it.id AND c.revision = it.seen
                """)
                .bindArray("ids", String.class, consumers.stream().map(ConsumerWrite::consumer).toArray())
                .bindArray("seen", Long.class, consumers.stream().map(it -> it.seen().orElseThrow()).toArray())
                .execute();
        if (ended != consumers.size()) {
            throw new StaleView("one of " + consumers.size() + " consumers");
        }
    }

    /** What consumers have of providers, as columns; several names or amounts are parted by commas. */
    private record Rows(List<String> consumers, List<String> providers, List<String> classes, List<String> amounts) {
        static Rows of(List<ConsumerWrite> writes) {
            Rows rows = new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (ConsumerWrite write : writes) {
                write.holdings().forEach(holding -> {
                    rows.consumers.add(write.consumer());
                    rows.providers.add(holding.provider().toString());
                    rows.classes.add(holding.classes());
                    rows.amounts.add(holding.amounts());
                });
            }
            return rows;
        }
    }
}
