package io.berth.compute.api;

import io.berth.compute.event.EventName;
import io.berth.compute.event.ExternalEvent;
import io.berth.compute.event.Verdict;
import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * External events as JSON (contract nova-external-events §3).
 *
 * <ul>
 *   <li>2.1: the four network events
 *   <li>2.51: volume-extended
 *   <li>2.76: power-update
 *   <li>2.82: accelerator-request-bound
 *   <li>2.93: volume-reimaged
 * </ul>
 */
final class EventCodec {
    /** Status where none is sent. */
    private static final String COMPLETED = "completed";

    private static final Set<String> KEYS = Set.of("name", "server_uuid", "status", "tag");

    private static final String SCHEMA = """
            {"type": "object",
             "properties": {"events": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "enum": %s},
                        "server_uuid": {"type": "string", "format": "uuid"},
                        "status": {"type": "string", "enum": ["failed", "completed", "in-progress"]},
                        "tag": {"type": "string", "maxLength": 255}},
                    "required": ["name", "server_uuid"],
                    "additionalProperties": false}}},
             "required": ["events"],
             "additionalProperties": false}
            """;

    /** One for each set of names, so at most five. */
    private static final Map<List<String>, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private EventCodec() {}

    static JsonSchema schema(Microversion version) {
        return SCHEMAS.computeIfAbsent(
                EventName.validAt(version.minor()), names -> JsonSchema.of(SCHEMA.formatted(Json.text(names))));
    }

    /** What the legacy API does before it validates: keys that it does not know go unnoticed. */
    static void dropUnknownKeys(JsonNode body) {
        if (body instanceof ObjectNode root) {
            root.retain(Set.of("events"));
            root.path("events").forEach(event -> {
                if (event instanceof ObjectNode object) {
                    object.retain(KEYS);
                }
            });
        }
    }

    /** @param body valid by the schema */
    static List<ExternalEvent> events(JsonNode body) {
        List<ExternalEvent> events = new ArrayList<>();
        for (JsonNode event : body.get("events")) {
            events.add(new ExternalEvent(
                    EventName.of(event.get("name").asString()),
                    event.get("server_uuid").asString(),
                    event.path("status").asString(COMPLETED),
                    event.has("tag") ? Optional.of(event.get("tag").asString()) : Optional.empty()));
        }
        return events;
    }

    /** The elements as they were sent, each with its status overwritten and its code added. */
    static ObjectNode answer(JsonNode body, List<Verdict> verdicts) {
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        for (int i = 0; i < verdicts.size(); i++) {
            ObjectNode event = (ObjectNode) body.get("events").get(i).deepCopy();
            event.put("status", verdicts.get(i).status()).put("code", verdicts.get(i).code());
            events.add(event);
        }
        return answer;
    }
}
