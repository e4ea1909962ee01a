package io.berth.placement.value;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Integers as Python's {@code int()} reads them: blanks around, a sign, leading zeros, single underscores, any script's digits. */
public final class PythonInt {
    private static final Pattern FORM = Pattern.compile("[+-]?\\p{Nd}+(_\\p{Nd}+)*");

    /** Longer ones are not read at all: Python has a limit too (4300 digits). */
    private static final int DIGITS_MAX = 4_300;

    private PythonInt() {}

    public static Optional<BigInteger> parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > DIGITS_MAX || !FORM.matcher(stripped).matches()) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        stripped.codePoints().forEach(c -> {
            if (c == '-') {
                digits.append('-');
            } else if (c != '+' && c != '_') {
                digits.append(Character.digit(c, 10));
            }
        });
        return Optional.of(new BigInteger(digits.toString()));
    }
}
