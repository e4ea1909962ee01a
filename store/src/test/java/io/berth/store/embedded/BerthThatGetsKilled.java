package io.berth.store.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

/** A process that starts PostgreSQL on the directory and by the user id given, commits a row, says so, and waits to be killed. */
final class BerthThatGetsKilled {

    private BerthThatGetsKilled() {}

    static final String ACKNOWLEDGED = "acknowledged";

    public static void main(String[] arguments) throws Exception {
        int uid = Integer.parseInt(arguments[1]);
        List<ServerAccount> way = ServerAccount.candidates().stream()
                .filter(account -> account.uid() == uid)
                .toList();
        EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(Path.of(arguments[0])), way);
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(EmbeddedPostgres.DATABASE), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE killed_" + uid + " (name text)");
            statement.execute("INSERT INTO killed_" + uid + " VALUES ('node1')");
        }
        System.out.println(ACKNOWLEDGED);
        Thread.currentThread().join();
    }
}
