package io.berth.compute.server;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a server is stored as JSON. */
final class ServerJson {
    private ServerJson() {}

    static String attributes(ServerAttributes attributes) {
        ObjectNode json = Json.object();
        json.put("description", attributes.description().orElse(null))
                .put("key_name", attributes.keyName().orElse(null))
                .put("user_data", attributes.userData().orElse(null))
                .put("config_drive", attributes.hasConfigDrive())
                .put("hostname", attributes.hostname())
                .put("scheduler_hints", attributes.schedulerHints());
        json.set("metadata", Json.tree(attributes.metadata()));
        json.set("tags", Json.tree(attributes.tags()));
        json.set("security_groups", Json.tree(attributes.securityGroups()));
        return Json.text(json);
    }

    static ServerAttributes attributes(String text) {
        JsonNode json = read(text);
        Map<String, String> metadata = new LinkedHashMap<>();
        json.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
        return new ServerAttributes(
                string(json, "description"),
                metadata,
                strings(json.path("tags")),
                string(json, "key_name"),
                string(json, "user_data"),
                json.path("config_drive").asBoolean(false),
                strings(json.path("security_groups")),
                json.path("hostname").asString(""),
                json.path("scheduler_hints").asString("{}"));
    }

    static String strings(List<String> values) {
        return Json.text(values);
    }

    static List<String> strings(String text) {
        return strings(read(text));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }

    private static Optional<String> string(JsonNode json, String key) {
        JsonNode value = json.path(key);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static JsonNode read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
