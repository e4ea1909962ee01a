package io.berth.http.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the keywords of a schema and of all schemas inside it into the order in which their violations are to be reported (contract
 * nova-external-events §3): the validator reports in the order of the schema. Declared properties keep their order, and every value keeps
 * its JSON pointer.
 */
final class SchemaOrder {
    private static final List<String> KEYWORDS = List.of(
            "$ref",
            "type",
            "properties",
            "patternProperties",
            "items",
            "additionalItems",
            "enum",
            "format",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "required",
            "dependencies",
            "minProperties",
            "maxProperties",
            "additionalProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "not");

    private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "patternProperties", "definitions", "dependencies");
    private static final Set<String> SCHEMA_OR_LIST =
            Set.of("items", "additionalItems", "additionalProperties", "allOf", "anyOf", "oneOf", "not");

    private SchemaOrder() {}

    static JsonNode ordered(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode ordered = object.objectNode();
        object.properties().stream()
                .sorted(Comparator.comparingInt(entry -> rank(entry.getKey())))
                .forEach(entry -> ordered.set(entry.getKey(), orderedValue(entry.getKey(), entry.getValue())));
        return ordered;
    }

    private static JsonNode orderedValue(String keyword, JsonNode value) {
        if (SCHEMAS_BY_NAME.contains(keyword) && value instanceof ObjectNode byName) {
            ObjectNode ordered = byName.objectNode();
            for (Map.Entry<String, JsonNode> entry : byName.properties()) {
                ordered.set(entry.getKey(), ordered(entry.getValue()));
            }
            return ordered;
        }
        if (SCHEMA_OR_LIST.contains(keyword)) {
            if (value instanceof ArrayNode list) {
                ArrayNode ordered = list.arrayNode();
                list.forEach(schema -> ordered.add(ordered(schema)));
                return ordered;
            }
            return ordered(value);
        }
        return value;
    }

    private static int rank(String keyword) {
        int rank = KEYWORDS.indexOf(keyword);
        return rank < 0 ? KEYWORDS.size() : rank;
    }
}
