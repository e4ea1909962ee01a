package io.berth.placement.outlook;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What is to be expected of providers in a window of time. Whoever is not named stays as he is.
 *
 * @param taken whose trees others have, for some of the window at least: nobody else can claim anything there
 * @param vacated whose trees are empty by then: what is claimed there now is no more
 * @param leaving consumers that will have nothing any more
 * @param promised by provider, what others will have at most at one instant of the window, beside what stays
 */
public record Outlook(
        Set<UUID> taken, Set<UUID> vacated, Set<String> leaving, Map<UUID, SortedMap<String, Long>> promised) {
    /** That everything stays as it is. */
    public static final Outlook UNCHANGED = new Outlook(Set.of(), Set.of(), Set.of(), Map.of());

    public Outlook {
        taken = Set.copyOf(taken);
        vacated = Set.copyOf(vacated);
        leaving = Set.copyOf(leaving);
        promised = Map.copyOf(promised);
    }
}
