package io.berth.reservation.maintenance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of leases that have the hosts. */
public enum OnConflict {
    /** They keep them, and the hosts are not closed. */
    REFUSE,
    /** Those that have not started get others; where one cannot, or has started, the hosts are not closed. */
    MOVE,
    /** All leave, as when hosts fail: those that run get others or lose them, and are marked. */
    FORCE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OnConflict> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
