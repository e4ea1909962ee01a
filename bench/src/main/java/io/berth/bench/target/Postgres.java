package io.berth.bench.target;

import io.berth.store.embedded.EmbeddedPostgres;
import io.berth.store.embedded.EmbeddedPostgresOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one PostgreSQL that all servers are measured on, with the durability that PostgreSQL has by default: fsync, full page
 * writes and synchronous commit. The system's where there is one, else Berth's embedded one.
 */
public final class Postgres implements AutoCloseable {
    private final DatabaseAddress admin;
    private final AutoCloseable server;
    private final Supplier<Duration> cpu;
    private final Optional<Path> programs;

    private Postgres(DatabaseAddress admin, AutoCloseable server, Supplier<Duration> cpu, Optional<Path> programs) {
        this.cpu = cpu;
        this.admin = admin;
        this.server = server;
        this.programs = programs;
    }

    /** @param directory empty, and reachable by every user: PostgreSQL does not run as root */
    public static Postgres start(Path directory) {
        Optional<Path> installed = SystemPostgres.newestPrograms();
        if (installed.isPresent()) {
            SystemPostgres server = SystemPostgres.start(installed.get(), directory);
            return new Postgres(server.address(), server, server::cpu, installed);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(directory));
        int port = Integer.parseInt(server.jdbcUrl("postgres").replaceFirst("^.*:(\\d+)/.*$", "$1"));
        return new Postgres(new DatabaseAddress(port, "postgres", server.user(), server.password()),
                server, () -> Duration.ZERO, Optional.empty());
    }

    /** The processor time of all its processes that live; nothing of the embedded one, which does not tell. */
    public Duration cpu() {
        return cpu.get();
    }

    /** Where {@code pgbench} and its like are, if they are. */
    Optional<Path> programs() {
        return programs;
    }

    /** Makes an empty database, in place of any of that name. */
    public DatabaseAddress newDatabase(String name) {
        drop(name);
        execute(admin, "CREATE DATABASE " + name);
        return admin.named(name);
    }

    public void drop(String name) {
        execute(admin, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** As in {@code 15.18}, and what it promises of durability. */
    public String version() {
        return value("SHOW server_version").replaceFirst(" .*", "") + " (fsync " + value("SHOW fsync") + ", synchronous_commit "
                + value("SHOW synchronous_commit") + ", shared_buffers " + value("SHOW shared_buffers") + ")";
    }

    private String value(String sql) {
        try (Connection connection = DriverManager.getConnection(admin.jdbcUrl());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** Writes what is in memory to disk, so that nobody's measurement pays for what was done before it. */
    public void checkpoint() {
        execute(admin, "CHECKPOINT");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception failure) {
            throw new IllegalStateException("PostgreSQL did not stop", failure);
        }
    }
}
