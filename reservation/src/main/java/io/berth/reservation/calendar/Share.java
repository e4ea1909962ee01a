package io.berth.reservation.calendar;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a host: room for instances of one size.
 *
 * @param slots how many instances, at least 1
 * @param amounts what each takes, by resource class
 */
public record Share(int slots, SortedMap<String, Long> amounts) {
    public Share {
        if (slots < 1) {
            throw new IllegalArgumentException("a share has at least one slot: " + slots);
        }
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
    }

    /** What all slots take together. */
    public SortedMap<String, Long> total() {
        SortedMap<String, Long> total = new TreeMap<>();
        addTo(total);
        return total;
    }

    /** Adds what all slots take to the sums. */
    public void addTo(Map<String, Long> sums) {
        amounts.forEach((resourceClass, amount) -> sums.merge(resourceClass, slots * amount, Long::sum));
    }
}
