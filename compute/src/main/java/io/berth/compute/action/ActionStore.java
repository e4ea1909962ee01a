package io.berth.compute.action;

import io.berth.compute.action.ActionChange.ActionFinished;
import io.berth.compute.action.ActionChange.ActionOpened;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The rows of instance actions and of their events. */
public final class ActionStore {
    /** The longest list of actions. */
    public static final int LIMIT_MAX = 1_000;

    private ActionStore() {}

    /** Writes a change; to be registered with the store while wiring. */
    public static void write(Handle tx, ActionChange change) {
        switch (change) {
            case ActionOpened it -> open(tx, it.action());
            case ActionFinished it -> finish(tx, it);
        }
    }

    private static void open(Handle tx, InstanceAction action) {
        tx.createUpdate("""
                INSERT INTO compute.instance_action
                       (server, request_id, action, user_id, project_id, started_at, updated_at, failed)
                VALUES (:server, :request, :action, :user, :project, :started, :updated, :failed)
                """)
                .bind("server", action.server())
                .bind("request", action.requestId())
                .bind("action", action.action())
                .bind("user", action.userId())
                .bind("project", action.projectId())
                .bind("started", utc(action.startedAt()))
                .bind("updated", utc(action.updatedAt()))
                .bind("failed", action.failed())
                .execute();
    }

    /** Where there is no such action, nothing is recorded. */
    private static void finish(Handle tx, ActionFinished change) {
        tx.createUpdate("""
                WITH opened AS (
                     UPDATE compute.instance_action
                        SET updated_at = :finished, failed = failed OR NOT :succeeded
                      WHERE id = (SELECT max(id) FROM compute.instance_action
                                   WHERE server = :server AND request_id = :request AND action = :action)
                     RETURNING id)
                INSERT INTO compute.action_event (action, event, host_name, started_at, finished_at, result)
                SELECT id, :event, :hostName, :started, :finished, :result FROM opened
                """)
                .bind("server", change.server())
                .bind("request", change.requestId())
                .bind("action", change.action())
                .bind("event", change.event().event())
                .bind("hostName", change.event().hostName())
                .bind("started", utc(change.event().startedAt()))
                .bind("finished", utc(change.event().finishedAt()))
                .bind("succeeded", change.event().succeeded())
                .bind("result", change.event().succeeded() ? "Success" : "Error")
                .execute();
    }

    /** Youngest first, without their events. */
    public static List<InstanceAction> actions(Handle handle, UUID server, int limit) {
        return handle.createQuery("""
                SELECT * FROM compute.instance_action WHERE server = :server ORDER BY id DESC LIMIT :limit
                """)
                .bind("server", server)
                .bind("limit", limit)
                .map((row, context) -> read(row, List.of()))
                .list();
    }

    /** The youngest of the request, with its events. */
    public static Optional<InstanceAction> action(Handle handle, UUID server, String requestId) {
        return handle.createQuery("""
                SELECT * FROM compute.instance_action
                 WHERE server = :server AND request_id = :request
                 ORDER BY id DESC LIMIT 1
                """)
                .bind("server", server)
                .bind("request", requestId)
                .map((row, context) -> read(row, events(handle, row.getLong("id"))))
                .findOne();
    }

    private static List<InstanceAction.Event> events(Handle handle, long action) {
        return handle.createQuery("SELECT * FROM compute.action_event WHERE action = :action ORDER BY id DESC")
                .bind("action", action)
                .map((row, context) -> new InstanceAction.Event(
                        row.getString("event"),
                        Optional.ofNullable(row.getString("host_name")),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getString("result").equals("Success")))
                .list();
    }

    private static InstanceAction read(ResultSet row, List<InstanceAction.Event> events) throws SQLException {
        return new InstanceAction(
                row.getObject("server", UUID.class),
                row.getString("request_id"),
                row.getString("action"),
                row.getString("user_id"),
                row.getString("project_id"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("failed"),
                events);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
