package io.berth.compute.flavor;

import io.berth.compute.flavor.FlavorChange.FlavorPurged;
import io.berth.compute.flavor.FlavorChange.FlavorReserved;
import io.berth.compute.flavor.FlavorChange.FlavorWithdrawn;
import io.berth.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The rows of flavors. */
public final class FlavorStore {
    /** The columns of a flavor beside its id and name, where it is read with a server. */
    public static final String SIZES =
            "f.vcpus, f.ram_mb, f.disk_gb, f.whole_host, f.extra_specs, f.project_id AS flavor_project, f.resource_class";

    private FlavorStore() {}

    /** Writes a change; to be registered with the store while wiring. */
    public static void write(Handle tx, FlavorChange change) {
        switch (change) {
            case FlavorReserved it -> add(tx, it.reserved());
            case FlavorWithdrawn it -> withdraw(tx, it.flavor(), it.at());
            case FlavorPurged it -> purge(tx, it.flavor());
        }
    }

    private static void add(Handle tx, Flavor flavor) {
        tx.createUpdate("""
                INSERT INTO compute.flavor
                       (id, name, vcpus, ram_mb, disk_gb, whole_host, project_id, resource_class, extra_specs)
                VALUES (:id, :name, :vcpus, :ramMb, :diskGb, :wholeHost, :project, :resourceClass, :extraSpecs::jsonb)
                ON CONFLICT (id) DO NOTHING
                """)
                .bind("id", flavor.id())
                .bind("name", flavor.name())
                .bind("vcpus", flavor.vcpus())
                .bind("ramMb", flavor.ramMb())
                .bind("diskGb", flavor.diskGb())
                .bind("wholeHost", flavor.isWholeHost())
                .bind("project", flavor.reserved().map(Flavor.Reserved::projectId))
                .bind("resourceClass", flavor.reserved().map(Flavor.Reserved::resourceClass))
                .bind("extraSpecs", Json.text(flavor.extraSpecs()))
                .execute();
    }

    private static void withdraw(Handle tx, String id, Instant at) {
        tx.createUpdate("UPDATE compute.flavor SET deleted_at = :at WHERE id = :id")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .execute();
    }

    private static void purge(Handle tx, String id) {
        tx.createUpdate("DELETE FROM compute.flavor WHERE id = :id").bind("id", id).execute();
    }

    /** Not one that was withdrawn. */
    public static Optional<Flavor> flavor(Handle handle, String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return handle.createQuery("""
                SELECT f.id AS flavor_id, f.name AS flavor_name, %s FROM compute.flavor f WHERE id = :id AND deleted_at IS NULL
                """.formatted(SIZES))
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** All of them but those that were withdrawn: a handful, and one for each reservation of instances that runs. */
    public static List<Flavor> flavors(Handle handle) {
        return handle.createQuery("""
                SELECT f.id AS flavor_id, f.name AS flavor_name, %s
                  FROM compute.flavor f
                 WHERE deleted_at IS NULL
                 ORDER BY id COLLATE "C"
                """.formatted(SIZES))
                .map((row, context) -> read(row))
                .list();
    }

    /** Withdrawn ones of which there is no server any more, not even a deleted one. */
    public static List<String> forgettable(Handle handle, int limit) {
        return handle.createQuery("""
                SELECT id
                  FROM compute.flavor f
                 WHERE deleted_at IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM compute.server s WHERE s.flavor_id = f.id)
                 LIMIT :limit
                """).bind("limit", limit).mapTo(String.class).list();
    }

    /** Reads a flavor out of a row with {@code flavor_id}, {@code flavor_name} and {@link #SIZES}. */
    public static Flavor read(ResultSet row) throws SQLException {
        SortedMap<String, String> extraSpecs = new TreeMap<>();
        Json.read(row.getBytes("extra_specs"))
                .properties()
                .forEach(each -> extraSpecs.put(each.getKey(), each.getValue().asString()));
        String project = row.getString("flavor_project");
        return new Flavor(
                row.getString("flavor_id"),
                row.getString("flavor_name"),
                row.getInt("vcpus"),
                row.getInt("ram_mb"),
                row.getInt("disk_gb"),
                row.getBoolean("whole_host"),
                extraSpecs,
                project == null
                        ? Optional.empty()
                        : Optional.of(new Flavor.Reserved(project, row.getString("resource_class"))));
    }
}
