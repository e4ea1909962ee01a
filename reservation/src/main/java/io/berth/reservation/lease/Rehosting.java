package io.berth.reservation.lease;

import io.berth.base.Explanation;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.HostChoice;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds hosts for a lease that changes, reservation by reservation (contract blazar §14.6): keeps those that still fit, gives
 * back the others and what is above the maximum, and tops up towards the maximum. An active reservation never gives a host
 * back; one that failed to get its hosts gets no more of them.
 */
final class Rehosting {
    private final UpdateLease.View view;
    private final WindowChange.Accepted window;
    private final ReservationOptions options;
    private final Ids ids;
    private final Set<UUID> taken = new HashSet<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final SortedMap<UUID, List<UUID>> added = new TreeMap<>();
    private Explanation explanation = Explanation.NONE;

    Rehosting(UpdateLease.View view, WindowChange.Accepted window, ReservationOptions options, Ids ids) {
        this.view = view;
        this.window = window;
        this.options = options;
        this.ids = ids;
        leaseBookings().forEach(booking -> taken.add(booking.hostId()));
    }

    List<Booking> bookings() {
        return bookings;
    }

    SortedMap<UUID, List<UUID>> added() {
        return added;
    }

    Explanation explanation() {
        return explanation;
    }

    private List<Booking> leaseBookings() {
        return view.bookings().stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .toList();
    }

    /** @param choosesHosts false keeps the hosts that there are, for a window that does not need more of them */
    Optional<ReservationRefusal> rehost(Reservation reservation, boolean choosesHosts) {
        List<Booking> held = leaseBookings().stream()
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .toList();
        if (window.endsNow()) {
            view.bookings().stream()
                    .filter(booking -> reservation.id().equals(booking.reservationId()))
                    .forEach(bookings::add);
            return Optional.empty();
        }
        boolean isRunning = reservation.status() != ReservationStatus.PENDING;
        List<Booking> kept = choosesHosts ? fitting(reservation, held) : held;
        if (isRunning && kept.size() < held.size()) {
            int lost = held.size() - kept.size();
            return Optional.of(new NotEnoughHosts("the lease is active and " + lost + " of its " + held.size()
                    + " hosts would have to be given back, because they are taken by others, no longer match or are more than max."));
        }
        kept.forEach(booking -> keep(reservation, booking, isRunning));
        held.stream().filter(booking -> !kept.contains(booking)).forEach(booking -> taken.remove(booking.hostId()));
        boolean hasFailed = reservation.status() == ReservationStatus.ERROR;
        return choosesHosts && !hasFailed ? topUp(reservation, kept.size(), isRunning) : Optional.empty();
    }

    private List<Booking> fitting(Reservation reservation, List<Booking> held) {
        return held.stream()
                .filter(booking -> fits(reservation, booking))
                .limit(reservation.request().max())
                .toList();
    }

    private boolean fits(Reservation reservation, Booking booking) {
        return view.offers().of(booking.hostId())
                .filter(HostOffer::isFree)
                .filter(offer -> reservation.request().requirements().stream().allMatch(each -> each.isMetBy(offer.host())))
                .isPresent();
    }

    /** What a running reservation has had of a host stays in its booking. */
    private void keep(Reservation reservation, Booking booking, boolean isRunning) {
        Instant from = isRunning ? booking.period().start() : window.hosts().start();
        book(reservation, booking.hostId(), new Period(from, window.hosts().end()));
    }

    private void book(Reservation reservation, UUID host, Period period) {
        bookings.addAll(LeaseBookings.of(
                view.lease().id(), reservation.id(), host, period, options.cleaningTime(), ids));
        taken.add(host);
    }

    private Optional<ReservationRefusal> topUp(Reservation reservation, int kept, boolean isRunning) {
        HostRequest request = reservation.request();
        if (kept >= request.max()) {
            return Optional.empty();
        }
        HostChoice choice = HostChoice.among(
                view.offers(),
                request.requirements(),
                taken,
                window.hosts().longerBy(options.cleaningTime()),
                Math.max(0, request.min() - kept),
                request.max() - kept);
        explanation = choice.explanation();
        return switch (choice) {
            case HostChoice.Unknown unknown -> Optional.of(new UnknownProperty(unknown.property()));
            case HostChoice.TooFew few -> Optional.of(new NotEnoughHosts(
                    (kept > 0 ? "the reservation keeps " + kept + "; for the others, " : "") + few.reasons()));
            case HostChoice.Chosen chosen -> {
                chosen.hosts().forEach(offer -> book(reservation, offer.host().id(), window.hosts()));
                if (isRunning && !chosen.hosts().isEmpty()) {
                    added.put(
                            reservation.id(),
                            chosen.hosts().stream().map(offer -> offer.host().id()).toList());
                }
                yield Optional.empty();
            }
        };
    }
}
