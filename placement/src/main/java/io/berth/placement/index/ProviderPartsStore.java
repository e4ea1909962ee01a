package io.berth.placement.index;

import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.Provider;
import io.berth.placement.index.LedgerBatch.Labels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The parts of a batch's statement that write providers, and what they themselves have. */
final class ProviderPartsStore {
    private static final BatchPart CREATED = new BatchPart(
            """
            created AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::timestamptz[])
                    AS c (uuid, name, generation, revision, parent, root, created_at, updated_at)),
            """,
            """
            made AS (
                INSERT INTO placement.provider (uuid, name, generation, revision, parent, root, created_at, updated_at)
                SELECT c.* FROM created c, fresh),
            """,
            (batch, parameters) -> parameters.add(batch.created(), it -> it
                    .uuid(Provider::uuid)
                    .text(Provider::name)
                    .number(Provider::generation)
                    .number(Provider::revision)
                    .uuid(provider -> provider.parent().orElse(null))
                    .uuid(Provider::root)
                    .time(provider -> provider.times().created())
                    .time(provider -> provider.times().updated().orElse(null))));

    private static final BatchPart STOCKED = new BatchPart(
            """
            stocked AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::float8[], ?::timestamptz[])
                    AS s (provider, resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio, changed_at)),
            """,
            """
            stocks AS (
                INSERT INTO placement.inventory (provider, resource_class, total, reserved, min_unit, max_unit,
                                                 step_size, allocation_ratio, changed_at)
                SELECT s.* FROM stocked s, fresh
                ON CONFLICT (provider, resource_class) DO UPDATE
                   SET total = EXCLUDED.total, reserved = EXCLUDED.reserved, min_unit = EXCLUDED.min_unit,
                       max_unit = EXCLUDED.max_unit, step_size = EXCLUDED.step_size,
                       allocation_ratio = EXCLUDED.allocation_ratio, changed_at = EXCLUDED.changed_at),
            """,
            ProviderPartsStore::bindStocked);

    private static final BatchPart CLEARED = new BatchPart(
            """
            cleared AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::text[]) AS c (provider, resource_class)),
            """,
            """
            unstocked AS (
                DELETE FROM placement.inventory i
                 USING cleared c, fresh
                 WHERE i.provider = c.provider AND i.resource_class = c.resource_class),
            """,
            (batch, parameters) -> bind(pairs(batch.inventories(), it -> it.provider().provider(), InventoriesWritten::removed), parameters));

    private static final BatchPart TRAITS_REMOVED = new BatchPart(
            "traits_removed AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::text[]) AS r (provider, trait)),\n",
            """
            traits_gone AS (
                DELETE FROM placement.provider_trait t
                 USING traits_removed r, fresh
                 WHERE t.provider = r.provider AND t.trait = r.trait),
            """,
            (batch, parameters) -> bind(pairs(batch.traits(), Labels::provider, Labels::removed), parameters));

    private static final BatchPart TRAITS_ADDED = new BatchPart(
            "traits_added AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::text[]) AS a (provider, trait)),\n",
            """
            traits_new AS (
                INSERT INTO placement.provider_trait (provider, trait)
                SELECT a.provider, a.trait FROM traits_added a, fresh),
            """,
            (batch, parameters) -> bind(pairs(batch.traits(), Labels::provider, Labels::added), parameters));

    private static final BatchPart AGGREGATES_REMOVED = new BatchPart(
            "aggregates_removed AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::text[]) AS r (provider, aggregate)),\n",
            """
            aggregates_gone AS (
                DELETE FROM placement.provider_aggregate g
                 USING aggregates_removed r, fresh
                 WHERE g.provider = r.provider AND g.aggregate = r.aggregate),
            """,
            (batch, parameters) -> bind(pairs(batch.aggregates(), Labels::provider, Labels::removed), parameters));

    private static final BatchPart AGGREGATES_ADDED = new BatchPart(
            "aggregates_added AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::text[]) AS a (provider, aggregate)),\n",
            """
            aggregates_new AS (
                INSERT INTO placement.provider_aggregate (provider, aggregate)
                SELECT a.provider, a.aggregate FROM aggregates_added a, fresh),
            """,
            (batch, parameters) -> bind(pairs(batch.aggregates(), Labels::provider, Labels::added), parameters));

    private ProviderPartsStore() {}

    /** Those that the batch has something for. */
    static List<BatchPart> of(LedgerBatch batch) {
        List<BatchPart> parts = new ArrayList<>();
        addIf(!batch.created().isEmpty(), CREATED, parts);
        addIf(batch.inventories().stream().anyMatch(it -> !it.removed().isEmpty()), CLEARED, parts);
        addIf(batch.inventories().stream().anyMatch(it -> !it.written().isEmpty()), STOCKED, parts);
        addIf(batch.traits().stream().anyMatch(it -> !it.removed().isEmpty()), TRAITS_REMOVED, parts);
        addIf(batch.traits().stream().anyMatch(it -> !it.added().isEmpty()), TRAITS_ADDED, parts);
        addIf(batch.aggregates().stream().anyMatch(it -> !it.removed().isEmpty()), AGGREGATES_REMOVED, parts);
        addIf(batch.aggregates().stream().anyMatch(it -> !it.added().isEmpty()), AGGREGATES_ADDED, parts);
        return parts;
    }

    private static void addIf(boolean isNeeded, BatchPart part, List<BatchPart> parts) {
        if (isNeeded) {
            parts.add(part);
        }
    }

    private record Stocked(UUID provider, String resourceClass, Inventory inventory, Instant at) {}

    private static void bindStocked(LedgerBatch batch, BatchPart.Parameters parameters) throws SQLException {
        List<Stocked> stocked = new ArrayList<>();
        batch.inventories().forEach(change -> change.written().forEach((name, inventory) ->
                stocked.add(new Stocked(change.provider().provider(), name, inventory, change.at()))));
        parameters.add(stocked, it -> it
                .uuid(Stocked::provider)
                .text(Stocked::resourceClass)
                .number(row -> row.inventory().total())
                .number(row -> row.inventory().reserved())
                .number(row -> row.inventory().minUnit())
                .number(row -> row.inventory().maxUnit())
                .number(row -> row.inventory().stepSize())
                .fraction(row -> row.inventory().allocationRatio())
                .time(Stocked::at));
    }

    /** A name that a provider gets or loses. */
    private record Pair(UUID provider, String name) {}

    private static <T> List<Pair> pairs(
            Collection<T> changes, Function<T, UUID> provider, Function<T, Collection<String>> names) {
        return changes.stream()
                .flatMap(change -> names.apply(change).stream().map(name -> new Pair(provider.apply(change), name)))
                .toList();
    }

    private static void bind(List<Pair> pairs, BatchPart.Parameters parameters) throws SQLException {
        parameters.add(pairs, it -> it.uuid(Pair::provider).text(Pair::name));
    }
}
