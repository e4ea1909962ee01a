package io.berth.reservation.lease.plan;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.LeaseBookings.Part;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.lease.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bookings of hosts that a lease shall have: all its reservations write into one, so that they see each other's. */
final class BookingDraft {
    private final Ground ground;
    /** The bookings that the lease has and of which nothing is decided yet. */
    private final List<Booking> undecided = new ArrayList<>();

    private final List<Booking> bookings = new ArrayList<>();
    private final List<Booking> added = new ArrayList<>();

    BookingDraft(Ground ground) {
        this.ground = ground;
        ground.held().stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .forEach(undecided::add);
    }

    List<Booking> bookings() {
        return bookings;
    }

    /** What active reservations got more: it is to be claimed at once. */
    List<Booking> added() {
        return added;
    }

    /** The hosts of which the lease has something, or had and may have again. */
    Set<UUID> taken() {
        Set<UUID> taken = new HashSet<>();
        undecided.forEach(booking -> taken.add(booking.hostId()));
        bookings.forEach(booking -> taken.add(booking.hostId()));
        return taken;
    }

    /** What other reservations of the lease have, by host; what of theirs is undecided they may have for all of the new period. */
    Map<UUID, List<Booking>> others(Reservation reservation) {
        List<Booking> others = new ArrayList<>(bookings);
        undecided.forEach(booking -> others.add(booking.during(ground.period().longerBy(ground.options().cleaningTime()))));
        return others.stream()
                .filter(booking -> !reservation.id().equals(booking.reservationId()))
                .collect(Collectors.groupingBy(Booking::hostId));
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
        undecided.remove(booking);
        Instant from = reservation.isPending() ? ground.period().start() : booking.period().start();
        book(reservation, new Part(booking.hostId(), booking.shareOrNull()), new Period(from, ground.period().end()));
    }

    void giveBack(Booking booking) {
        undecided.remove(booking);
    }

    /** @param share null for the whole host */
    void add(Reservation reservation, UUID host, @Nullable Share share) {
        List<Booking> made = book(reservation, new Part(host, share), ground.period());
        if (!reservation.isPending()) {
            made.stream().filter(booking -> booking.kind() == BookingKind.LEASE).forEach(added::add);
        }
    }

    private List<Booking> book(Reservation reservation, Part part, Period period) {
        List<Booking> made = LeaseBookings.of(
                ground.leaseId(), reservation.id(), part, period, ground.options().cleaningTime(), ground.ids());
        bookings.addAll(made);
        return made;
    }
}
