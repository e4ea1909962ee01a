package io.berth.store;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a database that nobody reaches: to try takes seconds, so one piece of work at a time does, and the others are told
 * at once what the last one found.
 */
final class Outage {
    private final Semaphore trying = new Semaphore(1);
    private volatile @Nullable ConnectionException last;

    /**
     * @param isCutOff whether there is no connection at all: where there are some, others may have better luck
     * @throws ConnectionException also without trying
     */
    <T> T guard(Callable<T> work, BooleanSupplier isCutOff) throws Exception {
        ConnectionException known = last;
        if (known == null) {
            return attempt(work, isCutOff);
        }
        if (!trying.tryAcquire()) {
            throw new ConnectionException(known);
        }
        try {
            return attempt(work, isCutOff);
        } finally {
            trying.release();
        }
    }

    private <T> T attempt(Callable<T> work, BooleanSupplier isCutOff) throws Exception {
        try {
            T done = work.call();
            last = null;
            return done;
        } catch (ConnectionException noConnection) {
            last = isCutOff.getAsBoolean() ? noConnection : null;
            throw noConnection;
        }
    }
}
