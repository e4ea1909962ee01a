package io.berth.reservation.calendar.index;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;

/** Why hosts are taken, in a letter each: the first of the kind's name, a capital for a whole host and a small one for a share. */
final class BookingKinds {
    private static final char WHOLE_LEASE = letter(BookingKind.LEASE, true);

    private BookingKinds() {}

    static char letter(Booking booking) {
        return letter(booking.kind(), booking.isWhole());
    }

    static char letter(BookingKind kind, boolean isWhole) {
        char capital = kind.name().charAt(0);
        return isWhole ? capital : Character.toLowerCase(capital);
    }

    static boolean isWhole(char letter) {
        return Character.isUpperCase(letter);
    }

    static boolean isWholeLease(char letter) {
        return letter == WHOLE_LEASE;
    }
}
