package io.berth.compute.event;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** The ids that the agent says it has handled; none where it does not answer as it should. */
    Set<UUID> post(URI agent, List<QueuedEvent> events) {
        HttpRequest request = HttpRequest.newBuilder(agent)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body(events))))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return handled(Json.read(answer.body()));
            }
            LOG.warn("agent {} answered {} to {} events", agent, answer.statusCode(), events.size());
        } catch (IOException | HttpProblem unreachable) {
            LOG.warn("agent {} did not take {} events: {}", agent, events.size(), unreachable.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
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
        client.shutdownNow();
    }
}
