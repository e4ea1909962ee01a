package io.berth.identity.wire;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.jdbi.v3.core.Handle;

import io.berth.http.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of thing that can be listed and shown, as its wire form.
 *
 * @param plural in paths and lists: {@code projects}
 * @param singular in single answers and refusals: {@code project}
 * @param filters the query parameters that select by an equal field
 */
record Noun(
        String plural, String singular, Set<String> filters, BiFunction<Request, Handle, List<ObjectNode>> all) {
    Noun {
        filters = Set.copyOf(filters);
    }
}
