package io.berth.http.schema;

import java.util.BitSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns as most schemas have them, {@code ^[A-Z0-9_]+$}, without a regular expression for the texts that match. */
final class QuickPattern {
    private static final Pattern OF_ONE_CLASS = Pattern.compile("\\^\\[([A-Za-z0-9_-]+)](?:\\+|\\{([1-9]\\d{0,3})})\\$");

    private QuickPattern() {}

    /** Whether the pattern is found in a text. */
    static Predicate<String> of(String python) {
        PythonPattern pattern = PythonPattern.compile(python);
        Matcher form = OF_ONE_CLASS.matcher(python);
        if (!form.matches()) {
            return pattern::matches;
        }
        BitSet characters = characters(form.group(1));
        int length = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        return text -> isOf(characters, length, text) || pattern.matches(text);
    }

    private static BitSet characters(String ofClass) {
        BitSet characters = new BitSet();
        for (int i = 0; i < ofClass.length(); i++) {
            boolean isRange = i + 2 < ofClass.length() && ofClass.charAt(i + 1) == '-';
            if (isRange) {
                characters.set(ofClass.charAt(i), ofClass.charAt(i + 2) + 1);
                i += 2;
            } else {
                characters.set(ofClass.charAt(i));
            }
        }
        return characters;
    }

    /** @param length 0 for any but none */
    private static boolean isOf(BitSet characters, int length, String text) {
        if (length == 0 ? text.isEmpty() : text.length() != length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!characters.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
