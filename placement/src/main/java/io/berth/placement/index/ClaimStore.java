package io.berth.placement.index;

import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.index.ClaimBatch.Moved;
import io.berth.store.ChangeLog;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes a batch of claims by one statement, which commits by itself. */
final class ClaimStore {
    /**
     * The compare-and-swap of all providers and consumers, and what follows if every one of them is as it was seen; otherwise
     * nothing. It waits for nobody: a provider that another transaction holds counts as one that has moved.
     */
    private static final String SWAP = """
            WITH touched AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[]) AS t (uuid, seen, revision, generation)),
            written AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
                    AS w (id, project_id, user_id, consumer_type, seen, generation, is_ended)),
            taken AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::uuid[], ?::text[], ?::bigint[]) AS a (consumer, provider, resource_class, used)),
            entries AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS e (kind, subject, touched)),
            held_providers AS MATERIALIZED (
                SELECT p.uuid
                  FROM touched t JOIN placement.provider p ON p.uuid = t.uuid AND p.revision = t.seen
                 ORDER BY p.uuid
                   FOR NO KEY UPDATE OF p SKIP LOCKED),
            """;

    private static final String MOVE = """
            moved AS (
                UPDATE placement.provider p
                   SET revision = t.revision, generation = t.generation,
                       updated_at = CASE WHEN p.generation = t.generation THEN p.updated_at ELSE fresh.at END
                  FROM touched t, fresh
                 WHERE p.uuid = t.uuid AND p.revision = t.seen),
            added AS (
                INSERT INTO placement.consumer (id, project_id, user_id, consumer_type, generation, changed_at)
                SELECT w.id, w.project_id, w.user_id, w.consumer_type, w.generation, fresh.at
                  FROM written w, fresh
                 WHERE w.seen IS NULL
                RETURNING id, revision),
            """;

    private static final String LOG = "logged AS (" + ChangeLog.insertFrom("entries, fresh") + ")\n";

    /** Consumers that had nothing before: most claims. */
    private static final String WRITE_NEW = SWAP + """
            fresh AS MATERIALIZED (
                SELECT pg_current_xact_id()::text::bigint AS transaction, ?::timestamptz AS at
                 WHERE (SELECT count(*) FROM held_providers) = (SELECT count(*) FROM touched)),
            """ + MOVE + """
            put AS (
                INSERT INTO placement.allocation (consumer, provider, resource_class, used)
                SELECT t.consumer, t.provider, t.resource_class, t.used FROM taken t, fresh),
            """ + LOG + """
            SELECT '' AS id, transaction AS number FROM fresh
            UNION ALL SELECT id, revision FROM added
            """;

    /** Consumers of all kinds: also those that get something else, or nothing any more. */
    private static final String WRITE = SWAP + """
            held_consumers AS MATERIALIZED (
                SELECT c.id
                  FROM written w JOIN placement.consumer c ON c.id = w.id AND c.revision = w.seen
                 ORDER BY c.id
                   FOR UPDATE OF c SKIP LOCKED),
            fresh AS MATERIALIZED (
                SELECT pg_current_xact_id()::text::bigint AS transaction, ?::timestamptz AS at
                 WHERE (SELECT count(*) FROM held_providers) = (SELECT count(*) FROM touched)
                   AND (SELECT count(*) FROM held_consumers) = (SELECT count(seen) FROM written)),
            """ + MOVE + """
            changed AS (
                UPDATE placement.consumer c
                   SET project_id = w.project_id, user_id = w.user_id, consumer_type = w.consumer_type,
                       generation = w.generation, changed_at = fresh.at, revision = nextval('placement.consumer_revision')
                  FROM written w, fresh
                 WHERE c.id = w.id AND c.revision = w.seen AND NOT w.is_ended
                RETURNING c.id, c.revision),
            returned AS (
                DELETE FROM placement.allocation a
                 USING written w, fresh
                 WHERE w.seen IS NOT NULL AND a.consumer = w.id
                   AND NOT EXISTS (
                       SELECT FROM taken t
                        WHERE t.consumer = a.consumer AND t.provider = a.provider AND t.resource_class = a.resource_class)),
            put AS (
                INSERT INTO placement.allocation (consumer, provider, resource_class, used)
                SELECT t.consumer, t.provider, t.resource_class, t.used FROM taken t, fresh
                ON CONFLICT (consumer, provider, resource_class) DO UPDATE SET used = EXCLUDED.used),
            ended AS (
                DELETE FROM placement.consumer c USING written w, fresh WHERE c.id = w.id AND c.revision = w.seen AND w.is_ended),
            """ + LOG + """
            SELECT '' AS id, transaction AS number FROM fresh
            UNION ALL SELECT id, revision FROM added
            UNION ALL SELECT id, revision FROM changed
            """;

