package io.berth.reservation.host;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A host from a row that has all columns of its table. */
public final class HostRows {
    private HostRows() {}

    public static Host host(ResultSet row) throws SQLException {
        return new Host(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("name"),
                row.getString("service_name"),
                row.getString("hypervisor_type"),
                row.getInt("hypervisor_version"),
                row.getLong("vcpus"),
                row.getLong("memory_mb"),
                row.getLong("local_gb"),
                row.getString("cpu_info"),
                row.getString("availability_zone"),
                row.getBoolean("reservable"),
                capabilities(row.getString("capabilities")),
                row.getLong("calendar_revision"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "updated_at"));
    }

    private static SortedMap<String, String> capabilities(String json) {
        SortedMap<String, String> capabilities = new TreeMap<>();
        Json.read(json.getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(member -> capabilities.put(member.getKey(), member.getValue().stringValue()));
        return capabilities;
    }
}
