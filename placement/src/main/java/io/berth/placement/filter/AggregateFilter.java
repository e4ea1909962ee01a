package io.berth.placement.filter;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which aggregates are wanted, spelled as they were given.
 *
 * @param anyOf of each set at least one
 * @param forbidden none of these
 */
public record AggregateFilter(List<Set<String>> anyOf, Set<String> forbidden) {
    public static final AggregateFilter NONE = new AggregateFilter(List.of(), Set.of());

    public AggregateFilter {
        anyOf = anyOf.stream().map(it -> Collections.unmodifiableSet(new LinkedHashSet<>(it))).toList();
        forbidden = Collections.unmodifiableSet(new LinkedHashSet<>(forbidden));
    }

    public boolean isEmpty() {
        return anyOf.isEmpty() && forbidden.isEmpty();
    }
}
