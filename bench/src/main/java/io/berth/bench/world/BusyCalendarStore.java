package io.berth.bench.world;

import io.berth.bench.target.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills Berth's calendar by SQL with the rows that the API would have written: see {@link BusyCalendarWorld}. */
final class BusyCalendarStore {
    private BusyCalendarStore() {}

    static void fill(DatabaseAddress database, BusyCalendarWorld world) {
        BigLedgerStore.fill(database, world.hosts(), 0);
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String rows : List.of(hosts(), leases(world), RESERVATIONS, EVENTS, bookings(world), TIMERS, "VACUUM ANALYZE")) {
                statement.execute(rows);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    private static String hosts() {
        return """
                INSERT INTO reservation.host (
                       id, number, name, service_name, hypervisor_type, hypervisor_version, vcpus, memory_mb, local_gb, cpu_info,
                       availability_zone, reservable, capabilities, calendar_revision, created_at)
                SELECT uuid, nextval('reservation.host_number'), name, name, 'baremetal', 1, 4096, 4194304, 1048576, '{}',
                       '', true, jsonb_build_object('rack', 'r' || (substr(name, 5)::integer - 1) / %d), 1, now()
                  FROM placement.provider
                 ORDER BY substr(name, 5)::integer
                """.formatted(BusyCalendarWorld.HOSTS_A_RACK);
    }

    /**
     * One after another in each group of hosts, the groups one after another too, so that some hosts are free at any time; and each
     * begins at a random minute of the hours that it leaves free.
     */
    private static String leases(BusyCalendarWorld world) {
        return """
                INSERT INTO reservation.lease (
                       id, name, project_id, user_id, request_id, starts_at, ends_at, status, degraded, revision, created_at)
                SELECT md5('lease ' || n)::uuid, 'lease ' || n, '%1$s' || n %% %2$d, 'bench', 'req-bench', begins,
                       begins + interval '%3$d hours', 'PENDING', false, 1, now()
                  FROM generate_series(0, %4$d - 1) AS n,
                       LATERAL (SELECT date_trunc('minute', now() + interval '1 hour' + n * interval '%6$d minutes' / %5$d)
                                       + floor(random() * %7$d) * interval '1 minute' AS begins) AS it
                """.formatted(BusyCalendarWorld.PROJECT, world.projects(), BusyCalendarWorld.LEASE.toHours(), world.leases(),
                world.groups(), world.pitch().toMinutes(), world.pitch().minus(BusyCalendarWorld.LEASE).toMinutes());
    }

    private static final String RESERVATIONS = """
            INSERT INTO reservation.reservation (
                   id, lease_id, position, resource_type, resource_id, status, request, missing_resources, resources_changed, created_at)
            SELECT md5('reservation of ' || name)::uuid, id, 0, 'physical:host', md5('resource of ' || name)::uuid, 'pending',
                   '{"min": %1$d, "max": %1$d, "hypervisor_properties": "", "resource_properties": "", "before_end": "default"}',
                   false, false, created_at
              FROM reservation.lease
            """.formatted(BusyCalendarWorld.HOSTS_A_LEASE);

    private static final String EVENTS = """
            INSERT INTO reservation.lease_event (id, lease_id, position, type, automatic, time, status, created_at)
            SELECT md5(type || ' of ' || name)::uuid, id, position, type, true,
                   CASE type WHEN 'start_lease' THEN starts_at WHEN 'end_lease' THEN ends_at ELSE ends_at - interval '1 hour' END,
                   'UNDONE', created_at
              FROM reservation.lease,
                   (VALUES (0, 'start_lease'), (1, 'end_lease'), (2, 'before_end_lease')) AS e (position, type)
            """;

    private static String bookings(BusyCalendarWorld world) {
        return """
                INSERT INTO reservation.booking (id, host_id, period, kind, lease_id, reservation_id)
                SELECT md5('booking ' || n || ' ' || h)::uuid, md5('big ' || n %% %1$d * %2$d + h)::uuid,
                       tstzrange(l.starts_at, l.ends_at, '[)'), 'lease', l.id, md5('reservation of ' || l.name)::uuid
                  FROM generate_series(0, %3$d - 1) AS n
                  JOIN reservation.lease AS l ON l.id = md5('lease ' || n)::uuid,
                       generate_series(1, %2$d) AS h
                """.formatted(world.groups(), BusyCalendarWorld.HOSTS_A_LEASE, world.leases());
    }

    private static final String TIMERS = """
            INSERT INTO store.due_work (kind, key, due_at) SELECT 'lease.start', id, starts_at FROM reservation.lease
            """;
}
