package io.berth.placement.provider;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What must be known of other providers before one is written. */
final class NeighbourStore {
    private NeighbourStore() {}

    static boolean isNameTaken(Handle handle, String name, UUID byOtherThan) {
        return handle.createQuery("""
                SELECT EXISTS (SELECT FROM placement.provider WHERE name = :name AND uuid <> :uuid)
                """).bind("name", name).bind("uuid", byOtherThan).mapTo(Boolean.class).one();
    }

    static boolean hasChildren(Handle handle, UUID provider) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM placement.provider WHERE parent = :uuid)")
                .bind("uuid", provider)
                .mapTo(Boolean.class)
                .one();
    }
}
