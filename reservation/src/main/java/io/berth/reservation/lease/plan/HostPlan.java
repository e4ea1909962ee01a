package io.berth.reservation.lease.plan;

import io.berth.base.Explanation;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.HostChoice;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.HostOrder;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.request.HostRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds whole hosts (contract blazar §14.1, §14.6): keeps those of the reservation's that still fit, gives back the others and
 * what is above the maximum, and tops up towards the maximum. An active reservation never gives a host back; one that failed
 * to get its hosts gets no more of them.
 */
final class HostPlan {
    private final Ground ground;
    private final BookingDraft draft;
    private Explanation explanation = Explanation.NONE;

    HostPlan(Ground ground, BookingDraft draft) {
        this.ground = ground;
        this.draft = draft;
    }

    Explanation explanation() {
        return explanation;
    }

    /** @param choosesAnew false keeps the hosts that there are, for a window that does not need more of them */
    Optional<ReservationRefusal> plan(Reservation reservation, HostRequest request, boolean choosesAnew) {
        List<Booking> held = draft.heldBy(reservation);
        List<Booking> kept = choosesAnew ? fitting(reservation, request, held) : held;
        if (!reservation.isPending() && kept.size() < held.size()) {
            int lost = held.size() - kept.size();
            return Optional.of(new NotEnoughHosts("the lease is active and " + lost + " of its " + held.size()
                    + " hosts would have to be given back, because they are taken by others, no longer match or are more than max."));
        }
        kept.forEach(booking -> draft.keep(reservation, booking));
        held.stream().filter(booking -> !kept.contains(booking)).forEach(draft::giveBack);
        boolean hasFailed = reservation.status() == ReservationStatus.ERROR;
        return choosesAnew && !hasFailed ? topUp(reservation, request, kept.size()) : Optional.empty();
    }

    /** Where some have to go, the last enrolled ones do. */
    private List<Booking> fitting(Reservation reservation, HostRequest request, List<Booking> held) {
        return held.stream()
                .filter(booking -> fits(reservation, request, booking))
                .sorted(Comparator.comparing(this::number))
                .limit(request.max())
                .toList();
    }

    private long number(Booking booking) {
        return ground.stock().hosts().of(booking.hostId()).map(offer -> offer.host().number()).orElse(Long.MAX_VALUE);
    }

    /** A running reservation keeps a host that nobody else would get any more. */
    private boolean fits(Reservation reservation, HostRequest request, Booking booking) {
        return ground.stock().hosts().of(booking.hostId())
                .filter(HostOffer::isFree)
                .filter(offer -> offer.host().reservable() || !reservation.isPending())
                .filter(offer -> request.requirements().stream().allMatch(each -> each.isMetBy(offer.host())))
                .isPresent();
    }

    private Optional<ReservationRefusal> topUp(Reservation reservation, HostRequest request, int kept) {
        if (kept >= request.max()) {
            return Optional.empty();
        }
        HostChoice choice = HostChoice.among(
                ground.stock().hosts(),
                request.requirements(),
                draft.taken(),
                ground.options().randomizesHosts() ? new HostOrder.Shuffled(ground.ids().uuid()) : HostOrder.BY_NUMBER,
                ground.period().longerBy(ground.options().cleaningTime()),
                Math.max(0, request.min() - kept),
                request.max() - kept);
        explanation = choice.explanation();
        return switch (choice) {
            case HostChoice.Unknown unknown -> Optional.of(new UnknownProperty(unknown.property()));
            case HostChoice.TooFew few -> Optional.of(new NotEnoughHosts(
                    (kept > 0 ? "the reservation keeps " + kept + "; for the others, " : "") + few.reasons()));
            case HostChoice.Chosen chosen -> {
                chosen.hosts().forEach(offer -> draft.add(reservation, offer.host().id(), null));
                yield Optional.empty();
            }
        };
    }
}
