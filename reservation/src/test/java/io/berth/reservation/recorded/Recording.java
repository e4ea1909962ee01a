package io.berth.reservation.recorded;

import io.berth.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One sequence of requests as they were sent to a Blazar, with its answers, and what else happened in between. */
record Recording(String name, List<Entry> entries) {

    sealed interface Entry {}

    /** What the recorded site did to itself, not through the API: machines came, leases were cleared away, time passed. */
    record Step(String what, JsonNode details) implements Entry {}

    /**
     * @param at when it was sent
     * @param token whose; absent for none
     * @param body as it went over the wire
     * @param answered headers that the answer had; empty where they were not kept
     * @param answer a missing node where there was none, or none that is JSON
     */
    record Exchange(
            String title,
            Instant at,
            String method,
            String path,
            Optional<String> token,
            Map<String, String> headers,
            Optional<String> body,
            int status,
            Map<String, String> answered,
            JsonNode answer)
            implements Entry {}

    Recording {
        entries = List.copyOf(entries);
    }

    static Recording load(String name) {
        try (InputStream file = Objects.requireNonNull(
                Recording.class.getResourceAsStream("/recorded/" + name + ".jsonl"), name)) {
            return new Recording(name, new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> entry(name, Json.read(line.getBytes(StandardCharsets.UTF_8))))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Entry entry(String name, JsonNode line) {
        if (line.has("step")) {
            return new Step(line.path("step").stringValue(), line);
        }
        Optional<String> body = line.has("text")
                ? Optional.of(line.path("text").stringValue())
                : line.has("body") ? Optional.of(Json.text(line.path("body"))) : Optional.empty();
        return new Exchange(
                name + ": " + line.path("case").stringValue(),
                Instant.parse(line.path("at").stringValue()),
                line.path("method").stringValue(),
                line.path("path").stringValue(),
                line.has("token") ? Optional.of(line.path("token").stringValue()) : Optional.empty(),
                texts(line.path("headers")),
                body,
                line.path("status").intValue(),
                texts(line.path("answered")),
                line.path("answer"));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.propertyStream().forEach(property -> texts.put(property.getKey(), property.getValue().asString()));
        return texts;
    }
}
