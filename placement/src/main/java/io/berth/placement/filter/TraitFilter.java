package io.berth.placement.filter;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which traits are wanted.
 *
 * @param anyOf of each set at least one is there
 * @param forbidden none of these is there
 */
public record TraitFilter(List<Set<String>> anyOf, Set<String> forbidden) {
    public static final TraitFilter NONE = new TraitFilter(List.of(), Set.of());

    public TraitFilter {
        anyOf = anyOf.stream().map(it -> Collections.unmodifiableSet(new LinkedHashSet<>(it))).toList();
        forbidden = Collections.unmodifiableSet(new LinkedHashSet<>(forbidden));
    }

    public boolean isEmpty() {
        return anyOf.isEmpty() && forbidden.isEmpty();
    }

    /** All names in it. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(forbidden);
        anyOf.forEach(names::addAll);
        return names;
    }
}
