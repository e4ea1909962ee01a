package io.berth.compute.event;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.JsonPost;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Hands events to a host's agent: {@code POST} of a list of {@code {"id", "server_uuid", "name", "status", "tag",
 * "request_id"}}, answered by 200 and {@code {"handled": [ids]}}. An event may come twice; its id then is the same.
 */
final class AgentClient implements AutoCloseable {
    /** Shorter than a delivery may last ({@link DeliverEvents#BUSY}). */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(AgentClient.class);

    private final JsonPost client = new JsonPost(TIMEOUT);

    /** The ids that the agent says it has handled; none where it does not answer as it should. */
    Set<UUID> post(URI agent, List<QueuedEvent> events) {
        Optional<JsonPost.Answer> answer = client.send(agent, Map.of(), body(events));
        try {
            if (answer.isPresent() && answer.get().status() == 200) {
                return handled(Json.read(answer.get().body()));
            }
            answer.ifPresent(it -> LOG.warn("agent {} answered {} to {} events", agent, it.status(), events.size()));
        } catch (HttpProblem noJson) {
            LOG.warn("agent {} did not take {} events: {}", agent, events.size(), noJson.toString());
        }
        return Set.of();
    }

    private static ArrayNode body(List<QueuedEvent> events) {
        ArrayNode list = Json.array();
        for (QueuedEvent event : events) {
            list.addObject()
                    .put("id", event.id().toString())
                    .put("server_uuid", event.server().toString())
                    .put("name", event.name().wire())
                    .put("status", event.status())
                    .put("tag", event.tag().orElse(null))
                    .put("request_id", event.requestId());
        }
        return list;
    }

    private static Set<UUID> handled(JsonNode answer) {
        Set<UUID> handled = new HashSet<>();
        for (JsonNode id : answer.path("handled")) {
            try {
                handled.add(UUID.fromString(id.asString("")));
            } catch (IllegalArgumentException notOurs) {
                LOG.warn("an agent handled {}, which is no event", id);
            }
        }
        return handled;
    }

    @Override
    public void close() {
        client.close();
    }
}
