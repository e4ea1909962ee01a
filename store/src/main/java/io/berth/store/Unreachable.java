package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/** No connection to PostgreSQL could be had in time. Nothing was written. */
public final class Unreachable extends TemporarilyUnavailable {
    Unreachable(Throwable cause) {
        super("the database cannot be reached: " + cause.getMessage(), cause);
    }
}
