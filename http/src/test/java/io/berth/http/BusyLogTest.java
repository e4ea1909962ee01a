package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.base.TemporarilyUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of requests that are answered with 503. */
class BusyLogTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(BusyLog.class);

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(-1);
    private final BusyLog log = new BusyLog(nanos::get);

    private static final class Lost extends TemporarilyUnavailable {
        Lost() {
            super("the database cannot be reached");
        }
    }

    private static final class Full extends TemporarilyUnavailable {
        Full() {
            super("too much waits");
        }
    }

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.INFO);
        LOG.setAdditive(false);
        written.start();
        LOG.addAppender(written);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(written);
        LOG.setAdditive(true);
        LOG.setLevel(null);
    }

    private void add(String id, TemporarilyUnavailable busy) {
        log.add(new Request("GET", "/x", "", Headers.NONE, Body.NONE, "http://berth", id), busy);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aFloodIsALineAMinuteThatCounts() {
        for (int second = 0; second <= 120; second++) {
            for (int request = 0; request < 10; request++) {
                add("req-" + second + "-" + request, new Lost());
            }
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(lines()).containsExactly(
                "req-0-0 /x the database cannot be reached",
                "req-60-0 /x the database cannot be reached (and 599 requests before it)",
                "req-120-0 /x the database cannot be reached (and 599 requests before it)");
    }

    @Test
    void kindsAreToldApart() {
        add("req-1", new Lost());
        add("req-2", new Full());
        add("req-3", new Full());
        assertThat(lines()).containsExactly("req-1 /x the database cannot be reached", "req-2 /x too much waits");
    }

    @Test
    void eachIsThereForWhoAsksForAllOfTheLog() {
        LOG.setLevel(Level.DEBUG);
        add("req-1", new Lost());
        add("req-2", new Lost());
        assertThat(lines()).containsExactly("req-1 /x the database cannot be reached", "req-2 /x the database cannot be reached");
    }
}
