package io.berth.reservation.host;

import java.util.Optional;
import java.util.UUID;

/**
 * A host whose attributes or bookings changed, as the change log names it: {@code host/<id>@<revision>}.
 *
 * @param revision of its calendar after the change; {@link #UNKNOWN} where nobody looked
 */
public record TouchedHost(UUID host, long revision) {
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final String NOUN = "host/";

    public static String word(UUID host) {
        return NOUN + host;
    }

    public static String word(UUID host, long revision) {
        return NOUN + host + "@" + revision;
    }

    /** Absent where the word is of another room. */
    public static Optional<TouchedHost> of(String word) {
        if (!word.startsWith(NOUN)) {
            return Optional.empty();
        }
        int at = word.indexOf('@');
        return Optional.of(at < 0
                ? new TouchedHost(UUID.fromString(word.substring(NOUN.length())), UNKNOWN)
                : new TouchedHost(UUID.fromString(word.substring(NOUN.length(), at)), Long.parseLong(word.substring(at + 1))));
    }
}
