package io.berth.placement.trait;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Finds traits. */
final class TraitStore {
    private static final RowMapper<Trait> TRAIT = (row, context) ->
            new Trait(row.getString("name"), row.getObject("created_at", OffsetDateTime.class).toInstant());

    private TraitStore() {}

    record Trait(String name, Instant createdAt) {}

    /**
     * @param names only these; absent for all
     * @param prefix only those that begin so, compared literally and with case; absent for all
     * @param isAssociated only those that providers have, or that none has; absent for both
     */
    record Filter(Optional<Collection<String>> names, Optional<String> prefix, Optional<Boolean> isAssociated) {}

    static List<Trait> passing(Handle handle, Filter filter) {
        return handle.createQuery("""
                SELECT t.name, t.created_at
                  FROM placement.trait t
                 WHERE (:anyName OR t.name = ANY(:names))
                   AND starts_with(t.name, :prefix)
                   AND (:associated::boolean IS NULL OR :associated::boolean = EXISTS (
                        SELECT FROM placement.provider_trait pt WHERE pt.trait = t.name))
                 ORDER BY t.name
                """)
                .bind("anyName", filter.names().isEmpty())
                .bindArray("names", String.class, filter.names().orElse(List.of()).toArray())
                .bind("prefix", filter.prefix().orElse(""))
                .bind("associated", filter.isAssociated().map(String::valueOf).orElse(null))
                .map(TRAIT)
                .list();
    }

    static Optional<Trait> named(Handle handle, String name) {
        return handle.createQuery("SELECT name, created_at FROM placement.trait WHERE name = :name")
                .bind("name", name)
                .map(TRAIT)
                .findOne();
    }

    static boolean isInUse(Handle handle, String name) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM placement.provider_trait WHERE trait = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }
}
