package io.berth.placement.value;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The spellings of UUIDs that placement accepts (contract placement §7). */
public final class Uuids {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{32}");
    private static final String CANONICAL = "00000000-0000-0000-0000-000000000000";

    private Uuids() {}

    /** The UUID, however it is decorated: {@code {…}}, {@code urn:uuid:…}, without dashes, in any case. */
    public static Optional<UUID> loose(String text) {
        if (isCanonical(text)) {
            return Optional.of(UUID.fromString(text));
        }
        String plain = text.replace("urn:", "").replace("uuid:", "");
        plain = Pattern.compile("^[{}]+|[{}]+$").matcher(plain).replaceAll("").replace("-", "");
        if (!DIGITS.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(new UUID(
                Long.parseUnsignedLong(plain.substring(0, 16), 16), Long.parseUnsignedLong(plain.substring(16), 16)));
    }

    /** Whether it is a UUID and has its dashes in their places. */
    public static boolean isStrict(String text) {
        return loose(text).isPresent()
                && text.length() > 23
                && text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-';
    }

    /** The UUID where it is spelled as it is stored: other spellings name nothing, for they are compared as text. */
    public static Optional<UUID> asStored(String text) {
        return isCanonical(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Without a regular expression: each request names some. */
    private static boolean isCanonical(String text) {
        if (text.length() != CANONICAL.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (CANONICAL.charAt(i) == '-' ? c != '-' : !isDigit) {
                return false;
            }
        }
        return true;
    }
}
