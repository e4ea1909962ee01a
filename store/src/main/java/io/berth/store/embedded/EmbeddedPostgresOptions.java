package io.berth.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run an embedded PostgreSQL.
 *
 * @param directory holds everything that must survive: the database files, the secret, the server's log
 * @param binariesCache where the programs are unpacked once for all Berths of this account; safe to delete while none runs
 * @param startTimeout bounds initdb, and then the start including crash recovery
 * @param durable false only for tests: quicker, but a killed server loses its last commits and a crashed machine everything
 * @param maxConnections PostgreSQL's {@code max_connections}
 */
public record EmbeddedPostgresOptions(
        Path directory, Path binariesCache, Duration startTimeout, boolean durable, int maxConnections) {

    /** Generous, because replaying the 1 GB of log that PostgreSQL may hold takes most of it on a slow disk. */
    public static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** PostgreSQL's own default. */
    public static final int MAX_CONNECTIONS = 100;

    /** The defaults of a durable server below {@code directory}. */
    public static EmbeddedPostgresOptions in(Path directory) {
        return new EmbeddedPostgresOptions(directory, defaultBinariesCache(), START_TIMEOUT, true, MAX_CONNECTIONS);
    }

    public EmbeddedPostgresOptions withBinariesCache(Path cache) {
        return new EmbeddedPostgresOptions(directory, cache, startTimeout, durable, maxConnections);
    }

    public EmbeddedPostgresOptions withStartTimeout(Duration timeout) {
        return new EmbeddedPostgresOptions(directory, binariesCache, timeout, durable, maxConnections);
    }

    public EmbeddedPostgresOptions withDurable(boolean isDurable) {
        return new EmbeddedPostgresOptions(directory, binariesCache, startTimeout, isDurable, maxConnections);
    }

    public EmbeddedPostgresOptions withMaxConnections(int connections) {
        return new EmbeddedPostgresOptions(directory, binariesCache, startTimeout, durable, connections);
    }

    /** {@code $XDG_CACHE_HOME/berth}, else {@code ~/.cache/berth}; for root {@code /var/cache/berth}, since nobody may look into /root. */
    private static Path defaultBinariesCache() {
        Path fallback = ServerAccount.isRoot()
                ? Path.of("/var/cache/berth")
                : Path.of(System.getProperty("user.home"), ".cache", "berth");
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(home -> home.startsWith("/"))
                .map(home -> Path.of(home, "berth"))
                .orElse(fallback);
    }
}
