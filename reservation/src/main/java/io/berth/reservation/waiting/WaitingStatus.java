package io.berth.reservation.waiting;

import java.util.Locale;

/** Where a waiting lease stands; all but the first are final. */
public enum WaitingStatus {
    WAITING,
    /** It is a lease now, of the same id. */
    GRANTED,
    /** Its deadline came first. */
    EXPIRED,
    /** Its owner did not want it any more. */
    WITHDRAWN;

    /** On the wire and in storage. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WaitingStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
