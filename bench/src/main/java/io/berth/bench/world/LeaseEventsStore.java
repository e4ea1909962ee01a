package io.berth.bench.world;

import io.berth.bench.target.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases whose events fall due at one instant, by SQL: with the rows that the API would have written, on the first hosts of a
 * {@link BusyCalendarWorld}, whose own leases begin in an hour. And what became of them, as PostgreSQL tells it.
 */
public final class LeaseEventsStore {
    private static final int ENDED_LEASES_A_HOST = 10;

    private LeaseEventsStore() {}

    /** The three events of a lease, and the due work of each. */
    public enum Event {
        START("start_lease", "lease.start"),
        BEFORE_END("before_end_lease", "lease.before_end"),
        END("end_lease", "lease.end");

        private final String type;
        private final String work;

        Event(String type, String work) {
            this.type = type;
            this.work = work;
        }
    }

    /** When the leases of a round start, and what follows. */
    public record Round(int number, int leases, Instant start, Instant beforeEnd, Instant end) {
        public Instant at(Event event) {
            return switch (event) {
                case START -> start;
                case BEFORE_END -> beforeEnd;
                case END -> end;
            };
        }
    }

    /** What a site has after some weeks: leases that are over, with their bookings. */
    public static void fillPast(DatabaseAddress database, int hosts) {
        for (int i = 1; i <= ENDED_LEASES_A_HOST; i++) {
            Instant end = Instant.now().minus(Duration.ofDays(i));
            Instant start = end.minus(Duration.ofHours(12));
            Round past = new Round(-i, hosts, start, end.minus(Duration.ofHours(1)), end);
            insert(database, past, "TERMINATED", "deleted", "DONE", false);
        }
        execute(database, "VACUUM ANALYZE");
    }

    /** Plans a round: one lease of one host on each of as many hosts. */
    public static void plan(DatabaseAddress database, Round round) {
        insert(database, round, "PENDING", "pending", "UNDONE", true);
    }

    private static void insert(
            DatabaseAddress database, Round round, String lease, String reservation, String event, boolean isToCome) {
        String leases = "r%d/".formatted(round.number());
        execute(database, """
                INSERT INTO reservation.lease (
                       id, name, project_id, user_id, request_id, starts_at, ends_at, status, degraded, revision, created_at)
                SELECT md5('%1$s' || n)::uuid, '%1$s' || n, 'events-' || n %% 50, 'bench', 'req-bench', '%3$s', '%4$s', '%5$s',
                       false, 1, now()
                  FROM generate_series(1, %2$d) AS n
                """.formatted(leases, round.leases(), round.start(), round.end(), lease));
        execute(database, """
                INSERT INTO reservation.reservation (
                       id, lease_id, position, resource_type, resource_id, status, request, missing_resources, resources_changed,
                       created_at)
                SELECT md5('of %1$s' || n)::uuid, md5('%1$s' || n)::uuid, 0, 'physical:host', md5('resource of %1$s' || n)::uuid, '%3$s',
                       '{"min": 1, "max": 1, "hypervisor_properties": "", "resource_properties": "", "before_end": "default"}',
                       false, false, now()
                  FROM generate_series(1, %2$d) AS n
                """.formatted(leases, round.leases(), reservation));
        execute(database, """
                INSERT INTO reservation.lease_event (id, lease_id, position, type, automatic, time, status, created_at)
                SELECT md5(type || '%1$s' || n)::uuid, md5('%1$s' || n)::uuid, position, type, true, time::timestamptz, '%3$s', now()
                  FROM generate_series(1, %2$d) AS n,
                       (VALUES (0, 'start_lease', '%4$s'), (1, 'end_lease', '%6$s'), (2, 'before_end_lease', '%5$s'))
                       AS e (position, type, time)
                """.formatted(leases, round.leases(), event, round.start(), round.beforeEnd(), round.end()));
        execute(database, """
                INSERT INTO reservation.booking (id, host_id, period, kind, lease_id, reservation_id)
                SELECT md5('booking %1$s' || n)::uuid, md5('big ' || n)::uuid, tstzrange('%3$s', '%4$s', '[)'), 'lease',
                       md5('%1$s' || n)::uuid, md5('of %1$s' || n)::uuid
                  FROM generate_series(1, %2$d) AS n
                """.formatted(leases, round.leases(), round.start(), round.end()));
        if (isToCome) {
            execute(database, """
                    INSERT INTO store.due_work (kind, key, due_at)
                    SELECT 'lease.start', md5('%1$s' || n)::uuid, '%3$s' FROM generate_series(1, %2$d) AS n
                    """.formatted(leases, round.leases(), round.start()));
        }
    }

    /** Whether some of the round's events are yet to be done. */
    public static boolean isAnyLeft(DatabaseAddress database, Round round, Event event) {
        // In the order of an index: otherwise PostgreSQL may look through all that was ever due, which would count.
        return !column(database, "SELECT 1 FROM store.due_work WHERE kind = '%s' AND due_at = '%s' ORDER BY due_at, kind, key LIMIT 1"
                        .formatted(event.work, round.at(event)))
                .isEmpty();
    }

    /** How many nanoseconds after its time each event of the round was committed, by PostgreSQL's clock; ascending. */
    public static List<Long> lateness(DatabaseAddress database, Round round, Event event) {
        return column(database, """
                SELECT (extract(epoch FROM pg_xact_commit_timestamp(xmin) - '%1$s'::timestamptz) * 1000000000)::bigint
                  FROM reservation.lease_event
                 WHERE type = '%2$s' AND time = '%1$s' AND status = 'DONE'
                 ORDER BY 1
                """.formatted(round.at(event), event.type));
    }

    private static List<Long> column(DatabaseAddress database, String sql) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
            return values;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
