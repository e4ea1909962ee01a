package io.berth.deployment.task;

import io.berth.deployment.task.TaskResult.Outcome;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tasks that there are. Read through the connection given, so as part of its transaction. */
public final class TaskStore {
    /** The longest list of tasks that is answered, the newest ones. */
    public static final int LISTED_MAX = 20_000;

    private static final String COLUMNS = """
            id, root_id, parent_id, step, action, status, outcome, successes, failures, has_logs, retry, design_ref,
            node_filter, created_at, created_by, updated_at, terminate, terminated_at, terminated_by,
            user_id, project_id, request_id, lease_id, context_marker, end_user
            """;

    private TaskStore() {}

    /** Those of the leases for which tasks are yet to be done. */
    public static Set<String> leasesWithTasks(Handle handle, Collection<String> leases) {
        return Set.copyOf(handle.createQuery("""
                SELECT DISTINCT lease_id FROM deployment.task
                 WHERE lease_id = ANY(:leases) AND parent_id IS NULL AND status NOT IN ('complete', 'terminated')
                """).bindArray("leases", String.class, leases.toArray()).mapTo(String.class).list());
    }

    public static Optional<Task> withId(Handle handle, UUID id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.task WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> task(row))
                .findOne();
    }

    /** All tasks in the order of their creation, steps included; the newest {@link #LISTED_MAX} where there are more. */
    public static List<Task> all(Handle handle) {
        return handle.createQuery("SELECT * FROM (SELECT sequence, " + COLUMNS + """
                  FROM deployment.task ORDER BY sequence DESC LIMIT :limit) AS newest
                 ORDER BY sequence
                """)
                .bind("limit", LISTED_MAX)
                .map((row, context) -> task(row))
                .list();
    }

    /** The tasks of one tree in the order of their creation. */
    public static List<Task> ofTree(Handle handle, UUID root) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.task WHERE root_id = :root ORDER BY sequence")
                .bind("root", root)
                .map((row, context) -> task(row))
                .list();
    }

    /** The step of that name, in the latest attempt or an earlier one: names differ between tries. */
    public static Optional<Task> step(Handle handle, UUID parent, String step) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.task WHERE parent_id = :parent AND step = :step")
                .bind("parent", parent)
                .bind("step", step)
                .map((row, context) -> task(row))
                .findOne();
    }

    /** Whether the task that was asked for shall end early. */
    public static boolean shallEnd(Handle handle, UUID root) {
        return handle.createQuery("SELECT terminate FROM deployment.task WHERE id = :id")
                .bind("id", root)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true);
    }

    /** The messages of all tasks of a tree, by task, in order. */
    public static Map<UUID, List<ResultMessage>> messagesOfTree(Handle handle, UUID root) {
        return byTask(handle.createQuery("""
                SELECT task_id, at, message, is_error, context_type, context, extra
                  FROM deployment.result_message
                 WHERE task_id IN (SELECT id FROM deployment.task WHERE root_id = :root)
                 ORDER BY sequence
                """).bind("root", root).map((row, context) -> message(row)).list());
    }

    /** The messages of these tasks, by task, in order. */
    public static Map<UUID, List<ResultMessage>> messagesOf(Handle handle, List<UUID> tasks) {
        return byTask(handle.createQuery("""
                SELECT task_id, at, message, is_error, context_type, context, extra
                  FROM deployment.result_message
                 WHERE task_id = ANY(:tasks::uuid[])
                 ORDER BY sequence
                """)
                .bindArray("tasks", String.class, tasks.stream().map(UUID::toString).toArray())
                .map((row, context) -> message(row))
                .list());
    }

    public static int countMessages(Handle handle, UUID task, String context) {
        return handle.createQuery("""
                SELECT count(*) FROM deployment.result_message WHERE task_id = :task AND context = :context
                """).bind("task", task).bind("context", context).mapTo(Integer.class).one();
    }

    private record Line(UUID task, ResultMessage message) {}

    private static Map<UUID, List<ResultMessage>> byTask(List<Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        Line::task, LinkedHashMap::new, Collectors.mapping(Line::message, Collectors.toList())));
    }

    private static Line message(ResultSet row) throws SQLException {
        return new Line(
                row.getObject("task_id", UUID.class),
                new ResultMessage(
                        instant(row, "at").orElseThrow(),
                        row.getString("message"),
                        row.getBoolean("is_error"),
                        row.getString("context_type"),
                        row.getString("context"),
                        row.getString("extra")));
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getObject("root_id", UUID.class),
                Optional.ofNullable(row.getObject("parent_id", UUID.class)),
                row.getString("step"),
                ActionName.ofWireName(row.getString("action")),
                TaskStatus.ofWireName(row.getString("status")),
                new TaskResult(
                        Outcome.ofWireName(row.getString("outcome")),
                        texts(row.getArray("successes")),
                        texts(row.getArray("failures")),
                        row.getBoolean("has_logs")),
                row.getInt("retry"),
                row.getString("design_ref"),
                text(row, "node_filter").map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8))),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow(),
                row.getBoolean("terminate"),
                instant(row, "terminated_at"),
                text(row, "terminated_by"),
                new TaskOrigin(
                        text(row, "created_by"),
                        text(row, "user_id"),
                        text(row, "project_id"),
                        text(row, "request_id"),
                        text(row, "lease_id"),
                        text(row, "context_marker"),
                        text(row, "end_user")));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
