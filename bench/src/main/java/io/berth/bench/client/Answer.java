package io.berth.bench.client;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A whole answer, for what is not measured. */
public record Answer(int status, String body) {
    private static final int SHOWN_CHARACTERS = 300;

    /** This answer, if it has one of these statuses. */
    public Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new IllegalStateException("answered " + status + ": " + body.substring(0, Math.min(body.length(), SHOWN_CHARACTERS)));
    }

    public JsonNode json() {
        return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
