package io.berth.reservation.property;

import io.berth.reservation.host.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of properties. A property is shown as long as some host has it. */
public final class PropertyStore {

    /** @param values of all hosts, each once, in order */
    public record Seen(Property property, List<String> values) {}

    public void write(Handle tx, PropertyChanged change) {
        Property property = change.property();
        tx.createUpdate("""
                UPDATE reservation.property SET private = :private, updated_at = :updatedAt WHERE name = :name
                """)
                .bind("private", property.isPrivate())
                .bind("updatedAt", Instants.utc(property.updatedAt()))
                .bind("name", property.name())
                .execute();
    }

    /** Two who name a property at once mean the same one. */
    public void addMissing(Handle tx, List<Property> properties) {
        if (properties.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.property (name, id, private, created_at)
                VALUES (:name, :id, :private, :createdAt)
                ON CONFLICT (name) DO NOTHING
                """)) {
            for (Property property : properties) {
                batch.bind("name", property.name())
                        .bind("id", property.id())
                        .bind("private", property.isPrivate())
                        .bind("createdAt", Instants.utc(property.createdAt()))
                        .add();
            }
            batch.execute();
        }
    }

    public Optional<Property> propertyNamed(Handle handle, String name) {
        return handle.createQuery("""
                SELECT id, name, private, created_at, updated_at FROM reservation.property
                 WHERE name = :name
                   AND EXISTS (SELECT 1 FROM reservation.host WHERE capabilities ?? :name)
                """).bind("name", name).map((row, context) -> property(row)).findOne();
    }

    /** The properties that some host has, with the values that hosts have. */
    public List<Seen> propertiesInUse(Handle handle) {
        Map<UUID, Property> properties = new LinkedHashMap<>();
        Map<UUID, List<String>> values = new LinkedHashMap<>();
        handle.createQuery("""
                SELECT DISTINCT property.id, property.name, property.private, property.created_at, property.updated_at,
                       capability.value
                  FROM reservation.host
                 CROSS JOIN LATERAL jsonb_each_text(host.capabilities) AS capability
                  JOIN reservation.property ON property.name = capability.key
                 ORDER BY property.name, capability.value
                """).map((row, context) -> {
            Property property = property(row);
            properties.put(property.id(), property);
            return values.computeIfAbsent(property.id(), any -> new ArrayList<>()).add(row.getString("value"));
        }).list();
        return properties.values().stream()
                .map(property -> new Seen(property, List.copyOf(values.getOrDefault(property.id(), List.of()))))
                .toList();
    }

    private static Property property(ResultSet row) throws SQLException {
        return new Property(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("private"),
                Instants.of(row, "created_at"),
                Instants.nullable(row, "updated_at"));
    }
}
