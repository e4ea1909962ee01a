package io.berth.placement.filter;

import io.berth.http.Microversion;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Queries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code member_of} (contract placement §8.2).
 *
 * <ul>
 *   <li>1.24 repetitions: all of them hold
 *   <li>1.32 {@code !A} and {@code !in:A,B}
 * </ul>
 */
public final class AggregatesCodec {
    private AggregatesCodec() {}

    /**
     * Reads all values of one parameter.
     *
     * @param suffix of the request group, empty where there is none
     * @throws PlacementProblem 400
     */
    public static AggregateFilter read(List<String> values, String suffix, Microversion version) {
        if (values.size() > 1 && !version.isAtLeast(1, 24)) {
            throw PlacementProblem.invalid("Multiple member_of" + suffix + " parameters are not supported");
        }
        List<Set<String>> anyOf = new ArrayList<>();
        Set<String> forbidden = new LinkedHashSet<>();
        for (String value : values) {
            if (value.startsWith("!")) {
                forbidden.addAll(aggregates(value.substring(1), value));
                if (!version.isAtLeast(1, 32)) {
                    throw PlacementProblem.invalid("Forbidden member_of" + suffix
                            + " parameters are not supported in the specified microversion");
                }
            } else {
                anyOf.add(aggregates(value, value));
            }
        }
        return new AggregateFilter(anyOf, forbidden);
    }

    private static Set<String> aggregates(String list, String value) {
        boolean isList = list.startsWith("in:");
        if (!isList && list.contains(",")) {
            throw PlacementProblem.invalid("Multiple values for 'member_of' must be prefixed with the 'in:' or '!in:'"
                    + " keyword using the valid microversion. Got: " + value);
        }
        Set<String> aggregates = new LinkedHashSet<>(
                isList ? List.of(list.substring("in:".length()).split(",", -1)) : List.of(list));
        aggregates.stream().filter(it -> Uuids.loose(it).isEmpty()).findFirst().ifPresent(wrong -> {
            throw Queries.invalid("Expected 'member_of' parameter to contain valid UUID(s). Got: " + wrong);
        });
        return aggregates;
    }
}
