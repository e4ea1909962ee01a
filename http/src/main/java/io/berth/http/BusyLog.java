package io.berth.http;

import io.berth.base.LogPace;
import io.berth.base.TemporarilyUnavailable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log why requests are answered with 503, at the pace of each kind: while the database is away that is every request. The
 * access log has each of them.
 */
final class BusyLog {
    private static final Logger LOG = LoggerFactory.getLogger(BusyLog.class);

    private final LongSupplier nanos;
    private final Map<Class<?>, LogPace> kinds = new ConcurrentHashMap<>();

    BusyLog() {
        this(System::nanoTime);
    }

    /** @param nanos a time that only goes forward, as {@link System#nanoTime} */
    BusyLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(Request request, TemporarilyUnavailable busy) {
        OptionalLong untold = kinds.computeIfAbsent(busy.getClass(), kind -> new LogPace(nanos)).untold();
        if (untold.isEmpty()) {
            LOG.debug("{} {} {}", request.requestId(), request.path(), busy.getMessage());
        } else if (untold.getAsLong() == 0) {
            LOG.warn("{} {} {}", request.requestId(), request.path(), busy.getMessage());
        } else {
            LOG.warn("{} {} {} (and {} requests before it)",
                    request.requestId(), request.path(), busy.getMessage(), untold.getAsLong());
        }
    }
}
