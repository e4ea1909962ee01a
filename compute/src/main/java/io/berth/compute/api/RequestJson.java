package io.berth.compute.api;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.schema.JsonSchema;
import io.berth.http.schema.PythonText;
import io.berth.http.schema.Violation;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads and checks a body in the order of contract nova-external-events §1: media type, JSON, project, schema. */
final class RequestJson {
    static final String MALFORMED = "Malformed request body";

    private static final Set<String> MEDIA_TYPES =
            Set.of("application/json", "application/vnd.openstack.compute+json", "text/plain");

    private RequestJson() {}

    /** The body; null of JSON where it is empty. */
    static JsonNode read(Call call) {
        if (call.request().mediaType().filter(type -> !MEDIA_TYPES.contains(type)).isPresent()) {
            throw new HttpProblem(415, "Unsupported Content-Type");
        }
        JsonNode body = parse(call.request().body().bytes());
        requireStorable(body);
        ComputeApi.requireOwnProject(call);
        return body;
    }

    private static JsonNode parse(byte[] bytes) {
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return Json.read(bytes);
        } catch (HttpProblem notJson) {
            throw new HttpProblem(400, MALFORMED);
        }
    }

    /** Refuses text that neither PostgreSQL nor UTF-8 can hold. */
    private static void requireStorable(JsonNode node) {
        if (node.isString()) {
            requireStorable(node.asString());
        }
        node.properties().forEach(entry -> {
            requireStorable(entry.getKey());
            requireStorable(entry.getValue());
        });
        if (node.isArray()) {
            node.forEach(RequestJson::requireStorable);
        }
    }

    private static void requireStorable(String text) {
        boolean isBroken = text.codePoints()
                .anyMatch(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
        if (isBroken) {
            throw new HttpProblem(400, "Text must not contain NUL characters or half surrogate pairs.");
        }
    }

    /** The first thing that the schema finds wrong, in the contract's words (§3). */
    static void require(JsonSchema schema, JsonNode body) {
        List<Violation> violations = schema.validate(body);
        if (!violations.isEmpty()) {
            throw new HttpProblem(400, words(violations.getFirst()));
        }
    }

    private static String words(Violation violation) {
        if (violation.path().isEmpty()) {
            return violation.message();
        }
        JsonNode value = violation.instance();
        String shown = value.isString() ? value.asString() : PythonText.repr(value);
        return "Invalid input for field/attribute " + violation.path().getLast() + ". Value: " + shown + ". "
                + violation.message();
    }
}
