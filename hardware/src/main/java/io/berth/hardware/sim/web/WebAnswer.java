package io.berth.hardware.sim.web;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a {@link WebHandler} answers. */
public record WebAnswer(int status, Map<String, String> headers, String body) {

    /** No answer at all: the connection is closed, as by a machine that is not there. */
    public static final WebAnswer DROPPED = new WebAnswer(0, Map.of(), "");

    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    public static WebAnswer json(int status, JsonNode body) {
        return new WebAnswer(status, Map.of("Content-Type", "application/json"), body.toString());
    }

    public static WebAnswer text(int status, String contentType, String body) {
        return new WebAnswer(status, Map.of("Content-Type", contentType), body);
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, Map.of(), "");
    }

    public WebAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebAnswer(status, more, body);
    }
}
