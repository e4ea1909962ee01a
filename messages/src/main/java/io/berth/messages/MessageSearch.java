package io.berth.messages;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which messages, in which order, how many.
 *
 * @param project whose; absent for everyone's
 * @param filters all of them must hold
 * @param order first key first; ends with a unique key, so that a marker has one place
 * @param marker the message after which the page begins
 * @param offset how many more to skip
 */
public record MessageSearch(
        Optional<String> project,
        List<Filter> filters,
        List<Sort> order,
        Optional<UUID> marker,
        int offset,
        int limit) {
    /** The longest page: {@code osapi_max_limit} (contract cinder-messages §4). */
    public static final int LIMIT_MAX = 1_000;

    public MessageSearch {
        filters = List.copyOf(filters);
        order = List.copyOf(order);
        if (limit < 0 || limit > LIMIT_MAX || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }

    /** @param contains whether the value may stand anywhere in the column, or must be the whole of it */
    public record Filter(MessageColumn column, String value, boolean contains) {}

    public record Sort(MessageColumn column, boolean descending) {}
}
