package io.berth.placement.index;

import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.Holding;
import io.berth.store.ChangeLog;
import io.berth.store.Lane;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes a batch by one statement, which commits by itself: the compare-and-swap of all providers and consumers, and what follows
 * if every one of them was as it was seen; otherwise nothing. It hardly waits: a provider that another transaction holds for longer than
 * {@link Lane#LOCK_WAIT} counts as one that has moved. The statement is made of the parts that the batch has something for, so there are a
 * handful of statements, each planned once.
 */
final class BatchStore {
    /** serialization_failure, which is our own word for a stale batch; deadlock_detected, lock_not_available. */
    private static final Set<String> STALE_STATES = Set.of("40001", "40P01", "55P03");

    /** In the order in which everybody locks providers. */
    private static final Comparator<LedgerBatch.Moved> AS_LOCKED = Comparator.comparing(
            moved -> moved.provider().uuid(),
            Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned));

    /** Swaps first and counts then: to lock and look first would cost a third more. */
    private static final BatchPart PROVIDERS = new BatchPart(
            """
            touched AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[]) AS t (uuid, seen, revision, generation)),
            moved AS (
                UPDATE placement.provider p
                   SET revision = t.revision, generation = t.generation,
                       updated_at = CASE WHEN p.generation = t.generation THEN p.updated_at ELSE now.at END
                  FROM touched t, now
                 WHERE p.uuid = t.uuid AND p.revision = t.seen
                RETURNING 1),
            """,
            "(SELECT count(*) FROM moved) = (SELECT count(*) FROM touched)",
            "",
            (batch, parameters) -> parameters.add(batch.moved().values().stream().sorted(AS_LOCKED).toList(), it -> it
                    .uuid(moved -> moved.provider().uuid())
                    .number(LedgerBatch.Moved::seen)
                    .number(moved -> moved.provider().revision())
                    .number(moved -> moved.provider().generation())));

    private static final String TAKEN_ROWS = """
            taken AS MATERIALIZED (
                SELECT consumer, provider, string_to_array(classes, ',') AS classes, string_to_array(amounts, ',')::bigint[] AS amounts
                  FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[]) AS t (consumer, provider, classes, amounts)),
            """;

    private static final String PUT = """
            put AS (
                INSERT INTO placement.holding (consumer, provider, resource_classes, used)
                SELECT t.consumer, t.provider, t.classes, t.amounts FROM taken t, fresh""";

    /** Consumers that had nothing before: most claims. */
    private static final BatchPart NEW_CONSUMERS = new BatchPart(
            """
            written AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                    AS w (id, project_id, user_id, consumer_type, generation)),
            """ + TAKEN_ROWS,
            """
            added AS (
                INSERT INTO placement.consumer (id, project_id, user_id, consumer_type, generation, changed_at)
                SELECT w.id, w.project_id, w.user_id, w.consumer_type, w.generation, fresh.at
                  FROM written w, fresh
                RETURNING id, revision),
            """ + PUT + "),\n",
            BatchStore::bindNewConsumers);

    /** Consumers of all kinds: also those that get something else, or nothing any more. */
    private static final BatchPart CONSUMERS = new BatchPart(
            """
            written AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
                    AS w (id, project_id, user_id, consumer_type, generation, seen, is_ended)),
            """ + TAKEN_ROWS + """
            held_consumers AS MATERIALIZED (
                SELECT c.id
                  FROM written w JOIN placement.consumer c ON c.id = w.id AND c.revision = w.seen
                 ORDER BY c.id
                   FOR UPDATE OF c SKIP LOCKED),
            """,
            "(SELECT count(*) FROM held_consumers) = (SELECT count(seen) FROM written)",
            """
            added AS (
                INSERT INTO placement.consumer (id, project_id, user_id, consumer_type, generation, changed_at)
                SELECT w.id, w.project_id, w.user_id, w.consumer_type, w.generation, fresh.at
                  FROM written w, fresh
                 WHERE w.seen IS NULL
                RETURNING id, revision),
            changed AS (
                UPDATE placement.consumer c
                   SET project_id = w.project_id, user_id = w.user_id, consumer_type = w.consumer_type,
                       generation = w.generation, changed_at = fresh.at, revision = nextval('placement.consumer_revision')
                  FROM written w, fresh
                 WHERE c.id = w.id AND c.revision = w.seen AND NOT w.is_ended
                RETURNING c.id, c.revision),
            returned AS (
                DELETE FROM placement.holding h
                 USING written w, fresh
                 WHERE w.seen IS NOT NULL AND h.consumer = w.id
                   AND NOT EXISTS (SELECT FROM taken t WHERE t.consumer = h.consumer AND t.provider = h.provider)),
            """ + PUT + """

                ON CONFLICT (consumer, provider) DO UPDATE
                   SET resource_classes = EXCLUDED.resource_classes, used = EXCLUDED.used),
            ended AS (
                DELETE FROM placement.consumer c USING written w, fresh WHERE c.id = w.id AND c.revision = w.seen AND w.is_ended),
            """,
            BatchStore::bindConsumers);

    private static final BatchPart ENTRIES = new BatchPart(
            """
            entries AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS e (kind, subject, touched)),
            """,
            "true",
            "logged AS (" + ChangeLog.insertFrom("entries, fresh") + ")\n",
            (batch, parameters) -> parameters.add(BatchEntry.of(batch.changes()), it -> it
                    .text(BatchEntry::kind)
                    .text(BatchEntry::subject)
                    .text(BatchEntry::touched)));

    /** What batches without consumers answer. */
    private static final String RESULT = "SELECT '' AS id, 0 AS revision FROM fresh WHERE false\n";

    private static final Map<List<BatchPart>, String> STATEMENTS = new ConcurrentHashMap<>();

    private BatchStore() {}

    /**
     * Writes all of the batch; nothing where a provider or a consumer is not as it was seen.
     *
     * @param origin who writes it, as {@link io.berth.store.Store#origin} says
     * @return the new revisions of the consumers that still have something
     */
    static Optional<Map<String, Long>> write(Handle handle, LedgerBatch batch, long origin) {
        List<BatchPart> parts = parts(batch);
        try (PreparedStatement statement = handle.getConnection().prepareStatement(STATEMENTS.computeIfAbsent(parts, BatchStore::statement))) {
            BatchPart.Parameters parameters = new BatchPart.Parameters(statement);
            parameters.add(batch.at().atOffset(ZoneOffset.UTC));
            parameters.add(origin);
            for (BatchPart part : parts) {
                part.rows().bind(batch, parameters);
            }
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, Long> revisions = new HashMap<>();
                while (rows.next()) {
                    revisions.put(rows.getString("id"), rows.getLong("revision"));
                }
                return Optional.of(revisions);
            }
        } catch (SQLException failure) {
            if (STALE_STATES.contains(String.valueOf(failure.getSQLState()))) {
                return Optional.empty();
            }
            throw new BatchFailed(failure);
        }
    }

    private static List<BatchPart> parts(LedgerBatch batch) {
        List<BatchPart> parts = new ArrayList<>();
        if (!batch.moved().isEmpty()) {
            parts.add(PROVIDERS);
        }
        if (!batch.writes().isEmpty()) {
            boolean areNew = batch.writes().values().stream().allMatch(it -> it.seen().isEmpty());
            parts.add(areNew ? NEW_CONSUMERS : CONSUMERS);
        }
        parts.addAll(ProviderPartsStore.of(batch));
        parts.add(ENTRIES);
        return parts;
    }

    private static String statement(List<BatchPart> parts) {
        String fresh = """
                fresh AS MATERIALIZED (
                    SELECT origin, at
                      FROM now
                     WHERE CASE WHEN %s THEN true ELSE placement.batch_is_stale() END),
                """.formatted(parts.stream().map(BatchPart::condition).collect(Collectors.joining(" AND ")));
        StringBuilder text = new StringBuilder("WITH now AS MATERIALIZED (SELECT ?::timestamptz AS at, ?::bigint AS origin),\n");
        parts.forEach(part -> text.append(part.read()));
        text.append(fresh);
        parts.forEach(part -> text.append(part.write()));
        text.append(RESULT);
        if (parts.contains(NEW_CONSUMERS) || parts.contains(CONSUMERS)) {
            text.append("UNION ALL SELECT id, revision FROM added\n");
        }
        return parts.contains(CONSUMERS) ? text.append("UNION ALL SELECT id, revision FROM changed\n").toString() : text.toString();
    }

    /** The statement failed, so that nothing was written, or the connection did, so that nobody knows. */
    static final class BatchFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        BatchFailed(SQLException cause) {
            super(cause);
        }
    }

    private record Taken(String consumer, Holding holding) {}

    private static void bindNewConsumers(LedgerBatch batch, BatchPart.Parameters parameters) throws SQLException {
        parameters.add(batch.writes().values(), BatchStore::consumers);
        bindTaken(batch, parameters);
    }

    private static void bindConsumers(LedgerBatch batch, BatchPart.Parameters parameters) throws SQLException {
        parameters.add(batch.writes().values(), it -> consumers(it)
                .number(write -> write.seen().orElse(null))
                .flag(write -> write.resources().isEmpty()));
        bindTaken(batch, parameters);
    }

    private static BatchPart.Columns<ConsumerWrite> consumers(BatchPart.Columns<ConsumerWrite> columns) throws SQLException {
        return columns
                .text(ConsumerWrite::consumer)
                .text(ConsumerWrite::projectId)
                .text(ConsumerWrite::userId)
                .text(write -> write.type().orElse(null))
                .number(ConsumerWrite::generation);
    }

    private static void bindTaken(LedgerBatch batch, BatchPart.Parameters parameters) throws SQLException {
        List<Taken> taken = new ArrayList<>();
        batch.writes().values().forEach(write -> write.holdings().forEach(it -> taken.add(new Taken(write.consumer(), it))));
        parameters.add(taken, it -> it
                .text(Taken::consumer)
                .uuid(row -> row.holding().provider())
                .text(row -> row.holding().classes())
                .text(row -> row.holding().amounts()));
    }
}
