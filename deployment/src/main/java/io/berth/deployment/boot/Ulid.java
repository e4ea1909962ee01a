package io.berth.deployment.boot;

import io.berth.base.Ids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;

/** Ids of boot actions: 48 bits of milliseconds, 80 random ones, written as 26 characters (github.com/ulid/spec). */
public final class Ulid {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARACTERS = 26;
    private static final int RANDOM_BYTES = 10;
    private static final int BITS_PER_CHARACTER = 5;
    private static final Pattern FORM = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    private Ulid() {}

    public static String next(Instant now, Ids ids) {
        BigInteger value = BigInteger.valueOf(now.toEpochMilli())
                .shiftLeft(RANDOM_BYTES * Byte.SIZE)
                .or(new BigInteger(1, ids.key(RANDOM_BYTES)));
        char[] text = new char[CHARACTERS];
        for (int i = 0; i < CHARACTERS; i++) {
            int shift = (CHARACTERS - 1 - i) * BITS_PER_CHARACTER;
            text[i] = ALPHABET.charAt(value.shiftRight(shift).intValue() & (ALPHABET.length() - 1));
        }
        return new String(text);
    }

    public static boolean isUlid(String text) {
        return FORM.matcher(text).matches();
    }
}
