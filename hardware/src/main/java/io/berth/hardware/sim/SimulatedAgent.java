package io.berth.hardware.sim;

import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs on a host and is told of external events. {@code POST} takes one event or an array of them and answers
 * {@code {"handled": [ids…]}}; {@code GET} shows what was received.
 */
public final class SimulatedAgent {

    /** Older events are forgotten. */
    static final int EVENTS_MAX = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An external event as it came; what was not sent is empty. */
    public record AgentEvent(String id, String serverUuid, String name, String status, String tag) {}

    private final Deque<AgentEvent> events = new ArrayDeque<>();

    /** The events received, oldest first. */
    public synchronized List<AgentEvent> events() {
        return List.copyOf(events);
    }

    WebAnswer handle(WebRequest request) {
        return switch (request.method()) {
            case "GET" -> WebAnswer.json(200, shown());
            case "POST" -> receive(request.body());
            case String other -> WebAnswer.empty(405).with("Allow", "GET, POST");
        };
    }

    private WebAnswer receive(String body) {
        List<AgentEvent> received = new ArrayList<>();
        try {
            JsonNode json = JSON.readTree(body);
            for (JsonNode event : json.isArray() ? json : JSON.createArrayNode().add(json)) {
                if (!event.isObject() || event.path("id").asString("").isEmpty()) {
                    return WebAnswer.text(400, "text/plain", "an event is an object with an id");
                }
                received.add(parse(event));
            }
        } catch (JacksonException malformed) {
            return WebAnswer.text(400, "text/plain", "the body is no JSON");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode handled = answer.putArray("handled");
        received.forEach(event -> handled.add(event.id()));
        keep(received);
        return WebAnswer.json(200, answer);
    }

    private synchronized void keep(List<AgentEvent> received) {
        for (AgentEvent event : received) {
            if (events.size() == EVENTS_MAX) {
                events.removeFirst();
            }
            events.addLast(event);
        }
    }

    private static AgentEvent parse(JsonNode event) {
        return new AgentEvent(
                event.path("id").asString(""),
                event.path("server_uuid").asString(""),
                event.path("name").asString(""),
                event.path("status").asString(""),
                event.path("tag").asString(""));
    }

    private ObjectNode shown() {
        ObjectNode shown = JSON.createObjectNode();
        ArrayNode array = shown.putArray("events");
        for (AgentEvent event : events()) {
            array.addObject()
                    .put("id", event.id())
                    .put("server_uuid", event.serverUuid())
                    .put("name", event.name())
                    .put("status", event.status())
                    .put("tag", event.tag());
        }
        return shown;
    }
}
