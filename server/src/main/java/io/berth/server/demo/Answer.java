package io.berth.server.demo;

import io.berth.http.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What Berth answered to one call of the story. */
record Answer(int status, HttpHeaders headers, byte[] body) {
    JsonNode json() {
        return Json.read(body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
