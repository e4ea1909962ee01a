package io.berth.deployment.filter;

import io.berth.deployment.filter.Criteria.Combination;
import io.berth.deployment.filter.Criteria.Names;
import io.berth.deployment.filter.NodeFilter.FilterSet;
import io.berth.deployment.filter.NodeFilter.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads filters from whatever a client sent. Unknown keys are ignored; null counts as absent. */
final class FilterParser {

    /** Filters in one set; the largest known client sends a handful. */
    static final int MAX_FILTERS = 1000;

    private static final String NOT_A_FILTER =
            "Invalid node_filter, must be a dictionary with keys 'filter_set_type' and 'filter_set'.";

    private FilterParser() {}

    static NodeFilter parse(@Nullable Object filter) {
        if (filter == null) {
            return NodeFilter.ALL;
        }
        if (!(filter instanceof Map<?, ?> map)) {
            return new Malformed(NOT_A_FILTER);
        }
        var setType = map.get("filter_set_type");
        if (setType == null) {
            return new Malformed("Unknown filter set type None");
        }
        var filters = map.get("filter_set");
        if (filters == null) {
            return new FilterSet(setType.toString(), List.of());
        }
        if (!(filters instanceof List<?> list)) {
            return new Malformed("Invalid node_filter, 'filter_set' must be a list.");
        }
        if (list.size() > MAX_FILTERS) {
            return new Malformed("Invalid node_filter, more than " + MAX_FILTERS + " filters.");
        }
        var criteria = new ArrayList<Criteria>();
        for (Object item : list) {
            switch (read(item)) {
                case Fine(var read) -> criteria.add(read);
                case Bad(String problem) -> {
                    return new Malformed("Error processing node filter: " + problem);
                }
            }
        }
        return new FilterSet(setType.toString(), criteria);
    }

    private sealed interface Item {}

    private record Fine(Criteria criteria) implements Item {}

    private record Bad(String problem) implements Item {}

    private static Item read(@Nullable Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            return new Bad("Node filter must be a dictionary");
        }
        var combination = switch (String.valueOf(map.get("filter_type"))) {
            case "union" -> Combination.UNION;
            case "intersection" -> Combination.INTERSECTION;
            default -> Combination.NONE;
        };
        var nodeNames = names(map.get("node_names"));
        var rackNames = names(map.get("rack_names"));
        var tags = texts(map.get("node_tags"));
        var labels = pairs(map.get("node_labels"));
        if (nodeNames == null || rackNames == null || tags == null) {
            return new Bad("node_names, rack_names and node_tags must be lists of text");
        }
        if (labels == null) {
            return new Bad("node_labels must be an object");
        }
        return new Fine(new Criteria(combination, nodeNames, tags, labels, rackNames));
    }

    private static @Nullable Names names(@Nullable Object value) {
        if (value instanceof String text) {
            return new Names.Within(text);
        }
        var listed = texts(value);
        return listed == null ? null : Names.of(listed);
    }

    private static @Nullable List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            default -> null;
        };
    }

    private static @Nullable Map<String, String> pairs(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        var pairs = new LinkedHashMap<String, String>();
        map.forEach((key, label) -> {
            if (label instanceof String text) {
                pairs.put(String.valueOf(key), text);
            }
        });
        return pairs;
    }

    /** JSON as plain maps, lists, text and nulls; other scalars as their JSON text in a wrapper that equals no text. */
    static @Nullable Object plain(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isString()) {
            return node.asString();
        }
        if (node.isArray()) {
            var list = new ArrayList<@Nullable Object>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        return new StringBuilder(node.toString());
    }
}
