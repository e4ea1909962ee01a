package io.berth.http;

import io.berth.base.TemporarilyUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log why requests are answered with 503: the first of a kind at once, then at most once a minute one with how many there
 * were since. While the database is away that is every request; the access log has each of them.
 */
final class BusyLog {
    static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(BusyLog.class);

    private final LongSupplier nanos;
    private final Map<Class<?>, Kind> kinds = new ConcurrentHashMap<>();

    BusyLog() {
        this(System::nanoTime);
    }

    /** @param nanos a time that only goes forward, as {@link System#nanoTime} */
    BusyLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(Request request, TemporarilyUnavailable busy) {
        OptionalLong untold = kinds.computeIfAbsent(busy.getClass(), kind -> new Kind()).untold(nanos.getAsLong());
        if (untold.isEmpty()) {
            LOG.debug("{} {} {}", request.requestId(), request.path(), busy.getMessage());
        } else if (untold.getAsLong() == 0) {
            LOG.warn("{} {} {}", request.requestId(), request.path(), busy.getMessage());
        } else {
            LOG.warn("{} {} {} (and {} requests before it)",
                    request.requestId(), request.path(), busy.getMessage(), untold.getAsLong());
        }
    }

    private static final class Kind {
        /** Both are guarded by this. */
        private Optional<Long> lastLine = Optional.empty();

        private long untold;

        /** How many were not told before this one; empty if it is not to be told, either. */
        synchronized OptionalLong untold(long now) {
            if (lastLine.filter(at -> now - at < TimeUnit.NANOSECONDS.convert(BETWEEN_LINES)).isPresent()) {
                untold++;
                return OptionalLong.empty();
            }
            OptionalLong before = OptionalLong.of(untold);
            lastLine = Optional.of(now);
            untold = 0;
            return before;
        }
    }
}
