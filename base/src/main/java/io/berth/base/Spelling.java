package io.berth.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who misspelt a name most likely meant. */
public final class Spelling {
    private Spelling() {}

    /** The known name that takes the fewest changes; absent only where none is known. */
    public static Optional<String> nearest(String misspelt, Collection<String> known) {
        return known.stream().min(Comparator.<String>comparingInt(name -> distance(name, misspelt)).thenComparing(name -> name));
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character each. */
    public static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
