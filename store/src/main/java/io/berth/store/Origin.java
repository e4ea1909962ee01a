package io.berth.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The name under which this process writes to the change log. A process is told of its own changes when they are committed, so its
 * {@link ChangeFeed}s leave out what bears its name. Where something may be committed of which it was not told, as when the
 * connection broke, it takes another name, and its feeds have everything read anew.
 */
final class Origin {
    /** That of whatever writes without saying who it is; all read it. */
    private static final long NOBODY = 0;

    private final AtomicLong name = new AtomicLong(newName());

    long name() {
        return name.get();
    }

    void changeName() {
        name.set(newName());
    }

    /** Never {@link #NOBODY}; no two processes are going to draw the same of so many. */
    private static long newName() {
        return ThreadLocalRandom.current().nextLong(NOBODY + 1, Long.MAX_VALUE);
    }
}
