package io.berth.server;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.berth.base.TemporarilyUnavailable;
import java.nio.charset.StandardCharsets;

/**
 * One JSON object a line. Requests, by far the most, come worded already, many lines in one event. Of what passes by itself only the
 * words are written: where in the code it was met says nothing, and would be said again at each try.
 */
public final class LogLines extends JsonEncoder {
    private static final String WORDED_ALREADY = "berth.access";

    public LogLines() {
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return event.getLoggerName().equals(WORDED_ALREADY)
                ? (event.getMessage() + "\n").getBytes(StandardCharsets.UTF_8)
                : super.encode(withoutTraceOfWhatPasses(event));
    }

    private static ILoggingEvent withoutTraceOfWhatPasses(ILoggingEvent event) {
        if (!(event.getThrowableProxy() instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof TemporarilyUnavailable passing)) {
            return event;
        }
        LoggingEvent worded = new LoggingEvent();
        worded.setInstant(event.getInstant());
        worded.setLevel(event.getLevel());
        worded.setThreadName(event.getThreadName());
        worded.setLoggerName(event.getLoggerName());
        worded.setMDCPropertyMap(event.getMDCPropertyMap());
        worded.setMessage(event.getFormattedMessage() + ": " + passing.getMessage());
        return worded;
    }
}
