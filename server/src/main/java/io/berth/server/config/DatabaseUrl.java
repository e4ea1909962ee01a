package io.berth.server.config;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
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
        String place = url.substring(STEM.length()).split("\\?", 2)[0];
        if (place.contains("@")) {
            return Optional.of("must not have user and password before the host" + FORM);
        }
        // Before the driver sees it, which prints what is no port, such as a password.
        if (place.startsWith("//") && !Arrays.stream(place.substring(2).split("/", 2)[0].split(",")).allMatch(DatabaseUrl::hasPort)) {
            return Optional.of("must have a number for the port" + FORM);
        }
        try {
            DriverManager.getDriver(url);
            return Optional.empty();
        } catch (SQLException notUnderstood) {
            return Optional.of("is none that the PostgreSQL driver understands" + FORM);
        }
    }

    /** A number, or none: {@code host}, {@code host:5432}, {@code [::1]:5432}. */
    private static boolean hasPort(String host) {
        String rest = host.startsWith("[") ? host.substring(host.indexOf(']') + 1) : host;
        int colon = rest.indexOf(':');
        return colon < 0 || rest.substring(colon + 1).chars().allMatch(Character::isDigit);
    }
}
