package io.berth.http.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One way in which a document breaks its schema.
 *
 * @param path where the offending value is: property names and array indices (as digits) from the root; empty for the root itself
 * @param keyword the schema keyword that is broken, such as {@code required} or {@code minLength}
 * @param message the sentence of Python's jsonschema 4.10, such as {@code 'total' is a required property}
 * @param instance the offending value; for a missing or an extra key, the object around it
 */
public record Violation(List<String> path, String keyword, String message, JsonNode instance) {
    public Violation {
        path = List.copyOf(path);
    }
}
