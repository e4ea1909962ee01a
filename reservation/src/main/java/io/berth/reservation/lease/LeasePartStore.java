package io.berth.reservation.lease;

import io.berth.reservation.host.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** The rows of reservations and events: the parts of a lease that {@link LeaseStore} keeps with it. */
final class LeasePartStore {
    private LeasePartStore() {}

    static void insertReservations(Handle tx, Lease lease) {
        if (lease.reservations().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.reservation (
                    id, lease_id, position, resource_type, resource_id, status, request, missing_resources,
                    resources_changed, created_at, updated_at)
                VALUES (
                    :id, :leaseId, :position, :resourceType, :resourceId, :status, :request::jsonb, :missingResources,
                    :resourcesChanged, :createdAt, :updatedAt)
                """)) {
            int position = 0;
            for (Reservation reservation : lease.reservations()) {
                batch.bind("id", reservation.id())
                        .bind("leaseId", lease.id())
                        .bind("status", reservation.status().text())
                        .bind("request", RequestJson.text(reservation.request()))
                        .bind("missingResources", reservation.missingResources())
                        .bind("resourcesChanged", reservation.resourcesChanged())
                        .bind("updatedAt", Instants.utc(reservation.updatedAt()))
                        .bind("position", position++)
                        .bind("resourceType", reservation.request().resourceType())
                        .bind("resourceId", reservation.resourceId())
                        .bind("createdAt", Instants.utc(reservation.createdAt()))
                        .add();
            }
            batch.execute();
        }
    }

    /** Those that changed: what changes with a lease is marked with its time. @param isAskedAnew whether what they ask for may have changed */
    static void updateReservations(Handle tx, Collection<Lease> leases, boolean isAskedAnew) {
        Columns<Reservation> columns = new Columns<>(leases.stream()
                .flatMap(lease -> lease.reservations().stream().filter(each -> Objects.equals(each.updatedAt(), lease.updatedAt())))
                .toList());
        if (columns.rows().isEmpty()) {
            return;
        }
        Update update = tx.createUpdate("""
                UPDATE reservation.reservation old
                   SET status = it.status, request = coalesce(it.request, old.request), missing_resources = it.missing_resources,
                       resources_changed = it.resources_changed, updated_at = it.updated_at
                  FROM unnest(:ids::uuid[], :statuses::text[], :requests::text[]::jsonb[], :missing::boolean[], :changed::boolean[],
                              :updated::timestamptz[])
                       AS it (id, status, request, missing_resources, resources_changed, updated_at)
                 WHERE old.id = it.id
                """);
        columns.uuids(update, "ids", Reservation::id);
        columns.texts(update, "statuses", each -> each.status().text());
        columns.texts(update, "requests", each -> isAskedAnew ? RequestJson.text(each.request()) : null);
        columns.flags(update, "missing", Reservation::missingResources);
        columns.flags(update, "changed", Reservation::resourcesChanged);
        columns.times(update, "updated", Reservation::updatedAt);
        update.execute();
    }

    static void insertEvents(Handle tx, Lease lease) {
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.lease_event (id, lease_id, position, type, automatic, time, status, created_at)
                VALUES (:id, :leaseId, :position, :type, :automatic, :time, :status, :createdAt)
                """)) {
            int position = 0;
            for (LeaseEvent event : lease.events()) {
                batch.bind("id", event.id())
                        .bind("leaseId", lease.id())
                        .bind("position", position++)
                        .bind("type", event.type())
                        .bind("automatic", event.isAutomatic())
                        .bind("time", Instants.utc(event.time()))
                        .bind("status", event.status())
                        .bind("createdAt", Instants.utc(event.createdAt()))
                        .add();
            }
            batch.execute();
        }
    }

    /** As for reservations. */
    static void updateEvents(Handle tx, Collection<Lease> leases) {
        Columns<LeaseEvent> columns = new Columns<>(leases.stream()
                .flatMap(lease -> lease.events().stream().filter(each -> Objects.equals(each.updatedAt(), lease.updatedAt())))
                .toList());
        if (columns.rows().isEmpty()) {
            return;
        }
        Update update = tx.createUpdate("""
                UPDATE reservation.lease_event old
                   SET time = it.time, status = it.status, updated_at = it.updated_at
                  FROM unnest(:ids::uuid[], :times::timestamptz[], :statuses::text[], :updated::timestamptz[])
                       AS it (id, time, status, updated_at)
                 WHERE old.id = it.id
                """);
        columns.uuids(update, "ids", LeaseEvent::id);
        columns.times(update, "times", LeaseEvent::time);
        columns.texts(update, "statuses", LeaseEvent::status);
        columns.times(update, "updated", LeaseEvent::updatedAt);
        update.execute();
    }

    /** Gives the leases their reservations and events. Those that were deleted meanwhile have none any more, and are left out. */
    static List<Lease> assemble(Handle handle, List<Lease> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        Object[] ids = bare.stream().map(Lease::id).toArray();
        Map<UUID, List<Reservation>> reservations = reservationsOf(handle, ids);
        Map<UUID, List<LeaseEvent>> events = eventsOf(handle, ids);
        return bare.stream()
                .filter(lease -> events.containsKey(lease.id()))
                .map(lease -> new Lease(
                        lease.id(), lease.name(), lease.projectId(), lease.userId(), lease.requestId(),
                        lease.startsAt(), lease.endsAt(), lease.status(), lease.degraded(),
                        reservations.getOrDefault(lease.id(), List.of()),
                        events.getOrDefault(lease.id(), List.of()),
                        lease.revision(), lease.createdAt(), lease.updatedAt()))
                .toList();
    }

    private static Map<UUID, List<Reservation>> reservationsOf(Handle handle, Object[] leases) {
        Map<UUID, List<Reservation>> byLease = new HashMap<>();
        handle.createQuery("""
                SELECT * FROM reservation.reservation WHERE lease_id = ANY(:leases) ORDER BY lease_id, position
                """)
                .bindArray("leases", UUID.class, leases)
                .map((row, context) -> byLease.computeIfAbsent(row.getObject("lease_id", UUID.class), any -> new ArrayList<>())
                        .add(reservation(row)))
                .list();
        return byLease;
    }

    private static Map<UUID, List<LeaseEvent>> eventsOf(Handle handle, Object[] leases) {
        Map<UUID, List<LeaseEvent>> byLease = new HashMap<>();
        handle.createQuery("""
                SELECT * FROM reservation.lease_event WHERE lease_id = ANY(:leases) ORDER BY lease_id, position
                """)
                .bindArray("leases", UUID.class, leases)
                .map((row, context) -> byLease.computeIfAbsent(row.getObject("lease_id", UUID.class), any -> new ArrayList<>())
                        .add(event(row)))
                .list();
        return byLease;
    }

    static Lease bareLease(ResultSet row) throws SQLException {
        return new Lease(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("project_id"),
                row.getString("user_id"),
                row.getString("request_id"),
                Instants.of(row, "starts_at"),
                Instants.of(row, "ends_at"),
                LeaseStatus.valueOf(row.getString("status")),
                row.getBoolean("degraded"),
                List.of(),
                List.of(),
                row.getLong("revision"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "updated_at"));
    }

    private static Reservation reservation(ResultSet row) throws SQLException {
        return new Reservation(
                row.getObject("id", UUID.class),
                row.getObject("resource_id", UUID.class),
                ReservationStatus.of(row.getString("status")),
                RequestJson.read(row.getString("resource_type"), row.getString("request")),
                row.getBoolean("missing_resources"),
                row.getBoolean("resources_changed"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "updated_at"));
    }

    private static LeaseEvent event(ResultSet row) throws SQLException {
        return new LeaseEvent(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getBoolean("automatic"),
                Instants.nullable(row, "time"),
                row.getString("status"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "updated_at"));
    }
}
