package io.berth.reservation.lease.plan;

import io.berth.base.Change;
import io.berth.base.Explanation;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.slot.SlotChoice;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Works out what a lease shall have, new or changed, reservation by reservation; each kind of request has a plan of its own.
 * Once one is refused the plan is of no use any more.
 */
public final class LeasePlan {
    private final Ground ground;
    private final BookingDraft draft;
    private final HostPlan hosts;
    private final InstancePlan instances;
    private final AddressPlan addresses;
    private Explanation explanation = Explanation.NONE;

    public LeasePlan(Ground ground) {
        this.ground = ground;
        draft = new BookingDraft(ground);
        hosts = new HostPlan(ground, draft);
        instances = new InstancePlan(ground, draft);
        addresses = new AddressPlan(ground);
    }

    /**
     * @param reservation as it shall be
     * @param choosesAnew false keeps what the reservation has, for a window that does not need more of it
     */
    public Optional<ReservationRefusal> plan(Reservation reservation, boolean choosesAnew) {
        if (ground.endsNow()) {
            draft.keepAll(reservation);
            addresses.keepAll();
            return Optional.empty();
        }
        return switch (reservation.request()) {
            case HostRequest it -> {
                Optional<ReservationRefusal> refusal = hosts.plan(reservation, it, choosesAnew);
                explanation = hosts.explanation();
                yield refusal;
            }
            case InstanceRequest it -> instances(reservation, SlotWants.of(it), choosesAnew);
            case FlavorRequest it -> instances(reservation, SlotWants.of(it), choosesAnew);
            case FloatingIpRequest it -> {
                Optional<ReservationRefusal> refusal = addresses.plan(reservation, it, choosesAnew);
                explanation = addresses.explanation();
                yield refusal;
            }
        };
    }

    private Optional<ReservationRefusal> instances(
            Reservation reservation, SlotChoice.Wanted wanted, boolean choosesAnew) {
        Optional<ReservationRefusal> refusal = instances.plan(reservation, wanted, choosesAnew);
        explanation = instances.explanation();
        return refusal;
    }

    /** What leads from what the lease has to what it shall have. */
    public List<Change> changes() {
        Map<UUID, Long> seen = new HashMap<>();
        ground.stock().shares().forEach(offer -> seen.put(offer.host().id(), offer.host().calendarRevision()));
        draft.bookings().forEach(booking -> ground.stock().hosts().of(booking.hostId())
                .ifPresent(offer -> seen.put(booking.hostId(), offer.host().calendarRevision())));
        List<Change> changes = new ArrayList<>();
        LeaseBookings.change(ground.leaseId(), ground.held(), draft.bookings(), seen).ifPresent(changes::add);
        addresses.change().ifPresent(changes::add);
        return changes;
    }

    /** What active reservations got more: it is to be claimed at once. */
    public List<Booking> added() {
        return draft.added();
    }

    /** Of the last choice. */
    public Explanation explanation() {
        return explanation;
    }
}
