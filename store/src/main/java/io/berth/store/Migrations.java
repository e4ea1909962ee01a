package io.berth.store;

import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date, at every start. Each room keeps its scripts in {@code db/migration/<room>}, numbered from
 * the room's own major version, and its tables in a PostgreSQL schema of the room's name. Several replicas may start at
 * once: an advisory lock lets one migrate while the others wait. All that is new is one transaction: a database is as it
 * was, or up to date.
 */
public final class Migrations {
    /** Every room's tables. */
    private static final String TABLES = "classpath:db/migration";

    /** Constraints that only PostgreSQL itself has; correctness rests on the compare-and-swaps above them. */
    private static final String GUARANTEES = "classpath:db/guarantee";

    private Migrations() {}

    public static void run(Database database) {
        List<String> locations = new ArrayList<>(List.of(TABLES));
        if (Migrations.class.getClassLoader().getResource("db/guarantee") != null) {
            locations.add(GUARANTEES);
        }
        Flyway.configure()
                .dataSource(database.forMigrations())
                .locations(locations.toArray(String[]::new))
                .defaultSchema("public")
                .table("schema_history")
                .outOfOrder(true)
                .group(true)
                .load()
                .migrate();
    }
}
