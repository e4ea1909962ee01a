package io.berth.server.cli.remote;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A column of a table of JSON objects.
 *
 * @param cell what stands in it of each: a text, a number or a JSON value
 */
public record Column(String heading, Function<JsonNode, ?> cell) {
    /** @param pointer to the value, as {@code /lease/name} (RFC 6901) */
    public static Column of(String heading, String pointer) {
        return new Column(heading, it -> it.at(pointer));
    }
}
