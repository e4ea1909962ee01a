package io.berth.placement.allocation;

import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import java.util.List;
import java.util.function.Function;
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
public final class AllocationSchemas {
    /** Where each form begins. */
    private static final List<Integer> SINCE = List.of(0, 8, 12, 28, 34, 38);

    /** How the uuid of a provider or consumer is spelled where it is a key. */
    public static final String KEY = "^[0-9a-fA-F-]{36}$";

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

    private static final ByVersion PUT =
            new ByVersion(SINCE.stream().map(since -> JsonSchema.of(body(since, since < 28))).toList());

    private static final ByVersion POST = ofSeveral(1, JsonSchema::of);

    private AllocationSchemas() {}

    static JsonSchema put(Microversion version) {
        return PUT.at(version);
    }

    static JsonSchema post(Microversion version) {
        return POST.at(version);
    }

    /**
     * The forms of allocations by consumer.
     *
     * @param least how many consumers there must be
     * @param schema what is made of each form's schema
     */
    public static ByVersion ofSeveral(int least, Function<String, JsonSchema> schema) {
        return new ByVersion(SINCE.stream()
                .map(since -> schema.apply("""
                        {"type": "object", "minProperties": %d, "additionalProperties": false,
                         "patternProperties": {"%s": %s}}
                        """.formatted(least, KEY, body(since, false))))
                .toList());
    }

    /** Schemas, one for each form. */
    public static final class ByVersion {
        private final List<JsonSchema> forms;

        private ByVersion(List<JsonSchema> forms) {
            this.forms = List.copyOf(forms);
        }

        public JsonSchema at(Microversion version) {
            int form = IntStream.range(0, SINCE.size())
                    .filter(i -> version.isAtLeast(1, SINCE.get(i)))
                    .max()
                    .orElseThrow();
            return forms.get(form);
        }
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
