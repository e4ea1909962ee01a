package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class LogLinesTest {
    private static String line(String logger, String message, Object... arguments) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogLines lines = new LogLines();
        lines.setContext(context);
        lines.start();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger(logger), Level.WARN, message, new RuntimeException("why"), arguments);
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
    void requestsAreTakenAsTheyAreWorded() {
        assertThat(line("berth.access", "{\"a\":1}\n{\"b\":2}")).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    }
}
