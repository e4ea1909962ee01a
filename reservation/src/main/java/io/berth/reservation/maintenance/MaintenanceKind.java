package io.berth.reservation.maintenance;

import io.berth.reservation.calendar.BookingKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why hosts are closed, and how long. */
public enum MaintenanceKind {
    /** From a time to another. */
    MAINTENANCE(BookingKind.MAINTENANCE),
    /** From a time on, until it is lifted or, where one is given, its end. */
    QUARANTINE(BookingKind.QUARANTINE),
    /** Leases that there are run to their end, and no other gets the host from now on, until it is lifted. */
    DRAIN(BookingKind.DRAIN);

    private final BookingKind booking;

    MaintenanceKind(BookingKind booking) {
        this.booking = booking;
    }

    BookingKind booking() {
        return booking;
    }

    /** As on the wire and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MaintenanceKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
