package io.berth.reservation.health;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether leases may have a host. */
public enum HealthStatus {
    HEALTHY,
    FAILED;

    /** As on the wire and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HealthStatus> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }
}
