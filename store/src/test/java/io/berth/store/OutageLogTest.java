package io.berth.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of a database that goes and comes. */
class OutageLogTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(OutageLog.class);

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final OutageLog outage = new OutageLog(nanos::get);

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

    private static Unreachable lost(String words) {
        return new Unreachable(new RuntimeException("no connection in 10 s", new SQLException(words, "57P01")));
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void work() {
        outage.over(outage.failures());
    }

    @Test
    void howeverManyTryItIsToldOnceInTheWordsOfPostgreSqlThenEachMinuteAndAtTheEnd() {
        for (int second = 0; second < 150; second++) {
            for (int thread = 0; thread < 8; thread++) {
                assertThat(outage.explains(lost("FATAL: terminating connection"))).isTrue();
            }
            pass(Duration.ofSeconds(1));
        }
        pass(OutageLog.CALM);
        work();
        work();

        assertThat(lines()).containsExactly(
                "the database is lost, trying on: FATAL: terminating connection",
                "the database is lost since 60 s, trying on: FATAL: terminating connection",
                "the database is lost since 120 s, trying on: FATAL: terminating connection",
                "the database is back, it was lost for 149 s");
    }

    @Test
    void itIsNotBackWhileOthersStillFail() {
        long before = outage.failures();
        assertThat(outage.explains(lost("gone"))).isTrue();
        pass(OutageLog.CALM);
        outage.over(before);
        assertThat(lines()).as("an answer to what was asked before").hasSize(1);

        assertThat(outage.explains(lost("gone"))).isTrue();
        work();
        assertThat(lines()).as("an answer between two failures").hasSize(1);
    }

    @Test
    void aSecondOutageIsToldAsTheFirst() {
        for (int i = 0; i < 2; i++) {
            assertThat(outage.explains(new RuntimeException(new SQLException("refused", "08001")))).isTrue();
            pass(OutageLog.CALM);
            work();
        }
        assertThat(lines()).containsExactly(
                "the database is lost, trying on: refused", "the database is back, it was lost for 0 s",
                "the database is lost, trying on: refused", "the database is back, it was lost for 0 s");
    }

    @Test
    void whatIsNotTheDatabasesLossIsLeftToWhoeverMetIt() {
        assertThat(outage.explains(new IllegalStateException("a bug"))).isFalse();
        assertThat(outage.explains(new RuntimeException(new SQLException("no such table", "42P01")))).isFalse();
        assertThat(outage.explains(new Overloaded("much to do"))).isFalse();
        work();
        assertThat(lines()).isEmpty();
    }

    @Test
    void aFullQueueIsThePriceOfTheOutage() {
        assertThat(outage.explains(lost("gone"))).isTrue();
        assertThat(outage.explains(new Overloaded("much to do"))).isTrue();
        assertThat(lines()).hasSize(1);
    }
}
