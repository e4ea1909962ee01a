package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.berth.base.TemporarilyUnavailable;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class LogLinesTest {
    private static String line(String logger, String message, Object... arguments) {
        return line(logger, new RuntimeException("why"), message, arguments);
    }

    private static String line(String logger, RuntimeException failure, String message, Object... arguments) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogLines lines = new LogLines();
        lines.setContext(context);
        lines.start();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger(logger), Level.WARN, message, failure, arguments);
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLineOfJsonWithItsMessageAndItsException() {
        String line = line("io.berth.Some", "moved \"{}\"\nonce", "x");
        assertThat(line).endsWith("\n");
        JsonNode json = Json.read(line.getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("formattedMessage").asString()).isEqualTo("moved \"x\"\nonce");
        assertThat(json.path("throwable").path("message").asString()).isEqualTo("why");
        assertThat(line.strip()).doesNotContain("\n");
    }

    @Test
    void whatPassesByItselfIsToldWithoutATrace() {
        RuntimeException passing = new TemporarilyUnavailable("the database is busy {}", new RuntimeException("with a trace")) {};
        JsonNode json = Json.read(line("io.berth.Some", passing, "tried {}", "twice").getBytes(StandardCharsets.UTF_8));

        assertThat(json.path("formattedMessage").asString()).isEqualTo("tried twice: the database is busy {}");
        assertThat(json.path("throwable").isNull()).as(json.toString()).isTrue();
        assertThat(json.path("loggerName").asString()).isEqualTo("io.berth.Some");
        assertThat(json.path("level").asString()).isEqualTo("WARN");
        assertThat(json.path("timestamp").asLong()).isPositive();
    }

    @Test
    void requestsAreTakenAsTheyAreWorded() {
        assertThat(line("berth.access", "{\"a\":1}\n{\"b\":2}")).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    }
}
