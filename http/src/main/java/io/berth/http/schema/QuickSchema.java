package io.berth.http.schema;

import io.berth.base.Characters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Knows of most documents at once that they follow a schema. Of all others it knows nothing, also where the schema has a keyword that is not
 * read here: then the validator judges, which keeps account of where it is and takes longer.
 */
final class QuickSchema {
    /** What says nothing about documents. */
    private static final Set<String> REMARKS = Set.of("title", "description", "default", "definitions", "$schema", "id");

    /** Doubles have 53 bits for digits. */
    private static final long INTEGER_EXACT_MAX = 1L << 53;

    private static final Predicate<JsonNode> UNKNOWN = any -> false;

    private final Predicate<JsonNode> valid;

    private QuickSchema(Predicate<JsonNode> valid) {
        this.valid = valid;
    }

    static QuickSchema of(JsonNode schema) {
        return new QuickSchema(compiled(schema));
    }

    boolean isSurelyValid(JsonNode document) {
        return valid.test(document);
    }

    private static Predicate<JsonNode> compiled(JsonNode schema) {
        if (!schema.isObject()) {
            return UNKNOWN;
        }
        List<Predicate<JsonNode>> checks = new ArrayList<>();
        boolean hasMembers = false;
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            switch (keyword.getKey()) {
                case "properties", "patternProperties", "additionalProperties" -> hasMembers = true;
                default -> {
                    if (!REMARKS.contains(keyword.getKey())) {
                        checks.add(check(keyword.getKey(), keyword.getValue()));
                    }
                }
            }
        }
        if (hasMembers) {
            checks.add(Members.of(schema)::areValid);
        }
        List<Predicate<JsonNode>> all = List.copyOf(checks);
        return node -> areAllTrue(all, node);
    }

    private static boolean areAllTrue(List<Predicate<JsonNode>> checks, JsonNode node) {
        for (Predicate<JsonNode> check : checks) {
            if (!check.test(node)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<JsonNode> check(String keyword, JsonNode value) {
        return switch (keyword) {
            case "type" -> type(value);
            case "required" -> {
                List<String> names = value.valueStream().map(JsonNode::asString).toList();
                yield node -> !node.isObject() || hasAll(node, names);
            }
            case "minProperties" -> node -> !node.isObject() || node.size() >= value.intValue();
            case "maxProperties" -> node -> !node.isObject() || node.size() <= value.intValue();
            case "minItems" -> node -> !node.isArray() || node.size() >= value.intValue();
            case "maxItems" -> node -> !node.isArray() || node.size() <= value.intValue();
            case "items" -> items(compiled(value));
            case "minLength" -> node -> !node.isString() || length(node) >= value.intValue();
            case "maxLength" -> node -> !node.isString() || length(node) <= value.intValue();
            case "pattern" -> {
                Predicate<String> pattern = QuickPattern.of(value.asString());
                yield node -> !node.isString() || pattern.test(node.stringValue());
            }
            case "format" -> node -> !node.isString() || !value.asString().equals("uuid") || Draft4.isLooseUuid(node.stringValue());
            case "minimum" -> isExact(value)
                    ? node -> !node.isNumber() || isExact(node) && node.doubleValue() >= value.doubleValue()
                    : UNKNOWN;
            case "maximum" -> isExact(value)
                    ? node -> !node.isNumber() || isExact(node) && node.doubleValue() <= value.doubleValue()
                    : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static Predicate<JsonNode> type(JsonNode value) {
        Set<String> types = new HashSet<>();
        if (value.isString()) {
            types.add(value.asString());
        } else {
            value.forEach(each -> types.add(each.asString()));
        }
        return node -> switch (node.getNodeType()) {
            case OBJECT -> types.contains("object");
            case ARRAY -> types.contains("array");
            case STRING -> types.contains("string");
            case BOOLEAN -> types.contains("boolean");
            case NULL -> types.contains("null");
            case NUMBER -> types.contains("number") || node.isIntegralNumber() && types.contains("integer");
            case BINARY, MISSING, POJO -> false;
        };
    }

    private static boolean hasAll(JsonNode object, List<String> names) {
        for (String name : names) {
            if (!object.has(name)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<JsonNode> items(Predicate<JsonNode> valid) {
        return node -> {
            if (node.isArray()) {
                for (JsonNode item : node) {
                    if (!valid.test(item)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    /** In characters, as Python counts them. */
    private static int length(JsonNode string) {
        return Characters.count(string.stringValue());
    }

    /** Whether a double is just what the number is. */
    private static boolean isExact(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.canConvertToLong() && Math.abs(number.longValue()) <= INTEGER_EXACT_MAX;
        }
        return number.isDouble() && Double.isFinite(number.doubleValue());
    }

    /** What the members of an object must be, by their names; and whether others may be there. */
    private record Members(
            Map<String, Predicate<JsonNode>> named, List<Patterned> patterned, Predicate<JsonNode> others) {
        private record Patterned(Predicate<String> name, Predicate<JsonNode> valid) {}

        static Members of(JsonNode schema) {
            Map<String, Predicate<JsonNode>> named = new LinkedHashMap<>();
            schema.path("properties").properties().forEach(it -> named.put(it.getKey(), compiled(it.getValue())));
            List<Patterned> patterned = new ArrayList<>();
            schema.path("patternProperties").properties().forEach(
                    it -> patterned.add(new Patterned(QuickPattern.of(it.getKey()), compiled(it.getValue()))));
            JsonNode additional = schema.path("additionalProperties");
            Predicate<JsonNode> others = additional.isBoolean() || additional.isMissingNode()
                    ? any -> additional.booleanValue(true)
                    : compiled(additional);
            return new Members(Map.copyOf(named), List.copyOf(patterned), others);
        }

        boolean areValid(JsonNode node) {
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    if (!isValid(member.getKey(), member.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean isValid(String name, JsonNode value) {
            Predicate<JsonNode> known = named.get(name);
            boolean isKnown = known != null;
            if (known != null && !known.test(value)) {
                return false;
            }
            for (Patterned each : patterned) {
                if (each.name().test(name)) {
                    isKnown = true;
                    if (!each.valid().test(value)) {
                        return false;
                    }
                }
            }
            return isKnown || others.test(value);
        }
    }
}
