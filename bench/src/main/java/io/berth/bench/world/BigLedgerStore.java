package io.berth.bench.world;

import io.berth.bench.target.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills Berth's ledger by SQL, where a million rows through the API would take longer than what is measured. The rows are those
 * that the API would have written; a Berth that runs meanwhile does not hear of them.
 */
public final class BigLedgerStore {
    private BigLedgerStore() {}

    /**
     * Flat providers as in {@link FlatWorld}, and consumers with two allocations each, spread evenly.
     *
     * @param allocations rows, even
     */
    public static void fill(DatabaseAddress database, int providers, int allocations) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(providers(providers));
            statement.execute(inventories());
            statement.execute(traits(providers));
            statement.execute(aggregates());
            statement.execute(consumers(allocations / 2));
            statement.execute(allocations(providers, allocations / 2));
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    private static String providers(int count) {
        return """
                INSERT INTO placement.provider (uuid, name, generation, revision, root, created_at)
                SELECT md5('big ' || n)::uuid, 'big ' || n, 1, 1, md5('big ' || n)::uuid, now()
                  FROM generate_series(1, %d) AS n
                """.formatted(count);
    }

    private static String inventories() {
        return """
                INSERT INTO placement.inventory
                       (provider, resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio, changed_at)
                SELECT p.uuid, c.name, c.total, 0, 1, c.total, 1, 1.0, now()
                  FROM placement.provider p,
                       (VALUES ('VCPU', 4096), ('MEMORY_MB', 4194304), ('DISK_GB', 1048576)) AS c (name, total)
                """;
    }

    private static String traits(int count) {
        return """
                INSERT INTO placement.provider_trait (provider, trait)
                SELECT md5('big ' || n)::uuid, 'HW_CPU_X86_AVX2' FROM generate_series(1, %1$d) AS n WHERE n %% 3 <> 1
                 UNION ALL
                SELECT md5('big ' || n)::uuid, 'STORAGE_DISK_SSD' FROM generate_series(1, %1$d) AS n WHERE n %% 3 <> 0
                """.formatted(count);
    }

    private static String aggregates() {
        return """
                INSERT INTO placement.provider_aggregate (provider, aggregate)
                SELECT uuid, '%s' FROM placement.provider
                """.formatted(FlatWorld.AGGREGATE);
    }

    private static String consumers(int count) {
        return """
                INSERT INTO placement.consumer (id, project_id, user_id, generation, changed_at)
                SELECT md5('consumer ' || n)::uuid::text, 'project ' || n %% 100, 'user ' || n %% 1000, 1, now()
                  FROM generate_series(1, %d) AS n
                """.formatted(count);
    }

    private static String allocations(int providers, int consumers) {
        return """
                INSERT INTO placement.holding (consumer, provider, resource_classes, used)
                SELECT md5('consumer ' || n)::uuid::text, md5('big ' || (n %% %d + 1))::uuid, '{VCPU,MEMORY_MB}', '{1,256}'
                  FROM generate_series(1, %d) AS n
                """.formatted(providers, consumers);
    }
}
