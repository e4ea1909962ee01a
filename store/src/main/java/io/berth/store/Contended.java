package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/** The work lost the race for its rows {@link Database#ATTEMPTS_MAX} times in a row. Nothing was written; a later try may succeed. */
public final class Contended extends TemporarilyUnavailable {
    Contended(Throwable last) {
        super("gave up after " + Database.ATTEMPTS_MAX + " attempts: " + last.getMessage(), last);
    }
}
