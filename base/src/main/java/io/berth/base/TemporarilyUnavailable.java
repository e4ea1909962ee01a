package io.berth.base;

/** Berth could not do it just now, and nothing was changed; the same request may succeed later. An API answers 503 (or its own conflict). */
public abstract class TemporarilyUnavailable extends RuntimeException {
    protected TemporarilyUnavailable(String message) {
        super(message);
    }

    protected TemporarilyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
