package io.berth.reservation.maintenance;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of maintenances. */
public final class MaintenanceStore {

    public void write(Handle tx, MaintenanceChange change) {
        switch (change) {
            case MaintenanceChange.MaintenanceCreated it -> {
                insert(tx, it.maintenance());
                addHosts(tx, it.maintenance());
            }
            case MaintenanceChange.MaintenanceChanged it -> {
                update(tx, it.maintenance());
                removeHosts(tx, it.maintenance());
                addHosts(tx, it.maintenance());
            }
        }
    }

    private static void insert(Handle tx, Maintenance it) {
        tx.createUpdate("""
                INSERT INTO reservation.maintenance (id, kind, reason, starts_at, ends_at, user_id, created_at, revision)
                VALUES (:id, :kind, :reason, :startsAt, :endsAt, :userId, :createdAt, 0)
                """)
                .bind("id", it.id())
                .bind("kind", it.kind().text())
                .bind("reason", it.reason())
                .bind("startsAt", Instants.utc(it.period().start()))
                .bind("endsAt", Instants.utc(it.period().endOrNull()))
                .bind("userId", it.userId())
                .bind("createdAt", Instants.utc(it.createdAt()))
                .execute();
    }

    private static void update(Handle tx, Maintenance it) {
        int updated = tx.createUpdate("""
                UPDATE reservation.maintenance
                   SET starts_at = :startsAt, ends_at = :endsAt, lifted_at = :liftedAt, revision = revision + 1
                 WHERE id = :id AND revision = :seen
                """)
                .bind("startsAt", Instants.utc(it.period().start()))
                .bind("endsAt", Instants.utc(it.period().endOrNull()))
                .bind("liftedAt", Instants.utc(it.liftedAt()))
                .bind("id", it.id())
                .bind("seen", it.revision())
                .execute();
        if (updated != 1) {
            throw new StaleView("maintenance/" + it.id());
        }
    }

    private static void removeHosts(Handle tx, Maintenance it) {
        tx.createUpdate("DELETE FROM reservation.maintenance_host WHERE maintenance_id = :id")
                .bind("id", it.id())
                .execute();
    }

    private static void addHosts(Handle tx, Maintenance it) {
        if (it.bookings().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.maintenance_host (maintenance_id, host_id, booking_id) VALUES (:id, :host, :booking)
                """)) {
            it.bookings().forEach((host, booking) ->
                    batch.bind("id", it.id()).bind("host", host).bind("booking", booking).add());
            batch.execute();
        }
    }

    /** The newest first. @param endingAfter those that were over or lifted by then are left out */
    List<Maintenance> maintenances(Handle handle, Instant endingAfter, int limit) {
        return withHosts(handle, handle.createQuery("""
                SELECT * FROM reservation.maintenance
                 WHERE coalesce(lifted_at, ends_at, 'infinity') > :after
                 ORDER BY starts_at DESC, id
                 LIMIT :limit
                """)
                .bind("after", Instants.utc(endingAfter))
                .bind("limit", limit)
                .map((row, context) -> bare(row))
                .list());
    }

    Optional<Maintenance> maintenance(Handle handle, UUID id) {
        return withHosts(handle, handle.createQuery("SELECT * FROM reservation.maintenance WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> bare(row))
                        .list())
                .stream()
                .findFirst();
    }

    private static List<Maintenance> withHosts(Handle handle, List<Maintenance> bare) {
        Map<UUID, SortedMap<UUID, UUID>> bookings = new HashMap<>();
        handle.createQuery("SELECT * FROM reservation.maintenance_host WHERE maintenance_id = ANY(:ids)")
                .bindArray("ids", UUID.class, bare.stream().map(Maintenance::id).toArray())
                .map((row, context) -> bookings.computeIfAbsent(row.getObject("maintenance_id", UUID.class), any -> new TreeMap<>())
                        .put(row.getObject("host_id", UUID.class), row.getObject("booking_id", UUID.class)))
                .list();
        return bare.stream()
                .map(each -> each.with(each.period(), bookings.getOrDefault(each.id(), new TreeMap<>())))
                .toList();
    }

    private static Maintenance bare(ResultSet row) throws SQLException {
        return new Maintenance(
                row.getObject("id", UUID.class),
                MaintenanceKind.of(row.getString("kind")).orElseThrow(),
                row.getString("reason"),
                Period.of(Instants.of(row, "starts_at"), Instants.nullable(row, "ends_at")),
                new TreeMap<>(),
                row.getString("user_id"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "lifted_at"),
                row.getLong("revision"));
    }
}
