package io.berth.deployment.node;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One spelling for hardware addresses: lower case, with colons. */
public final class MacAddress {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}[:-]){5}[0-9a-f]{2}");

    private MacAddress() {}

    /** Absent where the text is no address of 48 bits with colons or dashes. */
    public static Optional<String> canonical(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(lower.replace('-', ':')) : Optional.empty();
    }
}
