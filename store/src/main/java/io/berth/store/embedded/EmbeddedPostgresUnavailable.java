package io.berth.store.embedded;

/** The embedded PostgreSQL cannot be had here, or did not start or stop; the message says why and what to do about it. */
public final class EmbeddedPostgresUnavailable extends RuntimeException {

    /** What always helps. */
    static final String ELSEWHERE = "run a PostgreSQL 15 or newer yourself and pass --database jdbc:postgresql://...";

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresUnavailable(String message) {
        super(message);
    }

    EmbeddedPostgresUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
