package io.berth.compute.event;

import io.berth.compute.event.EventChange.DeliveryEnded;
import io.berth.compute.event.EventChange.EventsPurged;
import io.berth.compute.event.EventChange.EventsQueued;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of external events. */
public final class EventStore {
    private EventStore() {}

    /** Writes a change; to be registered with the store while wiring. */
    public static void write(Handle tx, EventChange change) {
        switch (change) {
            case EventsQueued it -> queue(tx, it.events());
            case DeliveryEnded it -> settle(tx, it);
            case EventsPurged it -> purge(tx, it.events());
        }
    }

    private static void queue(Handle tx, List<QueuedEvent> events) {
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO compute.external_event (id, server, host, name, status, tag, request_id, created_at)
                VALUES (:id, :server, :host, :name, :status, :tag, :request, :created)
                """)) {
            for (QueuedEvent event : events) {
                batch.bind("id", event.id())
                        .bind("server", event.server())
                        .bind("host", event.host())
                        .bind("name", event.name().wire())
                        .bind("status", event.status())
                        .bind("tag", event.tag())
                        .bind("request", event.requestId())
                        .bind("created", utc(event.createdAt()))
                        .add();
            }
            batch.execute();
        }
    }

    private static void settle(Handle tx, DeliveryEnded ended) {
        tx.createUpdate("""
                UPDATE compute.external_event
                   SET attempts = attempts + 1,
                       delivered_at = CASE WHEN id = ANY(:delivered::uuid[]) THEN :at ELSE delivered_at END,
                       given_up_at = CASE WHEN id = ANY(:givenUp::uuid[]) THEN :at ELSE given_up_at END
                 WHERE id = ANY(:delivered::uuid[] || :failed::uuid[] || :givenUp::uuid[])
                """)
                .bindArray("delivered", String.class, texts(ended.delivered()))
                .bindArray("failed", String.class, texts(ended.failed()))
                .bindArray("givenUp", String.class, texts(ended.givenUp()))
                .bind("at", utc(ended.at()))
                .execute();
    }

    private static void purge(Handle tx, List<UUID> events) {
        tx.createUpdate("DELETE FROM compute.external_event WHERE id = ANY(:ids::uuid[])")
                .bindArray("ids", String.class, texts(events))
                .execute();
    }

    /** Events delivered or given up that were accepted before then, oldest first. */
    public static List<UUID> settledBefore(Handle handle, Instant before, int limit) {
        return handle.createQuery("""
                SELECT id FROM compute.external_event
                 WHERE created_at < :before AND (delivered_at IS NOT NULL OR given_up_at IS NOT NULL)
                 ORDER BY created_at
                 LIMIT :limit
                """)
                .bind("before", utc(before))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** The host's oldest events that are neither delivered nor given up, in order. */
    static List<QueuedEvent> queued(Handle handle, UUID host, int limit) {
        return handle.createQuery("""
                SELECT * FROM compute.external_event
                 WHERE host = :host AND delivered_at IS NULL AND given_up_at IS NULL
                 ORDER BY ordinal
                 LIMIT :limit
                """)
                .bind("host", host)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    /** Those of these that are queued still, in order. */
    static List<QueuedEvent> queuedOf(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("""
                SELECT * FROM compute.external_event
                 WHERE id = ANY(:ids::uuid[]) AND delivered_at IS NULL AND given_up_at IS NULL
                 ORDER BY ordinal
                """)
                .bindArray("ids", String.class, texts(ids))
                .map((row, context) -> read(row))
                .list();
    }

    private static QueuedEvent read(ResultSet row) throws SQLException {
        return new QueuedEvent(
                row.getObject("id", UUID.class),
                row.getObject("server", UUID.class),
                row.getObject("host", UUID.class),
                EventName.of(row.getString("name")),
                row.getString("status"),
                Optional.ofNullable(row.getString("tag")),
                row.getString("request_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static Object[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
