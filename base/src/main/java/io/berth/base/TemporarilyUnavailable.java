package io.berth.base;

/** Berth could not do it just now; the same request may succeed later. An API answers 503 (or its own conflict). */
public abstract class TemporarilyUnavailable extends RuntimeException {
    protected TemporarilyUnavailable(String message) {
        super(message);
    }

    protected TemporarilyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a client is told. */
    public String advice() {
        return "Berth is too busy to do this now. Please try again.";
    }
}
