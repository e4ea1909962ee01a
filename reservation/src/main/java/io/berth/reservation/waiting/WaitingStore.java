package io.berth.reservation.waiting;

import io.berth.reservation.host.Instants;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.RequestJson;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The rows of waiting leases. */
final class WaitingStore {
    void write(Handle tx, WaitingChange change) {
        switch (change) {
            case WaitingChange.WaitingAdded it -> insert(tx, it.entry());
            case WaitingChange.WaitingOver it -> end(tx, it.entry());
        }
    }

    private static void insert(Handle tx, WaitingLease entry) {
        Duration beforeEnd = entry.wish().beforeEnd();
        tx.createUpdate("""
                INSERT INTO reservation.waiting_lease (
                    id, project_id, user_id, request_id, name, request, asked, earliest, deadline, length_seconds,
                    before_end_seconds, status, starts_at, created_at, changed_at)
                VALUES (
                    :id, :projectId, :userId, :requestId, :name, :request, :asked, :earliest, :deadline, :length,
                    :beforeEnd, :status, :startsAt, :createdAt, :changedAt)
                """)
                .bind("id", entry.id())
                .bind("projectId", entry.owner().projectId())
                .bind("userId", entry.owner().userId())
                .bind("requestId", entry.owner().requestId())
                .bind("name", entry.wish().name())
                .bind("request", RequestJson.text(entry.wish().requests()))
                .bind("asked", entry.asked())
                .bind("earliest", Instants.utc(entry.wish().earliest()))
                .bind("deadline", Instants.utc(entry.wish().deadline()))
                .bind("length", entry.wish().length().toSeconds())
                .bind("beforeEnd", beforeEnd == null ? null : beforeEnd.toSeconds())
                .bind("status", entry.status().text())
                .bind("startsAt", Instants.utc(entry.startsAt()))
                .bind("createdAt", Instants.utc(entry.createdAt()))
                .bind("changedAt", Instants.utc(entry.changedAt()))
                .execute();
    }

    private static void end(Handle tx, WaitingLease entry) {
        int ended = tx.createUpdate("""
                UPDATE reservation.waiting_lease SET status = :status, starts_at = :startsAt, changed_at = :changedAt
                 WHERE id = :id AND status = 'waiting'
                """)
                .bind("status", entry.status().text())
                .bind("startsAt", Instants.utc(entry.startsAt()))
                .bind("changedAt", Instants.utc(entry.changedAt()))
                .bind("id", entry.id())
                .execute();
        if (ended != 1) {
            throw new StaleView("waiting_lease/" + entry.id());
        }
    }

    boolean isAnyWaiting(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM reservation.waiting_lease WHERE status = 'waiting')")
                .mapTo(Boolean.class)
                .one();
    }

    /** Those in turn from that number on. */
    List<WaitingLease> waitingFrom(Handle handle, long number, int limit) {
        return handle.createQuery("""
                SELECT * FROM reservation.waiting_lease
                 WHERE status = 'waiting' AND number >= :number
                 ORDER BY number
                 LIMIT :limit
                """)
                .bind("number", number)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    /** How many wait. */
    record Length(long ofProject, long ofAll) {}

    Length length(Handle handle, String projectId) {
        return handle.createQuery("""
                SELECT count(*) FILTER (WHERE project_id = :projectId) AS of_project, count(*) AS of_all
                  FROM reservation.waiting_lease
                 WHERE status = 'waiting'
                """)
                .bind("projectId", projectId)
                .map((row, context) -> new Length(row.getLong("of_project"), row.getLong("of_all")))
                .one();
    }

    Optional<WaitingLease> entry(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM reservation.waiting_lease WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> entry(row))
                .findOne();
    }

    /** Those that wait in their turn, then the others, the latest first: each part by an index, however many are kept. */
    List<WaitingLease> entries(Handle handle, int limit) {
        return handle.createQuery("""
                SELECT * FROM (
                       (SELECT * FROM reservation.waiting_lease WHERE status = 'waiting' ORDER BY number LIMIT :limit)
                       UNION ALL
                       (SELECT * FROM reservation.waiting_lease WHERE status <> 'waiting' ORDER BY number DESC LIMIT :limit)
                       ) AS listed
                 ORDER BY status <> 'waiting', CASE WHEN status = 'waiting' THEN number ELSE -number END
                 LIMIT :limit
                """)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    /** {@link #entries} of one project. */
    List<WaitingLease> entriesOf(Handle handle, String projectId, int limit) {
        return handle.createQuery("""
                SELECT * FROM (
                       (SELECT * FROM reservation.waiting_lease
                         WHERE project_id = :projectId AND status = 'waiting'
                         ORDER BY number LIMIT :limit)
                       UNION ALL
                       (SELECT * FROM reservation.waiting_lease
                         WHERE project_id = :projectId AND status <> 'waiting'
                         ORDER BY number DESC LIMIT :limit)
                       ) AS listed
                 ORDER BY status <> 'waiting', CASE WHEN status = 'waiting' THEN number ELSE -number END
                 LIMIT :limit
                """)
                .bind("projectId", projectId)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    /** How many wait up to that number: the place of the one that has it. */
    long waitingUpTo(Handle handle, long number) {
        return handle.createQuery("""
                SELECT count(*) FROM reservation.waiting_lease WHERE status = 'waiting' AND number <= :number
                """).bind("number", number).mapTo(Long.class).one();
    }

    /** The place of each of these that waits: 1 for the one in turn. */
    Map<UUID, Long> positions(Handle handle, Collection<UUID> ids) {
        return handle
                .createQuery("""
                SELECT id, position
                  FROM (SELECT id, row_number() OVER (ORDER BY number) AS position
                          FROM reservation.waiting_lease
                         WHERE status = 'waiting') AS in_turn
                 WHERE id = ANY(:ids)
                """)
                .bindArray("ids", UUID.class, ids.toArray())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getLong("position")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Forgets what has been over since before {@code end}; answers how many. */
    int forgetOver(Handle tx, Instant end, int limit) {
        return tx.createUpdate("""
                DELETE FROM reservation.waiting_lease
                 WHERE id IN (
                       SELECT id FROM reservation.waiting_lease
                        WHERE status <> 'waiting' AND changed_at < :end
                        LIMIT :limit)
                """).bind("end", Instants.utc(end)).bind("limit", limit).execute();
    }

    private static WaitingLease entry(ResultSet row) throws SQLException {
        long beforeEnd = row.getLong("before_end_seconds");
        Duration told = row.wasNull() ? null : Duration.ofSeconds(beforeEnd);
        return new WaitingLease(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                new Owner(row.getString("project_id"), row.getString("user_id"), row.getString("request_id")),
                new WaitingLease.Wish(
                        row.getString("name"),
                        RequestJson.readAll(row.getString("request")),
                        Instants.of(row, "earliest"),
                        Instants.of(row, "deadline"),
                        Duration.ofSeconds(row.getLong("length_seconds")),
                        told),
                row.getString("asked"),
                WaitingStatus.of(row.getString("status")),
                Instants.nullable(row, "starts_at"),
                Instants.of(row, "created_at"),
                Instants.of(row, "changed_at"));
    }
}
