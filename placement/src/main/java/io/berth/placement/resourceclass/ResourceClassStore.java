package io.berth.placement.resourceclass;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Finds resource classes. */
final class ResourceClassStore {
    private static final RowMapper<ResourceClass> RESOURCE_CLASS = (row, context) -> new ResourceClass(
            row.getString("name"), row.getObject("changed_at", OffsetDateTime.class).toInstant());

    private ResourceClassStore() {}

    record ResourceClass(String name, Instant changedAt) {}

    static List<ResourceClass> all(Handle handle) {
        return handle.createQuery("SELECT name, changed_at FROM placement.resource_class ORDER BY name")
                .map(RESOURCE_CLASS)
                .list();
    }

    static Optional<ResourceClass> named(Handle handle, String name) {
        return handle.createQuery("SELECT name, changed_at FROM placement.resource_class WHERE name = :name")
                .bind("name", name)
                .map(RESOURCE_CLASS)
                .findOne();
    }

    static boolean isInUse(Handle handle, String name) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM placement.inventory WHERE resource_class = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }
}
