package io.berth.deployment.boot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The deployments under way or done, and their boot actions. Read through the connection given. */
public final class BootStore {
    private static final String COLUMNS = """
            node_name, task_id, key, design_ref, boot_mac, image, kernel, kernel_parameters, created_at, netbooted_at,
            phoned_home_at, install_error
            """;

    private BootStore() {}

    public static Optional<BootContext> ofNode(Handle handle, String node) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.boot_context WHERE node_name = :node")
                .bind("node", node)
                .map((row, context) -> bootContext(row))
                .findOne();
    }

    /** The newest deployment of the machine with that address which has not phoned home. */
    public static Optional<BootContext> awaitedAt(Handle handle, String bootMac) {
        return handle.createQuery("SELECT " + COLUMNS + """
                  FROM deployment.boot_context
                 WHERE boot_mac = :mac AND phoned_home_at IS NULL
                 ORDER BY created_at DESC
                 LIMIT 1
                """).bind("mac", bootMac).map((row, context) -> bootContext(row)).findOne();
    }

    public static Optional<PlannedAction> action(Handle handle, String id) {
        return handle.createQuery("""
                SELECT id, position, name, node_name, task_id, key, status FROM deployment.boot_action WHERE id = :id
                """).bind("id", id).map((row, context) -> action(row)).findOne();
    }

    /** The boot actions that these deployments planned, by node and in the design's order. */
    public static List<PlannedAction> actionsOf(Handle handle, Collection<UUID> tasks) {
        return handle.createQuery("""
                SELECT id, position, name, node_name, task_id, key, status
                  FROM deployment.boot_action
                 WHERE task_id = ANY(:tasks::uuid[])
                 ORDER BY node_name, position
                """)
                .bindArray("tasks", String.class, tasks.stream().map(UUID::toString).toArray())
                .map((row, context) -> action(row))
                .list();
    }

    private static BootContext bootContext(ResultSet row) throws SQLException {
        return new BootContext(
                row.getString("node_name"),
                row.getObject("task_id", UUID.class),
                BootKey.of(row.getBytes("key")),
                row.getString("design_ref"),
                Optional.ofNullable(row.getString("boot_mac")),
                row.getString("image"),
                row.getString("kernel"),
                row.getString("kernel_parameters"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "netbooted_at"),
                instant(row, "phoned_home_at"),
                Optional.ofNullable(row.getString("install_error")));
    }

    private static PlannedAction action(ResultSet row) throws SQLException {
        return new PlannedAction(
                row.getString("id"),
                row.getInt("position"),
                row.getString("name"),
                row.getString("node_name"),
                row.getObject("task_id", UUID.class),
                BootKey.of(row.getBytes("key")),
                PlannedAction.Status.ofWireName(row.getString("status")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
