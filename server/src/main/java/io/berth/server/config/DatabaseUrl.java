package io.berth.server.config;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** Judges the database's URL, and never repeats it: it may hold a password, and what is wrong with it goes to screens and logs. */
final class DatabaseUrl {
    private static final String STEM = "jdbc:postgresql:";
    private static final String FORM = ", as in jdbc:postgresql://host/name?user=…&password=…";

    private DatabaseUrl() {}

    static Optional<String> fault(String url) {
        if (!url.startsWith(STEM)) {
            return Optional.of("must begin with " + STEM + FORM);
        }
        // Before the driver sees it, which would print what stands before the @ as a bad port.
        if (url.split("\\?", 2)[0].contains("@")) {
            return Optional.of("must not have user and password before the host" + FORM);
        }
        try {
            DriverManager.getDriver(url);
            return Optional.empty();
        } catch (SQLException notUnderstood) {
            return Optional.of("is none that the PostgreSQL driver understands" + FORM);
        }
    }
}
