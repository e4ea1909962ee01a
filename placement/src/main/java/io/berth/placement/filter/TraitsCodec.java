package io.berth.placement.filter;

import io.berth.http.Microversion;
import io.berth.placement.wire.Queries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code required} and {@code root_required} (contract placement §8.2.1).
 *
 * <ul>
 *   <li>1.22 {@code !T}
 *   <li>1.39 {@code in:T1,T2}, and repetitions: all of them hold; before, the last one counts
 * </ul>
 */
public final class TraitsCodec {
    private TraitsCodec() {}

    /**
     * Reads all values of one parameter.
     *
     * @throws io.berth.placement.wire.PlacementProblem 400
     */
    public static TraitFilter read(List<String> values, Microversion version) {
        boolean allCount = version.isAtLeast(1, 39) || values.isEmpty();
        return read(allCount ? values : List.of(values.getLast()), version.isAtLeast(1, 22), allCount);
    }

    /** Reads {@code root_required}, which never has {@code in:}. */
    public static TraitFilter readOfRoot(String value) {
        return read(List.of(value), true, false);
    }

    private static TraitFilter read(List<String> values, boolean mayForbid, boolean mayChoose) {
        List<Set<String>> anyOf = new ArrayList<>();
        Set<String> forbidden = new LinkedHashSet<>();
        for (String value : values) {
            if (value.startsWith("in:")) {
                anyOf.add(choice(value, mayChoose));
                continue;
            }
            for (String trait : items(value, mayForbid)) {
                if (trait.startsWith("!")) {
                    forbidden.add(bare(trait));
                } else {
                    anyOf.add(Set.of(trait));
                }
            }
        }
        return new TraitFilter(anyOf, forbidden);
    }

    private static Set<String> choice(String value, boolean mayChoose) {
        if (!mayChoose) {
            throw Queries.invalid("The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' only supported since microversion 1.39."
                    + " Got: " + value);
        }
        List<String> traits = split(value.substring("in:".length()));
        if (traits.contains("")) {
            throw Queries.invalid("Expected 'required' parameter value of the form: in:HW_CPU_X86_VMX,CUSTOM_MAGIC."
                    + " Got an empty trait in: " + value);
        }
        if (traits.stream().anyMatch(trait -> trait.startsWith("!"))) {
            throw Queries.invalid("The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' does not support forbidden traits. Got: "
                    + value);
        }
        return new LinkedHashSet<>(traits);
    }

    private static List<String> items(String value, boolean mayForbid) {
        String form = "Expected 'required' parameter value of the form: HW_CPU_X86_VMX,"
                + (mayForbid ? "!" : "") + "CUSTOM_MAGIC.";
        List<String> traits = split(value);
        if (traits.stream().anyMatch(trait -> bare(trait).isEmpty())) {
            throw Queries.invalid(form + " Got an empty trait in: " + value);
        }
        if (!mayForbid && traits.stream().anyMatch(trait -> trait.startsWith("!"))) {
            throw Queries.invalid(form + " Got: " + value);
        }
        return traits;
    }

    private static List<String> split(String list) {
        return List.of(list.split(",", -1)).stream().map(String::strip).toList();
    }

    /** Several exclamation marks are one. */
    private static String bare(String trait) {
        int begin = 0;
        while (begin < trait.length() && trait.charAt(begin) == '!') {
            begin++;
        }
        return trait.substring(begin);
    }
}
