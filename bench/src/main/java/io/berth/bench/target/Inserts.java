package io.berth.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the database itself can commit: inserts of one row, each a transaction, by {@code pgbench}, or by JDBC where that is
 * not installed.
 */
public final class Inserts {
    private static final String INSERT = "INSERT INTO bench.inserted (consumer, used) VALUES ('a consumer', 1)";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Postgres postgres;

    public Inserts(Postgres postgres) {
        this.postgres = postgres;
    }

    /** The program that inserts. */
    public String by() {
        return pgbench().isPresent() ? "pgbench" : "JDBC (no pgbench here)";
    }

    private Optional<Path> pgbench() {
        return postgres.programs().map(programs -> programs.resolve("pgbench")).filter(Files::isExecutable);
    }

    /** Inserts a second, into a table of its own in this database. */
    public double rate(DatabaseAddress database, int connections, Duration length) {
        Postgres.execute(database, "CREATE SCHEMA IF NOT EXISTS bench");
        Postgres.execute(database, """
                CREATE TABLE IF NOT EXISTS bench.inserted (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, consumer text NOT NULL, used bigint NOT NULL)
                """);
        try {
            return pgbench().isPresent()
                    ? byPgbench(pgbench().orElseThrow(), database, connections, length)
                    : byJdbc(database, connections, length);
        } finally {
            Postgres.execute(database, "DROP SCHEMA bench CASCADE");
        }
    }

    private static double byPgbench(Path pgbench, DatabaseAddress database, int connections, Duration length) {
        try {
            Path script = Files.createTempFile("berth-bench", ".sql",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
            Files.writeString(script, INSERT + ";\n");
            int threads = Math.min(connections, Runtime.getRuntime().availableProcessors());
            String output = Child.run(length.plus(GRACE), List.of(
                    "env", "PGPASSWORD=" + database.password(), pgbench.toString(),
                    "-n", "-M", "prepared", "-f", script.toString(), "-c", Integer.toString(connections),
                    "-j", Integer.toString(threads), "-T", Long.toString(Math.max(1, length.toSeconds())),
                    "-h", DatabaseAddress.HOST, "-p", Integer.toString(database.port()), "-U", database.user(), database.name()));
            Files.delete(script);
            Matcher tps = TPS.matcher(output);
            if (!tps.find()) {
                throw new IllegalStateException("pgbench said no rate: " + output);
            }
            return Double.parseDouble(tps.group(1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double byJdbc(DatabaseAddress database, int connections, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> insertUntil(database, end)));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get();
            }
            return all * 1e9 / length.toNanos();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private static long insertUntil(DatabaseAddress database, long end) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            long count = 0;
            while (System.nanoTime() < end) {
                count += insert.executeUpdate();
            }
            return count;
        }
    }
}
