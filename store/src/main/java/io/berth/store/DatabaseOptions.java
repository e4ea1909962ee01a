package io.berth.store;

import java.util.Optional;

/**
 * Where the database is and how many connections this process may hold.
 *
 * @param connections also the number of worker threads: one platform thread a connection, because virtual threads that
 *     wait on a connection pool starve each other for seconds (docs/decisions/0003-threads.md)
 */
public record DatabaseOptions(String jdbcUrl, Optional<String> user, Optional<String> password, int connections) {
    public static final int CONNECTIONS = 16;

    public static DatabaseOptions of(String jdbcUrl) {
        return new DatabaseOptions(jdbcUrl, Optional.empty(), Optional.empty(), CONNECTIONS);
    }

    public static DatabaseOptions of(String jdbcUrl, String user, String password) {
        return new DatabaseOptions(jdbcUrl, Optional.of(user), Optional.of(password), CONNECTIONS);
    }

    public DatabaseOptions withConnections(int count) {
        return new DatabaseOptions(jdbcUrl, user, password, count);
    }
}
