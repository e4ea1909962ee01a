package io.berth.deployment.node;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The nodes that the provisioner knows, and what was found out about them. Read through the connection given. */
public final class NodeStore {
    private static final String COLUMNS = """
            hostname, boot_mac, oob_address, design_ref, state, cpu_count, memory_mb, disk_gb, boot_ip, provider, traits
            """;

    private NodeStore() {}

    /** All of them, by name. */
    public static List<Node> all(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.node ORDER BY hostname")
                .map((row, context) -> node(row))
                .list();
    }

    /** Those of the names that are nodes, by name. */
    public static List<Node> named(Handle handle, Collection<String> names) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM deployment.node WHERE hostname = ANY(:names) ORDER BY hostname")
                .bindArray("names", String.class, names.toArray())
                .map((row, context) -> node(row))
                .list();
    }

    public static Optional<Node> named(Handle handle, String name) {
        return named(handle, List.of(name)).stream().findFirst();
    }

    /** What was found out about a node, oldest first. */
    public static List<BuildData> buildDataOf(Handle handle, String node) {
        return handle.createQuery("""
                SELECT node_name, task_id, generator, data_format, data_element, collected_at
                  FROM deployment.build_data WHERE node_name = :node ORDER BY sequence
                """).bind("node", node).map((row, context) -> buildData(row)).list();
    }

    /** The newest finding of each generator, by generator. */
    public static List<BuildData> latestBuildDataOf(Handle handle, String node) {
        return handle.createQuery("""
                SELECT DISTINCT ON (generator)
                       node_name, task_id, generator, data_format, data_element, collected_at
                  FROM deployment.build_data WHERE node_name = :node
                 ORDER BY generator, collected_at DESC, sequence DESC
                """).bind("node", node).map((row, context) -> buildData(row)).list();
    }

    /** What these tasks found out, oldest first. */
    public static List<BuildData> buildDataOfTasks(Handle handle, Collection<UUID> tasks) {
        return handle.createQuery("""
                SELECT node_name, task_id, generator, data_format, data_element, collected_at
                  FROM deployment.build_data WHERE task_id = ANY(:tasks::uuid[]) ORDER BY sequence
                """)
                .bindArray("tasks", String.class, tasks.stream().map(UUID::toString).toArray())
                .map((row, context) -> buildData(row))
                .list();
    }

    public static int countBuildData(Handle handle, UUID task) {
        return handle.createQuery("SELECT count(*) FROM deployment.build_data WHERE task_id = :task")
                .bind("task", task)
                .mapTo(Integer.class)
                .one();
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                row.getString("hostname"),
                Optional.ofNullable(row.getString("boot_mac")),
                Optional.ofNullable(row.getString("oob_address")),
                row.getString("design_ref"),
                NodeState.ofWireName(row.getString("state")),
                row.getInt("cpu_count"),
                row.getLong("memory_mb"),
                row.getLong("disk_gb"),
                Optional.ofNullable(row.getString("boot_ip")),
                row.getObject("provider", UUID.class),
                new TreeSet<>(List.of((String[]) row.getArray("traits").getArray())));
    }

    private static BuildData buildData(ResultSet row) throws SQLException {
        return new BuildData(
                row.getString("node_name"),
                row.getObject("task_id", UUID.class),
                row.getString("generator"),
                row.getString("data_format"),
                row.getString("data_element"),
                row.getObject("collected_at", OffsetDateTime.class).toInstant());
    }
}
