package io.berth.store;

import io.berth.base.TemporarilyUnavailable;

/**
 * The work lost the race for its rows {@link Database#ATTEMPTS_MAX} times in a row, or waited too long for one that somebody holds.
 * Nothing was written; a later try may succeed.
 */
public final class Contended extends TemporarilyUnavailable {
    Contended(Throwable last) {
        super("others kept what this needs: " + last.getMessage(), last);
    }
}
