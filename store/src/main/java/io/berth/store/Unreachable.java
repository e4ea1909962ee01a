package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/**
 * No connection to PostgreSQL could be had in time, or it was lost on the way, or PostgreSQL does not write. What was to be written when
 * a connection was lost is written whole or not at all; only who looks again knows which.
 */
public final class Unreachable extends TemporarilyUnavailable {
    Unreachable(Throwable cause) {
        super("the database cannot be reached: " + cause.getMessage(), cause);
    }

    @Override
    public String advice() {
        return "Berth's database does not answer now. Please try again.";
    }
}
