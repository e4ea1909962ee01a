package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class AccessLogTest {
    private static final Logger ACCESS = (Logger) LoggerFactory.getLogger("berth.access");
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(AccessLog.class);
    private static final Api API = new PlainApi("echo", "/echo", new RouteTable(List.of()));

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final ListAppender<ILoggingEvent> warned = new ListAppender<>();
    private final AccessLog log = new AccessLog();

    @BeforeEach
    void listen() {
        written.start();
        warned.start();
        ACCESS.setLevel(Level.INFO);
        ACCESS.setAdditive(false);
        ACCESS.addAppender(written);
        LOG.setAdditive(false);
        LOG.addAppender(warned);
    }

    @AfterEach
    void stopListening() {
        ACCESS.detachAppender(written);
        ACCESS.setLevel(null);
        LOG.detachAppender(warned);
        LOG.setAdditive(true);
    }

    private void add(String path, Headers headers) {
        Request request = new Request("GET", path, "secret=1", headers, Body.NONE, "http://berth", "req-1");
        log.add(API, request, Response.text(404, "nothing"), 1_234_567);
    }

    private List<JsonNode> lines() {
        return written.list.stream()
                .flatMap(event -> event.getFormattedMessage().lines())
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String field(JsonNode line, String name) {
        return line.path("kvpList").valueStream()
                .filter(pair -> pair.has(name))
                .map(pair -> pair.path(name).asString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + line));
    }

    @Test
    void aLineTellsWhoAskedForWhatAndHowItWent() {
        add("/x", Headers.of("X-OpenStack-Request-ID", "req-global"));
        log.close();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("loggerName").asString()).isEqualTo("berth.access");
            assertThat(line.path("formattedMessage").asString()).isEqualTo("request");
            assertThat(field(line, "request_id")).isEqualTo("req-1");
            assertThat(field(line, "global_request_id")).isEqualTo("req-global");
            assertThat(field(line, "api")).isEqualTo("echo");
            assertThat(field(line, "method")).isEqualTo("GET");
            assertThat(field(line, "path")).isEqualTo("/echo/x");
            assertThat(field(line, "status")).isEqualTo("404");
            assertThat(field(line, "bytes")).isEqualTo("7");
            assertThat(field(line, "micros")).isEqualTo("1234");
            assertThat(line.toString()).doesNotContain("secret");
        });
    }

    @Test
    void nothingThatAClientSendsBreaksALine() {
        add("/\"\\\n\u0001é", Headers.of("X-OpenStack-Request-ID", "\"}\n{"));
        log.write();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(field(line, "path")).isEqualTo("/echo/\"\\\n\u0001é");
            assertThat(field(line, "global_request_id")).isEqualTo("\"}\n{");
        });
    }

    @Test
    void manyRequestsAreWrittenTogetherAndInTheirOrder() {
        for (int i = 0; i < 1_000; i++) {
            add("/" + i, Headers.NONE);
        }
        log.write();
        assertThat(lines()).extracting(line -> field(line, "path")).hasSize(1_000).startsWith("/echo/0", "/echo/1").endsWith("/echo/999");
        assertThat(written.list).hasSizeLessThan(10);
    }

    @Test
    void whatDoesNotFitIsCountedAndTold() {
        for (int i = 0; i < AccessLog.WAITING_MAX + 3; i++) {
            add("/x", Headers.NONE);
        }
        log.write();
        assertThat(lines()).hasSize(AccessLog.WAITING_MAX);
        assertThat(warned.list).singleElement().satisfies(
                event -> assertThat(event.getFormattedMessage()).startsWith("3 requests are not in the access log"));
        add("/y", Headers.NONE);
        log.write();
        assertThat(lines()).hasSize(AccessLog.WAITING_MAX + 1);
    }
}
