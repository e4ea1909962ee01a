package io.berth.reservation.lease;

import java.util.Locale;

/** Contract blazar §9.2: pending → active, deleted, error; active → deleted, error; error → deleted. */
public enum ReservationStatus {
    PENDING,
    ACTIVE,
    DELETED,
    ERROR;

    /** As on the wire and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReservationStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
