package io.berth.deployment.task;

import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.DeploymentChange.OfTask;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TaskMoved;
import io.berth.deployment.DeploymentChange.TasksOfLeaseStopped;
import io.berth.deployment.DeploymentChange.TasksPurged;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes what happens to tasks. */
public final class TaskChangeStore {
    private TaskChangeStore() {}

    /** The tasks of leases that end one after the other are stopped together. */
    public static void write(Handle tx, List<OfTask> changes) {
        List<String> ended = new ArrayList<>();
        for (OfTask change : changes) {
            if (!(change instanceof TasksOfLeaseStopped)) {
                stopTasksOfLeases(tx, ended);
                ended.clear();
            }
            switch (change) {
                case TaskCreated it -> insert(tx, it);
                case TaskMoved it -> move(tx, it);
                case MessagesAdded it -> addMessages(tx, it);
                case TasksOfLeaseStopped it -> ended.add(it.lease());
                case TasksPurged it -> purge(tx, it.before());
            }
        }
        stopTasksOfLeases(tx, ended);
    }

    private static void insert(Handle tx, TaskCreated change) {
        Task task = change.task();
        TaskOrigin origin = task.origin();
        tx.createUpdate("""
                INSERT INTO deployment.task (
                       id, root_id, parent_id, step, action, status, outcome, successes, failures, has_logs, retry,
                       design_ref, node_filter, created_at, created_by, updated_at, terminate,
                       user_id, project_id, request_id, lease_id, context_marker, end_user)
                VALUES (:id, :root, :parent::uuid, :step, :action, :status, :outcome, '{}', '{}', false, :retry,
                       :designRef, :nodeFilter::json, :createdAt, :createdBy, :createdAt, false,
                       :userId, :projectId, :requestId, :leaseId, :contextMarker, :endUser)
                """)
                .bind("id", task.id())
                .bind("root", task.root())
                .bind("parent", task.parent().map(Object::toString).orElse(null))
                .bind("step", task.step())
                .bind("action", task.action().wireName())
                .bind("status", task.status().wireName())
                .bind("outcome", task.result().outcome().wireName())
                .bind("retry", task.retry())
                .bind("designRef", task.designRef())
                .bind("nodeFilter", task.nodeFilter().map(Object::toString).orElse(null))
                .bind("createdAt", utc(task.createdAt()))
                .bind("createdBy", task.isRoot() ? origin.userName().orElse(null) : null)
                .bind("userId", origin.userId().orElse(null))
                .bind("projectId", origin.projectId().orElse(null))
                .bind("requestId", origin.requestId().orElse(null))
                .bind("leaseId", origin.leaseId().orElse(null))
                .bind("contextMarker", origin.contextMarker().orElse(null))
                .bind("endUser", origin.endUser().orElse(null))
                .execute();
        if (task.isRoot()) {
            enqueue(tx, task, change.targets());
        }
    }

    private static void enqueue(Handle tx, Task task, Optional<List<String>> targets) {
        tx.createUpdate("""
                INSERT INTO deployment.task_run (task_id, targets)
                VALUES (:id, CASE WHEN :known THEN :targets::text[] END)
                """)
                .bind("id", task.id())
                .bind("known", targets.isPresent())
                .bindArray("targets", String.class, targets.orElse(List.of()).toArray())
                .execute();
    }

    private static void move(Handle tx, TaskMoved change) {
        TaskResult result = change.result();
        tx.createUpdate("""
                UPDATE deployment.task
                   SET status = :status, outcome = :outcome, successes = :successes, failures = :failures,
                       has_logs = :hasLogs, retry = greatest(retry, :retry), updated_at = :at,
                       terminated_at = CASE WHEN :status = 'terminated' THEN :at ELSE terminated_at END
                 WHERE id = :id
                """)
                .bind("id", change.task())
                .bind("status", change.status().wireName())
                .bind("outcome", result.outcome().wireName())
                .bindArray("successes", String.class, result.successes().toArray())
                .bindArray("failures", String.class, result.failures().toArray())
                .bind("hasLogs", result.hasLogs())
                .bind("retry", change.retry())
                .bind("at", utc(change.at()))
                .execute();
        if (change.status().isFinal()) {
            tx.createUpdate("DELETE FROM deployment.task_run WHERE task_id = :id").bind("id", change.task()).execute();
        }
    }

    /** A node may report on a task that was purged meanwhile: its words then have no place any more. */
    private static void addMessages(Handle tx, MessagesAdded change) {
        if (change.messages().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO deployment.result_message (task_id, at, message, is_error, context_type, context, extra)
                SELECT id, :at, :message, :isError, :contextType, :context, :extra
                  FROM deployment.task WHERE id = :task FOR KEY SHARE
                """)) {
            for (ResultMessage message : change.messages()) {
                batch.bind("task", change.task())
                        .bind("at", utc(message.at()))
                        .bind("message", storable(message.message()))
                        .bind("isError", message.isError())
                        .bind("contextType", message.contextType())
                        .bind("context", message.context())
                        .bind("extra", storable(message.extra()))
                        .add();
            }
            batch.execute();
        }
    }

    private static void stopTasksOfLeases(Handle tx, List<String> leases) {
        if (leases.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                UPDATE deployment.task SET terminate = true, terminated_by = 'lease ' || lease_id
                 WHERE lease_id = ANY(:leases) AND parent_id IS NULL AND status NOT IN ('complete', 'terminated')
                """).bindArray("leases", String.class, leases.toArray()).execute();
    }

    private static void purge(Handle tx, Instant before) {
        tx.createUpdate("""
                DELETE FROM deployment.task
                 WHERE parent_id IS NULL AND created_at < :before AND status IN ('complete', 'terminated')
                """).bind("before", utc(before)).execute();
    }

    /** PostgreSQL has no NUL in text. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
