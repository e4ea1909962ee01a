package io.berth.placement;

import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.ProviderUpdated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.store.StaleView;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes what happens to providers. Every write begins with the compare-and-swap of the providers it touches, whose rows
 * are locked in the order of their ids; what the tables' constraints refuse is a lost race too, for the decision has
 * checked the same before.
 */
public final class LedgerStore {
    /** foreign_key_violation, unique_violation. */
    private static final Set<String> LOST_RACE_STATES = Set.of("23503", "23505");

    private LedgerStore() {}

    /**
     * Writes the change in the transaction given.
     *
     * @return the change as it was written, with the revisions that consumers got
     * @throws StaleView where the decision was made on what is no longer so
     */
    public static LedgerChange write(Handle tx, LedgerChange change) {
        LedgerChange written = change;
        try {
            switch (change) {
                case ProviderCreated it -> create(tx, it);
                case ProviderUpdated it -> update(tx, it);
                case ProviderDeleted it -> delete(tx, it);
                case InventoriesWritten it -> writeInventories(tx, it);
                case TraitsReplaced it -> replaceTraits(tx, it);
                case AggregatesReplaced it -> replaceAggregates(tx, it);
                case AllocationsReplaced it -> {
                    touch(tx, it.providers(), it.at());
                    written = it.written(AllocationStore.write(tx, it));
                }
                case LedgerChange.ResourceClassAdded it -> NameStore.addClass(tx, it.name(), it.at());
                case LedgerChange.ResourceClassRenamed it -> NameStore.renameClass(tx, it);
                case LedgerChange.ResourceClassRemoved it -> NameStore.removeClass(tx, it.name());
                case LedgerChange.TraitAdded it -> NameStore.addTrait(tx, it.name(), it.at());
                case LedgerChange.TraitRemoved it -> NameStore.removeTrait(tx, it.name());
            }
        } catch (JdbiException failure) {
            if (failure.getCause() instanceof SQLException sql
                    && LOST_RACE_STATES.contains(String.valueOf(sql.getSQLState()))) {
                throw new StaleView(change.subject());
            }
            throw failure;
        }
        return written;
    }

    /** The compare-and-swap: all of the providers are at the revisions seen and are moved on, or the view was stale. */
    private static void touch(Handle tx, Collection<Touch> touches, Instant at) {
        if (touches.isEmpty()) {
            return;
        }
        int touched = tx.createUpdate("""
                WITH seen AS MATERIALIZED (
                    SELECT it.*
                      FROM unnest(:uuids::uuid[], :revisions::bigint[], :generations::bigint[])
                           AS it (uuid, revision, generation)
                      JOIN placement.provider USING (uuid)
                     ORDER BY uuid
                       FOR NO KEY UPDATE OF provider)
                UPDATE placement.provider p
                   SET revision = p.revision + 1,
                       generation = seen.generation,
                       updated_at = CASE WHEN p.generation = seen.generation THEN p.updated_at ELSE :at::timestamptz END
                  FROM seen
                 WHERE p.uuid = seen.uuid AND p.revision = seen.revision
                """)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bindArray("uuids", String.class, touches.stream().map(t -> t.provider().toString()).toArray())
                .bindArray("revisions", Long.class, touches.stream().map(Touch::revision).toArray())
                .bindArray("generations", Long.class, touches.stream().map(Touch::generation).toArray())
                .execute();
        if (touched != touches.size()) {
            throw new StaleView("one of " + touches.size() + " providers");
        }
    }

    private static void create(Handle tx, ProviderCreated change) {
        Provider provider = change.provider();
        Instant at = provider.times().created();
        touch(tx, change.parent().stream().toList(), at);
        tx.createUpdate("""
                INSERT INTO placement.provider (uuid, name, generation, revision, parent, root, created_at, updated_at)
                VALUES (:uuid, :name, :generation, :revision, :parent::uuid, :root, :createdAt, :updatedAt::timestamptz)
                """)
                .bind("uuid", provider.uuid())
                .bind("name", provider.name())
                .bind("generation", provider.generation())
                .bind("revision", provider.revision())
                .bind("parent", provider.parent().map(Object::toString).orElse(null))
                .bind("root", provider.root())
                .bind("createdAt", at.atOffset(ZoneOffset.UTC))
                .bind("updatedAt", provider.times().updated().map(Object::toString).orElse(null))
                .execute();
        String uuid = provider.uuid().toString();
        upsertInventories(tx, uuid, provider.inventories(), at);
        addTraits(tx, uuid, provider.traits());
        addAggregates(tx, uuid, provider.aggregates());
    }

