package io.berth.store;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a database that nobody reaches: to try takes seconds, so one piece of work at a time does, and the others are told
 * at once what the last one found. The pool and the lanes share it.
 */
final class Outage {
    private final BooleanSupplier isCutOff;
    private final Semaphore trying = new Semaphore(1);
    private volatile @Nullable ConnectionException last;

    /** @param isCutOff whether the pool has no connection at all: where it has some, others may have better luck */
    Outage(BooleanSupplier isCutOff) {
        this.isCutOff = isCutOff;
    }

    /** What was found by the last who tried; nothing where another try may do. */
    Optional<ConnectionException> known() {
        return Optional.ofNullable(last);
    }

    /**
     * @param work begins with having a connection
     * @throws ConnectionException also without trying
     */
    <T> T guard(Supplier<T> work) {
        ConnectionException known = last;
        if (known == null) {
            return attempt(work);
        }
        if (!trying.tryAcquire()) {
            throw new ConnectionException(known);
        }
        try {
            return attempt(work);
        } finally {
            trying.release();
        }
    }

    private <T> T attempt(Supplier<T> work) {
        try {
            T done = work.get();
            last = null;
            return done;
        } catch (ConnectionException noConnection) {
            last = isCutOff.getAsBoolean() ? noConnection : null;
            throw noConnection;
        } catch (RuntimeException failure) {
            if (!Database.isCutOffBy(failure)) {
                // It was PostgreSQL who said no.
                last = null;
            }
            throw failure;
        }
    }
}
