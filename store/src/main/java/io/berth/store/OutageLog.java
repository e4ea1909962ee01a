package io.berth.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that the database is lost, each minute that it still is, and that it is back: once for all threads of this process,
 * which otherwise each tell the same. What requests met is told to whoever sent them, and is not counted here.
 */
public final class OutageLog {
    static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** After so long without a failure it is over: longer than the pause of whoever tries on. */
    static final Duration CALM = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final LongSupplier nanos;
    private volatile boolean isLost;
    private volatile long failures;
    /** These three are guarded by this. */
    private long begun;

    private long lastFailure;
    private long lastLine;

    OutageLog() {
        this(System::nanoTime);
    }

    /** @param nanos a time that only goes forward, as {@link System#nanoTime} */
    OutageLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Whether a failure of work that is tried again by itself is the database's being lost: then it is told here, or has been, and nobody
     * else need tell it.
     */
    public boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unreachable || cause instanceof ConnectionException || Database.isOfTheConnection(cause)) {
                failed(failure);
                return true;
            }
            if (cause instanceof Overloaded && isLost) {
                return true;
            }
        }
        return false;
    }

    /** What {@link #over} asks for: to be called before the database is asked something. */
    public long failures() {
        return failures;
    }

    /** To be called when the database has answered. @param before {@link #failures} when it was asked: an answer from before a failure says nothing */
    public void over(long before) {
        if (isLost && before == failures) {
            end(before);
        }
    }

    private synchronized void failed(Throwable failure) {
        long now = nanos.getAsLong();
        failures++;
        lastFailure = now;
        if (!isLost) {
            isLost = true;
            begun = now;
            lastLine = now;
            LOG.warn("the database is lost, trying on: {}", words(failure));
        } else if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            LOG.warn("the database is lost since {} s, trying on: {}", Duration.ofNanos(now - begun).toSeconds(), words(failure));
        }
    }

    private synchronized void end(long before) {
        long now = nanos.getAsLong();
        if (isLost && before == failures && now - lastFailure >= CALM.toNanos()) {
            isLost = false;
            LOG.info("the database is back, it was lost for {} s", Duration.ofNanos(lastFailure - begun).toSeconds());
        }
    }

    /** PostgreSQL's, or its driver's: what stands around them says only who could not do what. */
    private static String words(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                innermost = cause;
            }
        }
        return String.valueOf(innermost.getMessage());
    }
}
