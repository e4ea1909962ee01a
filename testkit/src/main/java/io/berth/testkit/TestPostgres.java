package io.berth.testkit;

import io.berth.store.Database;
import io.berth.store.DatabaseOptions;
import io.berth.store.Migrations;
import io.berth.store.embedded.EmbeddedPostgres;
import io.berth.store.embedded.EmbeddedPostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The PostgreSQL server of this test process: started at first use, gone with the process. */
final class TestPostgres {
    private static final String EXTERNAL = "berth.test.database";
    private static final int MAX_CONNECTIONS = 300;
    private static final int END_WAIT_MILLIS = 10_000;

    private static final class Holder {
        static final TestPostgres INSTANCE = new TestPostgres();
    }

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String template = "berth_template_" + run;
    private final DatabaseOptions admin;
    private final String externalUrl = System.getProperty(EXTERNAL, "");
    private int next = 1;

    private TestPostgres() {
        admin = externalUrl.isEmpty() ? startEmbedded() : DatabaseOptions.of(externalUrl).withConnections(1);
        execute("CREATE DATABASE " + template);
        if (!externalUrl.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(template)));
        }
        try (Database migrated = Database.open(options(template).withConnections(2))) {
            Migrations.run(migrated);
        }
    }

    static TestPostgres get() {
        return Holder.INSTANCE;
    }

    private static DatabaseOptions startEmbedded() {
        try {
            Path directory = Files.createTempDirectory("berth-test-postgres");
            EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(directory)
                    .withDurable(false)
                    .withMaxConnections(MAX_CONNECTIONS));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(directory);
            }));
            return DatabaseOptions.of(server.jdbcUrl("postgres"), server.user(), server.password())
                    .withConnections(1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }

    synchronized String newDatabase() {
        String name = "berth_test_" + run + "_" + next++;
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    void drop(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Ends a database's connections but for some, and lets nobody make another. */
    void shut(String name, Collection<Integer> spared) {
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        boolean areGone = asAdmin(handle -> handle.createQuery("""
                SELECT coalesce(bool_and(pg_terminate_backend(pid, :wait)), true) FROM pg_stat_activity
                 WHERE datname = :name AND NOT pid = ANY(:spared)
                """)
                .bind("wait", END_WAIT_MILLIS)
                .bind("name", name)
                .bindArray("spared", Integer.class, spared.toArray())
                .mapTo(Boolean.class)
                .one());
        if (!areGone) {
            throw new IllegalStateException("connections to " + name + " did not end");
        }
    }

    void reopen(String name) {
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    DatabaseOptions options(String database) {
        String url = admin.jdbcUrl().replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
        return new DatabaseOptions(url, admin.user(), admin.password(), DatabaseOptions.CONNECTIONS);
    }

    private void execute(String sql) {
        asAdmin(handle -> handle.execute(sql));
    }

    private <T> T asAdmin(Function<Handle, T> work) {
        try (Database database = Database.open(admin)) {
            return database.read(work);
        }
    }
}
