package io.berth.http.schema;

import static io.berth.http.schema.PythonText.repr;
import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What Python's jsonschema 4.10 says about a broken keyword.
 *
 * @param schema the schema that holds the keyword
 * @param instance the value that breaks it
 */
record PythonMessages(JsonNode schema, JsonNode instance) {
    /** Python orders strings by code point, Java by UTF-16 unit. */
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

    /** One message for each violation that Python would raise here; names are the keys that the validator found missing or extra. */
    List<String> of(Error error, Set<String> names) {
        return switch (error.getKeyword()) {
            case "required" -> names.stream().map(name -> repr(name) + " is a required property").toList();
            case "dependencies" -> names.stream().flatMap(this::missingDependencies).toList();
            case "additionalProperties" -> List.of(extraKeys(names));
            case "additionalItems" ->
                List.of("Additional items are not allowed (" + wereUnexpected(extraItems().map(PythonText::repr).toList()) + ")");
            default -> List.of(ofValue(error));
        };
    }

    private String ofValue(Error error) {
        String keyword = error.getKeyword();
        JsonNode expected = schema.path(keyword);
        String value = repr(instance);
        return switch (keyword) {
            case "type" -> value + " is not of type " + list(expected.isArray() ? elements(expected) : Stream.of(expected));
            case "enum" -> value + " is not one of " + repr(expected);
            case "format" -> value + " is not a " + repr(expected);
            case "pattern" -> value + " does not match " + repr(expected);
            case "minimum" -> value + (isExclusive("exclusiveMinimum") ? " is less than or equal to" : " is less than") + " the minimum of " + repr(expected);
            case "maximum" -> value + (isExclusive("exclusiveMaximum") ? " is greater than or equal to" : " is greater than") + " the maximum of " + repr(expected);
            case "multipleOf" -> value + " is not a multiple of " + repr(expected);
            case "minLength", "minItems" -> value + " is too short";
            case "maxLength", "maxItems" -> value + " is too long";
            case "uniqueItems" -> value + " has non-unique elements";
            case "minProperties" -> value + " does not have enough properties";
            case "maxProperties" -> value + " has too many properties";
            case "not" -> value + " should not be valid under " + repr(expected);
            case "anyOf" -> value + " is not valid under any of the given schemas";
            case "oneOf" -> value + oneOf(expected, error.getArguments());
            default -> value + " does not satisfy " + repr(keyword);
        };
    }

    private boolean isExclusive(String keyword) {
        return schema.path(keyword).booleanValue(false);
    }

    private String extraKeys(Set<String> names) {
        List<String> keys = names.stream().sorted(BY_CODE_POINT).map(PythonText::repr).toList();
        if (!schema.has("patternProperties")) {
            return "Additional properties are not allowed (" + wereUnexpected(keys) + ")";
        }
        String patterns = schema.path("patternProperties").propertyNames().stream()
                .sorted(BY_CODE_POINT)
                .map(PythonText::repr)
                .collect(joining(", "));
        return String.join(", ", keys) + (keys.size() == 1 ? " does" : " do") + " not match any of the regexes: " + patterns;
    }

    private static String wereUnexpected(Collection<String> values) {
        return String.join(", ", values) + (values.size() == 1 ? " was unexpected" : " were unexpected");
    }

    private Stream<JsonNode> extraItems() {
        return elements(instance).skip(schema.path("items").size());
    }

    private Stream<String> missingDependencies(String name) {
        return elements(schema.path("dependencies").path(name))
                .filter(needed -> !instance.has(needed.asString()))
                .map(needed -> repr(needed) + " is a dependency of " + repr(StringNode.valueOf(name)));
    }

    /** Python names the first alternative that holds after the others that hold too. */
    private static String oneOf(JsonNode alternatives, Object[] holding) {
        if (holding.length == 0) {
            return " is not valid under any of the given schemas";
        }
        List<JsonNode> named = new ArrayList<>();
        Stream.of(holding).forEach(index -> named.add(alternatives.path((Integer) index)));
        Collections.rotate(named, -1);
        return " is valid under each of " + list(named.stream());
    }

    private static String list(Stream<JsonNode> values) {
        return values.map(PythonText::repr).collect(joining(", "));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
