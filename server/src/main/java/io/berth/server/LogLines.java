package io.berth.server;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** One JSON object a line. Requests, by far the most, come worded already, many lines in one event. */
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
                : super.encode(event);
    }
}