    private ClaimStore() {}

    /**
     * What came of it.
     *
     * @param transaction the one that the change log has
     * @param revisions the new ones of the consumers that still have something
     */
    record Written(long transaction, Map<String, Long> revisions) {}

    /** Writes all of the batch; nothing where a provider or a consumer is not as it was seen. */
    static Optional<Written> write(Handle handle, ClaimBatch batch) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(statement(batch))) {
            bind(statement, batch);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                long transaction = rows.getLong("number");
                Map<String, Long> revisions = new HashMap<>();
                while (rows.next()) {
                    revisions.put(rows.getString("id"), rows.getLong("number"));
                }
                return Optional.of(new Written(transaction, revisions));
            }
        } catch (SQLException failure) {
            throw new ClaimFailed(failure);
        }
    }

    private static String statement(ClaimBatch batch) {
        boolean areNew = batch.writes().values().stream().allMatch(it -> it.seen().isEmpty());
        return areNew ? WRITE_NEW : WRITE;
    }

    /** The statement failed, so that nothing was written, or the connection did, so that nobody knows. */
    static final class ClaimFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        ClaimFailed(SQLException cause) {
            super(cause);
        }
    }

    private static void bind(PreparedStatement statement, ClaimBatch batch) throws SQLException {
        Parameters parameters = new Parameters(statement);
        Collection<Moved> moved = batch.moved().values();
        parameters.add("uuid", batch.moved().keySet().toArray());
        parameters.add("bigint", moved.stream().map(Moved::seen).toArray());
        parameters.add("bigint", moved.stream().map(it -> it.provider().revision()).toArray());
        parameters.add("bigint", moved.stream().map(it -> it.provider().generation()).toArray());
        Collection<ConsumerWrite> writes = batch.writes().values();
        parameters.add("text", batch.writes().keySet().toArray());
        parameters.add("text", writes.stream().map(ConsumerWrite::projectId).toArray());
        parameters.add("text", writes.stream().map(ConsumerWrite::userId).toArray());
        parameters.add("text", writes.stream().map(it -> it.type().orElse(null)).toArray());
        parameters.add("bigint", writes.stream().map(it -> it.seen().orElse(null)).toArray());
        parameters.add("bigint", writes.stream().map(ConsumerWrite::generation).toArray());
        parameters.add("boolean", writes.stream().map(it -> it.resources().isEmpty()).toArray());
        List<List<Object>> taken = taken(writes);
        parameters.add("text", taken.get(0).toArray());
        parameters.add("uuid", taken.get(1).toArray());
        parameters.add("text", taken.get(2).toArray());
        parameters.add("bigint", taken.get(3).toArray());
        List<AllocationsReplaced> changes = batch.changes();
        parameters.add("text", changes.stream().map(it -> it.getClass().getSimpleName()).toArray());
        parameters.add("text", changes.stream().map(AllocationsReplaced::subject).toArray());
        parameters.add("text", changes.stream().map(ChangeLog::joined).toArray());
        parameters.add(batch.at().atOffset(ZoneOffset.UTC));
    }

    /** Consumers, providers, resource classes and amounts, as columns. */
    private static List<List<Object>> taken(Collection<ConsumerWrite> writes) {
        List<List<Object>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (ConsumerWrite write : writes) {
            write.resources().forEach((provider, amounts) -> amounts.forEach((resourceClass, amount) -> {
                columns.get(0).add(write.consumer());
                columns.get(1).add(provider);
                columns.get(2).add(resourceClass);
                columns.get(3).add(amount);
            }));
        }
        return columns;
    }

    /** Binds one parameter after the other. */
    private static final class Parameters {
        private final PreparedStatement statement;
        private final Connection connection;
        private int next = 1;

        Parameters(PreparedStatement statement) throws SQLException {
            this.statement = statement;
            this.connection = statement.getConnection();
        }

        void add(String type, Object[] values) throws SQLException {
            Array array = connection.createArrayOf(type, values);
            statement.setArray(next++, array);
        }

        void add(Object value) throws SQLException {
            statement.setObject(next++, value);
        }
    }
}
