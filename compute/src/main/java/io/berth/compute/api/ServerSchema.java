package io.berth.compute.api;

import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of {@code POST /servers} (contract nova-external-events §8.5).
 *
 * <ul>
 *   <li>2.19: description
 *   <li>2.37: networks are required, and may be "none" or "auto"
 *   <li>2.52: tags
 *   <li>2.90: hostname
 * </ul>
 */
final class ServerSchema {
    private static final String NAME = """
            {"type": "string", "minLength": 1, "maxLength": 255}""";
    private static final String TEXT = """
            {"type": ["string", "null"], "maxLength": 255}""";
    private static final String NETWORK_LIST = """
            {"type": "array", "maxItems": 100, "items": {
                "type": "object",
                "properties": {
                    "fixed_ip": {"type": "string"},
                    "port": {"type": ["string", "null"], "format": "uuid"},
                    "uuid": {"type": "string", "format": "uuid"},
                    "tag": {"type": "string", "minLength": 1, "maxLength": 60}},
                "additionalProperties": false}}""";
    private static final String NETWORKS = """
            {"oneOf": [%s, {"type": "string", "enum": ["none", "auto"]}]}""".formatted(NETWORK_LIST);
    private static final String COUNT = """
            {"type": ["integer", "string"], "pattern": "^[0-9]*$", "minimum": 1, "minLength": 1}""";
    private static final String METADATA = """
            {"type": "object", "additionalProperties": {"type": "string", "maxLength": 255}}""";

    /** One for each set of properties, so a handful. */
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private ServerSchema() {}

    static JsonSchema at(Microversion version) {
        return SCHEMAS.computeIfAbsent(Json.text(text(version)), JsonSchema::of);
    }

    private static JsonNode text(Microversion version) {
        boolean needsNetworks = version.isAtLeast(2, 37);
        ObjectNode server = object(properties(version));
        List<String> required = new ArrayList<>(List.of("name", "flavorRef"));
        if (needsNetworks) {
            required.add("networks");
        }
        server.set("required", Json.tree(required));
        Map<String, JsonNode> root = new LinkedHashMap<>();
        root.put("server", server);
        root.put("os:scheduler_hints", Json.object().put("type", "object"));
        root.put("OS-SCH-HNT:scheduler_hints", Json.object().put("type", "object"));
        ObjectNode schema = object(root);
        schema.set("required", Json.tree(List.of("server")));
        return schema;
    }

    private static Map<String, JsonNode> properties(Microversion version) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        properties.put("name", node(NAME));
        properties.put("imageRef", node("{\"type\": \"string\", \"maxLength\": 255}"));
        properties.put("flavorRef", node("{\"type\": [\"string\", \"integer\"], \"minLength\": 1, \"maxLength\": 255}"));
        properties.put("adminPass", node("{\"type\": \"string\"}"));
        properties.put("metadata", node(METADATA));
        properties.put("networks", node(version.isAtLeast(2, 37) ? NETWORKS : NETWORK_LIST));
        properties.put("OS-DCF:diskConfig", node("{\"type\": \"string\", \"enum\": [\"AUTO\", \"MANUAL\"]}"));
        properties.put("availability_zone", node(NAME));
        properties.put("key_name", node(NAME));
        properties.put("user_data", node("{\"type\": [\"string\", \"null\"], \"maxLength\": 65535}"));
        properties.put("config_drive", node("{\"type\": [\"boolean\", \"string\"]}"));
        properties.put("security_groups", node(
                "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\"name\": " + NAME + "}}}"));
        properties.put("min_count", node(COUNT));
        properties.put("max_count", node(COUNT));
        properties.put("block_device_mapping_v2", node("{\"type\": \"array\", \"items\": {\"type\": \"object\"}}"));
        if (version.isAtLeast(2, 19)) {
            properties.put("description", node(TEXT));
        }
        if (version.isAtLeast(2, 52)) {
            properties.put("tags", node("{\"type\": \"array\", \"maxItems\": 50, \"items\": "
                    + "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 60, \"pattern\": \"^[^,/]*$\"}}"));
        }
        if (version.isAtLeast(2, 90)) {
            properties.put("hostname", node("{\"type\": \"string\", \"minLength\": 2, \"maxLength\": 63, "
                    + "\"pattern\": \"^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]+$\"}"));
        }
        return properties;
    }

    private static ObjectNode object(Map<String, JsonNode> properties) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode node = schema.putObject("properties");
        properties.forEach(node::set);
        return schema.put("additionalProperties", false);
    }

    private static JsonNode node(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
