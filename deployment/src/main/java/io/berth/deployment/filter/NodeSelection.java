package io.berth.deployment.filter;

import java.util.List;

/** What a node filter came to (contract drydock §8.3). */
public sealed interface NodeSelection {

    /** Node names in the design's order; a node may be listed once for each of several tags that it matched. */
    record Selected(List<String> names) implements NodeSelection {
        public Selected {
            names = List.copyOf(names);
        }
    }

    /** Nothing was asked for, so there is no list: an error for the nodefilter API and for tasks, no targets for a boot action. */
    record NoList() implements NodeSelection {}

    /** The filter cannot be evaluated. */
    record Refused(String reason) implements NodeSelection {}

    /** The names, where having none and having no list come to the same. */
    default List<String> namesOrNone() {
        return switch (this) {
            case Selected(var names) -> names;
            case NoList _, Refused _ -> List.of();
        };
    }
}
