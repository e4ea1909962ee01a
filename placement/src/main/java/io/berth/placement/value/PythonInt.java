package io.berth.placement.value;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Integers as Python's {@code int()} reads them: blanks around, a sign, leading zeros, single underscores, any script's digits. */
public final class PythonInt {
    private static final Pattern FORM = Pattern.compile("[+-]?\\p{Nd}+(_\\p{Nd}+)*");

    /** Longer ones are not read at all: Python has a limit too (4300 digits). */
    private static final int DIGITS_MAX = 4_300;

    /** Any of so many digits is a long. */
    private static final int PLAIN_DIGITS_MAX = 18;

    private PythonInt() {}

    public static Optional<BigInteger> parse(String text) {
        String stripped = text.strip();
        if (isPlain(stripped)) {
            return Optional.of(BigInteger.valueOf(Long.parseLong(stripped)));
        }
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

    /** As nearly everybody writes them: every request with a body has one. */
    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= PLAIN_DIGITS_MAX
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
