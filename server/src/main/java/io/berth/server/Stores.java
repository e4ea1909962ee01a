package io.berth.server;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.fake.SiteKind;
import io.berth.store.Database;
import io.berth.store.DatabaseOptions;
import io.berth.store.Migrations;
import io.berth.store.RestoredLog;
import io.berth.store.embedded.EmbeddedPostgres;
import io.berth.store.embedded.EmbeddedPostgresOptions;
import java.nio.file.Path;
import java.util.Optional;

/** The database that the configuration asks for, migrated: an external PostgreSQL, or one of our own that ends with us. */
final class Stores implements AutoCloseable {
    private final Optional<EmbeddedPostgres> embedded;
    private final Database database;

    private Stores(Optional<EmbeddedPostgres> embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    static Stores open(BerthConfig config) {
        Optional<EmbeddedPostgres> embedded = config.given(ConfigKey.DATABASE_URL).isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedPostgres.start(EmbeddedPostgresOptions.in(Path.of(config.text(ConfigKey.DATA_DIR)))));
        try {
            return new Stores(embedded, migrated(options(config, embedded), SiteKind.of(config.fake())));
        } catch (RuntimeException failure) {
            embedded.ifPresent(EmbeddedPostgres::close);
            throw failure;
        }
    }

    private static Database migrated(DatabaseOptions options, SiteKind kind) {
        Database database = Database.open(options);
        try {
            kind.check(database);
            Migrations.run(database);
            RestoredLog.forget(database);
            kind.keep(database);
            return database;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private static DatabaseOptions options(BerthConfig config, Optional<EmbeddedPostgres> embedded) {
        return embedded
                .map(own -> DatabaseOptions.of(own.jdbcUrl(EmbeddedPostgres.DATABASE), own.user(), own.password()))
                .orElseGet(() -> new DatabaseOptions(
                        config.text(ConfigKey.DATABASE_URL),
                        config.given(ConfigKey.DATABASE_USER),
                        config.given(ConfigKey.DATABASE_PASSWORD),
                        DatabaseOptions.CONNECTIONS))
                .withConnections(config.count(ConfigKey.DATABASE_CONNECTIONS));
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            embedded.ifPresent(EmbeddedPostgres::close);
        }
    }
}
