package io.berth.reservation.lease;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The bookings of hosts that a lease shall have: all its reservations write into one, so that they see each other's. */
final class BookingDraft {
    private final Ground ground;
    private final Set<UUID> taken = new HashSet<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final SortedMap<UUID, List<UUID>> added = new TreeMap<>();

    BookingDraft(Ground ground) {
        this.ground = ground;
        ground.held().stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .forEach(booking -> taken.add(booking.hostId()));
    }

    List<Booking> bookings() {
        return bookings;
    }

    /** The hosts that active reservations got more: they are to be claimed at once. */
    SortedMap<UUID, List<UUID>> added() {
        return added;
    }

    /** The hosts that the lease has, or had and may have again. */
    Set<UUID> taken() {
        return taken;
    }

    /** What the reservation has of hosts, cleaning aside. */
    List<Booking> heldBy(Reservation reservation) {
        return ground.held().stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .toList();
    }

    /** All that the reservation has, as it is. */
    void keepAll(Reservation reservation) {
        ground.held().stream()
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .forEach(bookings::add);
    }

    /** A booking for as long as the lease now takes. What a running reservation has had of the host stays in it. */
    void keep(Reservation reservation, Booking booking) {
        Instant from = reservation.isPending() ? ground.period().start() : booking.period().start();
        book(reservation, booking.hostId(), new Period(from, ground.period().end()));
    }

    void giveBack(Booking booking) {
        taken.remove(booking.hostId());
    }

    /** Hosts that the reservation did not have. */
    void add(Reservation reservation, List<UUID> hosts) {
        hosts.forEach(host -> book(reservation, host, ground.period()));
        if (!reservation.isPending() && !hosts.isEmpty()) {
            added.put(reservation.id(), List.copyOf(hosts));
        }
    }

    private void book(Reservation reservation, UUID host, Period period) {
        bookings.addAll(LeaseBookings.of(
                ground.leaseId(), reservation.id(), host, period, ground.options().cleaningTime(), ground.ids()));
        taken.add(host);
    }
}
