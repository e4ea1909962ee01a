package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/** More work waits for the database than {@link Database#QUEUE_MAX}: the caller should answer 503 and let clients retry. */
public final class Overloaded extends TemporarilyUnavailable {
    Overloaded() {
        super("more than " + Database.QUEUE_MAX + " pieces of work wait for the database");
    }
}
