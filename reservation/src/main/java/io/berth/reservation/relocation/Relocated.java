package io.berth.reservation.relocation;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.event.Exchange;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What becomes of one lease.
 *
 * @param after the same as {@code before} where it lost nothing
 * @param removed bookings, with their cleanings; {@code added} likewise
 */
public record Relocated(Lease before, Lease after, List<Move> moves, List<Booking> removed, List<Booking> added) {
    public Relocated {
        moves = List.copyOf(moves);
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** What running reservations lose and get; absent where none does. */
    Optional<Exchange> exchange() {
        Set<UUID> running = before.reservations().stream()
                .filter(reservation -> reservation.status() == ReservationStatus.ACTIVE)
                .map(Reservation::id)
                .collect(Collectors.toSet());
        List<Booking> lost = of(running, removed);
        return lost.isEmpty() ? Optional.empty() : Optional.of(new Exchange(after, lost, of(running, added)));
    }

    /** The whole hosts among what it loses that it has had for a while. */
    List<UUID> had(Instant now) {
        return removed.stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE && booking.isWhole())
                .filter(booking -> booking.period().start().isBefore(now))
                .map(Booking::id)
                .toList();
    }

    private static List<Booking> of(Set<UUID> reservations, List<Booking> bookings) {
        return bookings.stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .filter(booking -> booking.reservationId() != null && reservations.contains(booking.reservationId()))
                .toList();
    }
}
