package io.berth.reservation.recurring;

import java.util.Locale;

/** What is to be booked where some occurrences cannot be. */
public enum Acceptance {
    /** All or nothing. */
    ALL,
    /** Those that can. */
    POSSIBLE;

    /** On the wire and in storage. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
