package io.berth.deployment.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One filter of a set. Empty criteria count as absent; rack labels have never been implemented by anyone and are not even kept.
 *
 * @param labels owner data, a node with any one of the pairs qualifies
 */
public record Criteria(Combination combination, Names nodeNames, List<String> tags, Map<String, String> labels, Names rackNames) {

    public Criteria {
        tags = List.copyOf(tags);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** How the given criteria of one filter combine. */
    public enum Combination {
        UNION,
        INTERSECTION,
        /** Missing or unknown: the filter yields no list at all. */
        NONE
    }

    /** Names to match: a list of them, or one text within which a name is looked for (callers that forget the brackets rely on it). */
    public sealed interface Names {
        record Listed(Set<String> names) implements Names {
            public Listed {
                names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
            }
        }

        record Within(String text) implements Names {}

        Names NONE = new Listed(Set.of());

        static Names of(List<String> names) {
            return new Listed(new LinkedHashSet<>(names));
        }

        default boolean isGiven() {
            return switch (this) {
                case Listed(var names) -> !names.isEmpty();
                case Within(String text) -> !text.isEmpty();
            };
        }

        default boolean matches(String name) {
            return switch (this) {
                case Listed(var names) -> names.contains(name);
                case Within(String text) -> text.contains(name);
            };
        }
    }
}
