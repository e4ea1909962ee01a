package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/** More work waits for the database than {@link Database#QUEUE_MAX}, or it is being closed: the caller should answer 503 and let clients retry. */
public final class Overloaded extends TemporarilyUnavailable {
    public Overloaded(String why) {
        super(why);
    }
}
