package io.berth.reservation.relocation;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.event.HostLost.Cause;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.plan.Stock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A lease that may have to leave hosts.
 *
 * @param bookings all that it has
 * @param stock at least for the window in which it needs others, its own bookings counted like anybody's
 */
public record Displaced(Lease lease, List<Booking> bookings, Stock stock) {
    /** Who is served first where not all can be: whoever starts first. */
    static final Comparator<Displaced> ORDER = Comparator.<Displaced, Instant>comparing(each -> each.lease().startsAt())
            .thenComparing(each -> each.lease().createdAt())
            .thenComparing(each -> each.lease().id());

    public Displaced {
        bookings = List.copyOf(bookings);
    }

    Displaced withStock(Stock other) {
        return new Displaced(lease, bookings, other);
    }

    /** What a reservation has to give up, in the order of the hosts; cleaning aside. */
    SequencedMap<Closing, List<Booking>> going(Reservation reservation, Terms terms) {
        SequencedMap<Closing, List<Booking>> going = new LinkedHashMap<>();
        if (stays(reservation, terms)) {
            return going;
        }
        SortedMap<UUID, List<Booking>> byHost = bookings.stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE && reservation.id().equals(booking.reservationId()))
                .filter(booking -> booking.period().end().isAfter(terms.now()))
                .filter(booking -> !reservation.isPending() || !booking.period().start().isAfter(terms.until()))
                .filter(booking -> terms.closing(booking.hostId()).filter(closing -> closing.isInTheWayOf(booking)).isPresent())
                .collect(Collectors.groupingBy(Booking::hostId, TreeMap::new, Collectors.toList()));
        byHost.forEach((host, its) -> terms.closing(host).ifPresent(closing -> going.put(closing, its)));
        return going;
    }

    private static boolean stays(Reservation reservation, Terms terms) {
        return reservation.status() == ReservationStatus.DELETED
                || terms.cause() == Cause.FAILURE && reservation.status() == ReservationStatus.ERROR;
    }

    boolean isAffected(Terms terms) {
        return lease.reservations().stream().anyMatch(reservation -> !going(reservation, terms).isEmpty());
    }

    /** For when others are needed, with the cleaning after it. Only where something has to go. */
    Period window(Terms terms) {
        List<Booking> all = lease.reservations().stream()
                .flatMap(reservation -> going(reservation, terms).values().stream())
                .flatMap(List::stream)
                .toList();
        Instant start = all.stream().map(booking -> booking.period().start()).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = all.stream().map(booking -> booking.period().end()).max(Comparator.naturalOrder()).orElseThrow();
        return new Period(start.isBefore(terms.now()) ? terms.now() : start, end).longerBy(terms.options().cleaningTime());
    }
}
