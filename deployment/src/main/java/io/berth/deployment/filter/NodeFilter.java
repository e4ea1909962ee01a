package io.berth.deployment.filter;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which nodes of a design are meant (contract drydock §8). Parsing never fails: what is wrong with a filter is said when it is evaluated, as the
 * API accepts any filter when a task is posted.
 */
public sealed interface NodeFilter {

    /** No filter at all. */
    record AllNodes() implements NodeFilter {}

    /**
     * Filters, and how their results combine.
     *
     * @param setType {@code union} or {@code intersection}; anything else is refused on evaluation
     */
    record FilterSet(String setType, List<Criteria> filters) implements NodeFilter {
        public FilterSet {
            filters = List.copyOf(filters);
        }
    }

    /** Something that is not a filter. */
    record Malformed(String reason) implements NodeFilter {}

    NodeFilter ALL = new AllNodes();

    /** The filter in a request body; null or a missing value means all nodes. */
    static NodeFilter parse(JsonNode filter) {
        return FilterParser.parse(FilterParser.plain(filter));
    }

    /** The filter as plain maps, lists and text. */
    static NodeFilter parse(Map<String, ?> filter) {
        return FilterParser.parse(filter);
    }

    /** The filter that names exactly these nodes, in the form that tasks carry. */
    static NodeFilter ofNames(List<String> names) {
        return new FilterSet(
                "intersection",
                List.of(new Criteria(Criteria.Combination.UNION, Criteria.Names.of(names), List.of(), Map.of(), Criteria.Names.NONE)));
    }

    /** Evaluates the filter over the nodes of an effective design. */
    default NodeSelection select(Candidates design) {
        return Selector.select(this, design.candidates());
    }

    /** Something with nodes to choose from: an effective design. */
    interface Candidates {
        List<? extends Candidate> candidates();
    }

    /** A node as filters see it, after inheritance. */
    interface Candidate {
        String name();

        List<String> tags();

        Map<String, String> ownerData();

        /** The rack's name, or empty text for none. */
        String rackName();
    }
}
