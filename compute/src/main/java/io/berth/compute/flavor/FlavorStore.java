package io.berth.compute.flavor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of flavors. */
public final class FlavorStore {
    private FlavorStore() {}

    public static Optional<Flavor> flavor(Handle handle, String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return handle.createQuery("SELECT * FROM compute.flavor WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row, "id"))
                .findOne();
    }

    /** All of them: few, for nobody adds any. */
    public static List<Flavor> flavors(Handle handle) {
        return handle.createQuery("SELECT * FROM compute.flavor ORDER BY id COLLATE \"C\"")
                .map((row, context) -> read(row, "id"))
                .list();
    }

    /** Reads a flavor out of a row of it, or of a server joined with it. */
    public static Flavor read(ResultSet row, String idColumn) throws SQLException {
        return new Flavor(
                row.getString(idColumn),
                row.getString(idColumn.equals("id") ? "name" : "flavor_name"),
                row.getInt("vcpus"),
                row.getInt("ram_mb"),
                row.getInt("disk_gb"),
                row.getBoolean("whole_host"));
    }
}
