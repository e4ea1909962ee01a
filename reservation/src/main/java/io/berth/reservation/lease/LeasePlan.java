package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.base.Explanation;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.UnsupportedResourceType;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Works out what a lease shall have, new or changed, reservation by reservation; each kind of request has a plan of its own.
 * Once one is refused the plan is of no use any more.
 */
final class LeasePlan {
    private final Ground ground;
    private final BookingDraft draft;
    private final HostPlan hosts;

    LeasePlan(Ground ground) {
        this.ground = ground;
        draft = new BookingDraft(ground);
        hosts = new HostPlan(ground, draft);
    }

    /**
     * @param reservation as it shall be
     * @param choosesAnew false keeps what the reservation has, for a window that does not need more of it
     */
    Optional<ReservationRefusal> plan(Reservation reservation, boolean choosesAnew) {
        if (ground.endsNow()) {
            draft.keepAll(reservation);
            return Optional.empty();
        }
        return switch (reservation.request()) {
            case HostRequest it -> hosts.plan(reservation, it, choosesAnew);
            case InstanceRequest it -> Optional.of(new UnsupportedResourceType(it.resourceType()));
            case FlavorRequest it -> Optional.of(new UnsupportedResourceType(it.resourceType()));
            case FloatingIpRequest it -> Optional.of(new UnsupportedResourceType(it.resourceType()));
        };
    }

    /** What leads from what the lease has to what it shall have. */
    List<Change> changes() {
        Map<UUID, Long> seen = new HashMap<>();
        draft.bookings().forEach(booking -> ground.stock().hosts().of(booking.hostId())
                .ifPresent(offer -> seen.put(booking.hostId(), offer.host().calendarRevision())));
        List<Change> changes = new ArrayList<>();
        LeaseBookings.change(ground.leaseId(), ground.held(), draft.bookings(), seen).ifPresent(changes::add);
        return changes;
    }

    /** The hosts that active reservations got more: they are to be claimed at once. */
    SortedMap<UUID, List<UUID>> added() {
        return draft.added();
    }

    /** Of the last choice. */
    Explanation explanation() {
        return hosts.explanation();
    }
}