    private static void update(Handle tx, ProviderUpdated change) {
        touch(tx, change.ancestors(), change.at());
        touch(tx, change.rerooted(), change.at());
        tx.createUpdate("""
                UPDATE placement.provider
                   SET root = :root,
                       updated_at = :at,
                       name = CASE WHEN uuid = :uuid THEN :name ELSE name END,
                       parent = CASE WHEN uuid = :uuid THEN :parent::uuid ELSE parent END
                 WHERE uuid = ANY(:rerooted::uuid[])
                """)
                .bind("uuid", change.provider())
                .bind("name", change.name())
                .bind("parent", change.parent().map(Object::toString).orElse(null))
                .bind("root", change.root())
                .bind("at", change.at().atOffset(ZoneOffset.UTC))
                .bindArray("rerooted", String.class, change.rerooted().stream().map(t -> t.provider().toString()).toArray())
                .execute();
    }

    private static void delete(Handle tx, ProviderDeleted change) {
        int deleted = tx.createUpdate("DELETE FROM placement.provider WHERE uuid = :uuid AND revision = :revision")
                .bind("uuid", change.provider().provider())
                .bind("revision", change.provider().revision())
                .execute();
        if (deleted == 0) {
            throw new StaleView(change.subject());
        }
    }

    private static void writeInventories(Handle tx, InventoriesWritten change) {
        touch(tx, List.of(change.provider()), change.at());
        String uuid = change.provider().provider().toString();
        upsertInventories(tx, uuid, change.written(), change.at());
        if (!change.removed().isEmpty()) {
            tx.createUpdate("""
                    DELETE FROM placement.inventory
                     WHERE provider = :provider::uuid AND resource_class = ANY(:removed)
                    """)
                    .bind("provider", uuid)
                    .bindArray("removed", String.class, change.removed().toArray())
                    .execute();
        }
    }

    private static void upsertInventories(Handle tx, String provider, SortedMap<String, Inventory> written, Instant at) {
        if (written.isEmpty()) {
            return;
        }
        Collection<Inventory> rows = written.values();
        tx.createUpdate("""
                INSERT INTO placement.inventory (provider, resource_class, total, reserved, min_unit, max_unit,
                                                 step_size, allocation_ratio, changed_at)
                SELECT :provider::uuid, written.*, :at
                  FROM unnest(:classes::text[], :totals::bigint[], :reserved::bigint[], :minUnits::bigint[],
                              :maxUnits::bigint[], :stepSizes::bigint[], :ratios::double precision[]) AS written
                ON CONFLICT (provider, resource_class) DO UPDATE
                   SET total = EXCLUDED.total, reserved = EXCLUDED.reserved, min_unit = EXCLUDED.min_unit,
                       max_unit = EXCLUDED.max_unit, step_size = EXCLUDED.step_size,
                       allocation_ratio = EXCLUDED.allocation_ratio, changed_at = EXCLUDED.changed_at
                """)
                .bind("provider", provider)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bindArray("classes", String.class, written.keySet().toArray())
                .bindArray("totals", Long.class, rows.stream().map(Inventory::total).toArray())
                .bindArray("reserved", Long.class, rows.stream().map(Inventory::reserved).toArray())
                .bindArray("minUnits", Long.class, rows.stream().map(Inventory::minUnit).toArray())
                .bindArray("maxUnits", Long.class, rows.stream().map(Inventory::maxUnit).toArray())
                .bindArray("stepSizes", Long.class, rows.stream().map(Inventory::stepSize).toArray())
                .bindArray("ratios", Double.class, rows.stream().map(Inventory::allocationRatio).toArray())
                .execute();
    }

    private static void replaceTraits(Handle tx, TraitsReplaced change) {
        touch(tx, List.of(change.provider()), change.at());
        String uuid = change.provider().provider().toString();
        tx.createUpdate("""
                DELETE FROM placement.provider_trait WHERE provider = :provider::uuid AND trait <> ALL(:kept)
                """)
                .bind("provider", uuid)
                .bindArray("kept", String.class, change.traits().toArray())
                .execute();
        addTraits(tx, uuid, change.traits());
    }

    private static void addTraits(Handle tx, String provider, Collection<String> traits) {
        if (traits.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                INSERT INTO placement.provider_trait (provider, trait)
                SELECT :provider::uuid, unnest(:traits::text[])
                ON CONFLICT DO NOTHING
                """)
                .bind("provider", provider)
                .bindArray("traits", String.class, traits.toArray())
                .execute();
    }

    private static void replaceAggregates(Handle tx, AggregatesReplaced change) {
        touch(tx, List.of(change.provider()), change.at());
        String uuid = change.provider().provider().toString();
        tx.createUpdate("""
                DELETE FROM placement.provider_aggregate WHERE provider = :provider::uuid AND aggregate <> ALL(:kept)
                """)
                .bind("provider", uuid)
                .bindArray("kept", String.class, change.aggregates().toArray())
                .execute();
        addAggregates(tx, uuid, change.aggregates());
    }

    private static void addAggregates(Handle tx, String provider, Collection<String> aggregates) {
        if (aggregates.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                INSERT INTO placement.provider_aggregate (provider, aggregate)
                SELECT :provider::uuid, unnest(:aggregates::text[])
                ON CONFLICT DO NOTHING
                """)
                .bind("provider", provider)
                .bindArray("aggregates", String.class, aggregates.toArray())
                .execute();
    }
}
