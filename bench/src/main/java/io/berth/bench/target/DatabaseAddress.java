package io.berth.bench.target;

/** One database of a PostgreSQL server on this machine. */
public record DatabaseAddress(int port, String name, String user, String password) {
    public static final String HOST = "127.0.0.1";

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s".formatted(HOST, port, name, user, password);
    }

    DatabaseAddress named(String other) {
        return new DatabaseAddress(port, other, user, password);
    }
}
