package io.berth.testkit.peer;

import io.berth.store.DatabaseOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The placement.conf of a {@link RealPlacement}: where its database is, whom it believes, where it logs. */
final class PlacementConf {
    private PlacementConf() {}

    static String of(DatabaseOptions database, Path log) {
        return """
                [DEFAULT]
                log_file = %s

                [api]
                auth_strategy = noauth2

                [placement_database]
                connection = %s

                [oslo_policy]
                policy_dirs = %s
                """
                .formatted(log, sqlalchemyUrl(database), log.resolveSibling("policy.d"));
    }

    /** The same database as SQLAlchemy writes it: user and password may stand in JDBC's parameters or beside its address. */
    static String sqlalchemyUrl(DatabaseOptions database) {
        Properties parsed = Optional.ofNullable(Driver.parseURL(database.jdbcUrl(), new Properties()))
                .orElseThrow(() -> new IllegalArgumentException("not an address of PostgreSQL: " + database.jdbcUrl()));
        String user = database.user().orElse(parsed.getProperty(PGProperty.USER.getName(), ""));
        String password = database.password().orElse(parsed.getProperty(PGProperty.PASSWORD.getName(), ""));
        return "postgresql+psycopg2://%s:%s@%s:%s/%s".formatted(
                encoded(user),
                encoded(password),
                parsed.getProperty(PGProperty.PG_HOST.getName()),
                parsed.getProperty(PGProperty.PG_PORT.getName()),
                encoded(parsed.getProperty(PGProperty.PG_DBNAME.getName(), "")));
    }

    /** Form encoding but for the blank, which is {@code %20} in an address. The dollar, oslo.config's own sign, is escaped too. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
