package io.berth.http.schema;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One way in which a document breaks its schema.
 *
 * @param path where the offending value is: property names and array indices (as digits) from the root; empty for the root itself
 * @param schemaPath where in the schema the broken keyword is: names and indices from the schema's root, without the keyword
 * @param keyword the schema keyword that is broken, such as {@code required} or {@code minLength}
 * @param message the sentence of Python's jsonschema 4.10, such as {@code 'total' is a required property}
 * @param instance the offending value; for a missing or an extra key, the object around it
 */
public record Violation(List<String> path, List<Object> schemaPath, String keyword, String message, JsonNode instance) {
    public Violation {
        path = List.copyOf(path);
        schemaPath = List.copyOf(schemaPath);
    }

    /** Where the broken keyword is, as Python writes it: {@code schema['properties']['total']}, {@code schema['anyOf'][0]}. */
    public String schemaPlace() {
        return schemaPath.stream()
                .map(it -> it instanceof Integer index ? "[" + index + "]" : "[" + PythonText.repr(String.valueOf(it)) + "]")
                .collect(Collectors.joining("", "schema", ""));
    }
}
