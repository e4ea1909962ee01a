package io.berth.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One JSON object a request. The threads that serve requests only put its parts into a queue; every few milliseconds they are
 * worded and written together, because a write for each costs as much as the answer itself. If the log's target is too slow for
 * the queue, requests go unlogged, and how many is told in a warning. A process that is killed loses the last few milliseconds.
 */
final class AccessLog implements AutoCloseable {
    /** Several seconds of requests at full speed; about 20 MiB. */
    static final int WAITING_MAX = 1 << 16;

    private static final long PAUSE_MILLIS = 20;
    private static final int BATCH_LINES_MAX = 512;
    private static final int LINE_CHARACTERS = 512;

    private static final Logger ACCESS = LoggerFactory.getLogger("berth.access");
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicLong unlogged = new AtomicLong();
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("berth-access-log").factory());

    /** @param path whole, as it was asked for, without the query, which may hold secrets */
    record Line(
            long epochMillis,
            String thread,
            String requestId,
            String globalRequestId,
            String api,
            String method,
            String path,
            int status,
            int bytes,
            long micros) {}

    static AccessLog start() {
        AccessLog log = new AccessLog();
        log.writer.scheduleWithFixedDelay(log::write, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return log;
    }

    /** Never waits. */
    void add(Api api, Request request, Response response, long nanos) {
        if (!ACCESS.isInfoEnabled()) {
            return;
        }
        if (waitingCount.incrementAndGet() > WAITING_MAX) {
            waitingCount.decrementAndGet();
            unlogged.incrementAndGet();
            return;
        }
        waiting.add(new Line(
                System.currentTimeMillis(),
                Thread.currentThread().getName(),
                request.requestId(),
                request.headers().first("X-Openstack-Request-Id").orElse("-"),
                api.name(),
                request.method(),
                api.prefix() + request.path(),
                response.status(),
                response.body().length,
                nanos / 1_000));
    }

    /** Writes all that waits. Not for two threads. */
    void write() {
        try {
            for (String batch = batch(); !batch.isEmpty(); batch = batch()) {
                ACCESS.info(batch);
            }
            long lost = unlogged.getAndSet(0);
            if (lost > 0) {
                LOG.warn("{} requests are not in the access log, because it takes lines too slowly", lost);
            }
        } catch (RuntimeException broken) {
            LOG.error("lines of the access log were not written", broken);
        }
    }

    /** As many lines as fit one write; empty where none waits. */
    private String batch() {
        StringBuilder text = new StringBuilder(LINE_CHARACTERS);
        for (int lines = 0; lines < BATCH_LINES_MAX; lines++) {
            Line line = waiting.poll();
            if (line == null) {
                break;
            }
            waitingCount.decrementAndGet();
            append(lines == 0 ? text : text.append('\n'), line);
        }
        return text.toString();
    }

    /** In the form that logback's JsonEncoder gives to all other events. */
    private static void append(StringBuilder text, Line line) {
        text.append("{\"timestamp\":").append(line.epochMillis()).append(",\"level\":\"INFO\",\"threadName\":\"");
        quote(text, line.thread());
        text.append("\",\"loggerName\":\"berth.access\",\"mdc\": {},\"kvpList\": [");
        member(text, "request_id", line.requestId()).append(',');
        member(text, "global_request_id", line.globalRequestId()).append(',');
        member(text, "api", line.api()).append(',');
        member(text, "method", line.method()).append(',');
        member(text, "path", line.path()).append(',');
        text.append("{\"status\":\"").append(line.status()).append("\"},");
        text.append("{\"bytes\":\"").append(line.bytes()).append("\"},");
        text.append("{\"micros\":\"").append(line.micros()).append("\"}],\"formattedMessage\":\"request\",\"throwable\":null}");
    }

    private static StringBuilder member(StringBuilder text, String name, String value) {
        text.append("{\"").append(name).append("\":\"");
        quote(text, value);
        return text.append("\"}");
    }

    private static void quote(StringBuilder text, String value) {
        if (isPlain(value)) {
            text.append(value); // many times faster than character by character
        } else {
            JsonStringEncoder.getInstance().quoteAsString(value, text);
        }
    }

    /** Whether JSON takes it as it is. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Writes what still waits. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(PAUSE_MILLIS * 100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
