package io.berth.messages.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.messages.Message;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON: one representation at all versions, keys in the order of contract cinder-messages §2. */
final class MessagesCodec {
    /** The generic texts of contract cinder-messages §7. */
    static final String MALFORMED =
            "The server could not comply with the request since it is either malformed or otherwise incorrect.";

    static final String NOT_FOUND = "The resource could not be found.";
    static final String ERRED = "The server has either erred or is incapable of performing the requested operation.";

    /** UTC without saying so. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private MessagesCodec() {}

    static ObjectNode message(Call call, Message message) {
        ObjectNode body = Json.object();
        body.put("id", message.id().toString())
                .put("event_id", message.eventId())
                .put("user_message", message.text())
                .put("message_level", message.level().name())
                .put("created_at", time(message.createdAt()))
                .put("guaranteed_until", message.expiresAt().map(MessagesCodec::time).orElse(null))
                .put("request_id", message.requestId().orElse(null));
        body.putArray("links")
                .add(link("self", collection(call, "/v3") + "/" + message.id()))
                .add(link("bookmark", collection(call, "") + "/" + message.id()));
        message.resourceType().filter(type -> !type.isEmpty()).ifPresent(type -> body.put("resource_type", type));
        message.resourceUuid().filter(uuid -> !uuid.isEmpty()).ifPresent(uuid -> body.put("resource_uuid", uuid));
        return body;
    }

    static ObjectNode page(Call call, List<Message> messages, boolean mayHaveNext) {
        ObjectNode body = Json.object();
        body.putArray("messages")
                .addAll(messages.stream().map(message -> message(call, message)).toList());
        if (mayHaveNext && !messages.isEmpty()) {
            body.putArray("messages_links").add(link("next", next(call, messages.getLast())));
        }
        return body;
    }

    /** The request's own URL, its parameters as sent, with the marker put behind the last message. */
    private static String next(Call call, Message last) {
        List<Query.Parameter> parameters =
                new ArrayList<>(call.request().parameters().parameters());
        parameters.removeIf(parameter -> parameter.name().equals("marker"));
        parameters.add(new Query.Parameter("marker", last.id().toString()));
        return parameters.stream()
                .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
                .collect(Collectors.joining("&", collection(call, "/v3") + "?", ""));
    }

    /** With the project only where the request's path has it. */
    private static String collection(Call call, String version) {
        String project = call.parameters().containsKey(MessagesApi.PROJECT)
                ? "/" + call.parameter(MessagesApi.PROJECT)
                : "";
        return MessagesApi.base(call.request()) + version + project + "/messages";
    }

    private static ObjectNode link(String rel, String href) {
        return Json.object().put("rel", rel).put("href", href);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
