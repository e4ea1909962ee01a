package io.berth.placement.allocation;

import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The forms of allocations in bodies, one a range of versions (contract placement §8.14).
 *
 * <ul>
 *   <li>1.0 a list; 1.8 with project and user
 *   <li>1.12 an object by provider
 *   <li>1.28 with the consumer's generation, and PUT may be empty
 *   <li>1.34 mappings are accepted
 *   <li>1.38 with the consumer's type
 * </ul>
 */
final class AllocationSchemas {
    /** Where each form begins. */
    private static final List<Integer> SINCE = List.of(0, 8, 12, 28, 34, 38);

    private static final String KEY = "^[0-9a-fA-F-]{36}$";

    private static final String RESOURCES = """
            {"type": "object", "minProperties": 1, "additionalProperties": false,
             "patternProperties": {"^[A-Z0-9_]+$": {"type": "integer", "minimum": 1}}}
            """;

    private static final String LIST = """
            {"type": "array", "minItems": 1, "items": {
                "type": "object", "additionalProperties": false, "required": ["resource_provider", "resources"],
                "properties": {
                    "resource_provider": {"type": "object", "additionalProperties": false, "required": ["uuid"],
                        "properties": {"uuid": {"type": "string", "format": "uuid"}}},
                    "resources": %s}}}
            """.formatted(RESOURCES);

    private static final String BY_PROVIDER = """
            {"type": "object", %s "additionalProperties": false, "patternProperties": {"%s": {
                "type": "object", "additionalProperties": false, "required": ["resources"],
                "properties": {"generation": {"type": "integer"}, "resources": %s}}}}
            """;

    private static final String TEXT = "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 255}";

    private static final List<JsonSchema> PUT =
            SINCE.stream().map(since -> JsonSchema.of(body(since, since < 28))).toList();

    private static final List<JsonSchema> POST = SINCE.stream()
            .filter(since -> since >= 12)
            .map(since -> JsonSchema.of("""
                    {"type": "object", "minProperties": 1, "additionalProperties": false,
                     "patternProperties": {"%s": %s}}
                    """.formatted(KEY, body(since, false))))
            .toList();

    private AllocationSchemas() {}

    static JsonSchema put(Microversion version) {
        return PUT.get(form(version));
    }

    static JsonSchema post(Microversion version) {
        return POST.get(form(version) - (PUT.size() - POST.size()));
    }

    private static int form(Microversion version) {
        return IntStream.range(0, SINCE.size())
                .filter(i -> version.isAtLeast(1, SINCE.get(i)))
                .max()
                .orElseThrow();
    }

    private static String body(int since, boolean mustHaveSome) {
        StringBuilder properties = new StringBuilder("\"allocations\": ");
        StringBuilder required = new StringBuilder("\"allocations\"");
        properties.append(since < 12
                ? LIST
                : BY_PROVIDER.formatted(mustHaveSome ? "\"minProperties\": 1," : "", KEY, RESOURCES));
        if (since >= 8) {
            properties.append(", \"project_id\": ").append(TEXT).append(", \"user_id\": ").append(TEXT);
            required.append(", \"project_id\", \"user_id\"");
        }
        if (since >= 28) {
            properties.append(", \"consumer_generation\": {\"type\": [\"integer\", \"null\"]}");
            required.append(", \"consumer_generation\"");
        }
        if (since >= 34) {
            properties.append("""
                    , "mappings": {"type": "object", "minProperties": 1, "patternProperties": {"[a-zA-Z0-9_-]":
                        {"type": "array", "minItems": 1, "items": {"type": "string", "format": "uuid"}}}}
                    """);
        }
        if (since >= 38) {
            properties.append("""
                    , "consumer_type": {"type": "string", "pattern": "^[A-Z0-9_]+$", "minLength": 1, "maxLength": 255}
                    """);
            required.append(", \"consumer_type\"");
        }
        return "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [%s], \"properties\": {%s}}"
                .formatted(required, properties);
    }
}
