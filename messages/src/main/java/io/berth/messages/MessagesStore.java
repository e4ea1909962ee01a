package io.berth.messages;

import io.berth.http.Json;
import io.berth.messages.MessageChange.CreateMessage;
import io.berth.messages.MessageChange.DeleteMessage;
import io.berth.messages.catalogue.Catalogue;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import io.berth.store.StaleView;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of messages. */
public final class MessagesStore {
    private static final Logger LOG = LoggerFactory.getLogger(MessagesStore.class);
    private static final String BEFORE = "before_message";

    private MessagesStore() {}

    /** Writes a change; to be registered with the store while wiring. */
    public static void write(Handle tx, MessageChange change) {
        switch (change) {
            case CreateMessage it -> createAtNoRisk(tx, it.message());
            case DeleteMessage it -> delete(tx, it.id());
        }
    }

    /** A message that cannot be written must not undo what it explains: hence the savepoint. */
    private static void createAtNoRisk(Handle tx, Message message) {
        tx.savepoint(BEFORE);
        try {
            create(tx, message);
            tx.releaseSavepoint(BEFORE);
        } catch (JdbiException unwritable) {
            tx.rollbackToSavepoint(BEFORE);
            LOG.warn("message {} ({}) could not be written: {}", message.id(), message.eventId(), String.valueOf(unwritable.getCause()));
        }
    }

    private static void create(Handle tx, Message message) {
        tx.createUpdate("""
                INSERT INTO messages.message
                       (id, project_id, request_id, resource_type, resource_uuid, action_id, detail_id, event_id,
                        message_level, parameters, created_at, expires_at)
                VALUES (:id, :project, :request, :type, :resource, :action, :detail, :event,
                        :level, :parameters::jsonb, :created, :expires)
                ON CONFLICT (id) DO NOTHING
                """)
                .bind("id", message.id())
                .bind("project", message.projectId())
                .bind("request", message.requestId())
                .bind("type", message.resourceType())
                .bind("resource", message.resourceUuid())
                .bind("action", message.actionId())
                .bind("detail", message.detailId())
                .bind("event", message.eventId())
                .bind("level", message.level().name())
                .bind("parameters", parameters(message.parameters()))
                .bind("created", message.createdAt().atOffset(ZoneOffset.UTC))
                .bind("expires", message.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)))
                .execute();
    }

    private static void delete(Handle tx, UUID id) {
        int deleted = tx.createUpdate("DELETE FROM messages.message WHERE id = :id")
                .bind("id", id)
                .execute();
        if (deleted == 0) {
            throw new StaleView("message/" + id);
        }
    }

    /** @param project whose it must be; absent where anyone's will do */
    public static Optional<Message> message(Handle handle, UUID id, Optional<String> project) {
        return handle.createQuery("""
                SELECT * FROM messages.message
                 WHERE id = :id AND (:project::text IS NULL OR project_id = :project)
                """)
                .bind("id", id)
                .bind("project", project)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** One page of a search, in its order. */
    public static List<Message> page(Handle handle, MessageSearch search) {
        return MessageSearchStore.query(handle, search).map((row, context) -> read(row)).list();
    }

    /** Messages whose time is past, the longest first. */
    static List<UUID> expiredBefore(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
                SELECT id FROM messages.message WHERE expires_at < :now ORDER BY expires_at, id LIMIT :limit
                """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    private static Message read(ResultSet row) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getString("project_id"),
                Optional.ofNullable(row.getString("request_id")),
                Optional.ofNullable(row.getString("resource_type")),
                Optional.ofNullable(row.getString("resource_uuid")),
                Optional.ofNullable(row.getString("action_id")),
                Optional.ofNullable(row.getString("detail_id")),
                row.getString("event_id"),
                Level.valueOf(row.getString("message_level")),
                parameters(row.getString("parameters")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static String parameters(Map<Parameter, String> parameters) {
        Map<String, String> keyed = new TreeMap<>();
        parameters.forEach((parameter, value) -> keyed.put(parameter.key(), value));
        return Json.text(keyed);
    }

    private static Map<Parameter, String> parameters(String json) {
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        Json.read(json.getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(field -> Catalogue.parameter(field.getKey())
                        .ifPresent(parameter -> parameters.put(parameter, field.getValue().asString())));
        return parameters;
    }
}
