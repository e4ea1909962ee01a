package io.berth.reservation.lease.plan;

import io.berth.base.Explanation;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.calendar.slot.SlotChoice;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.request.InstanceRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Finds room for instances (contract blazar §14.2, §14.3, §14.6). Before its start a reservation keeps the hosts that it has as
 * far as they still have room, and may get others; once it is active it keeps every slot where it is and only gets more.
 */
final class InstancePlan {
    private final Ground ground;
    private final BookingDraft draft;
    private Explanation explanation = Explanation.NONE;

    InstancePlan(Ground ground, BookingDraft draft) {
        this.ground = ground;
        this.draft = draft;
    }

    Explanation explanation() {
        return explanation;
    }

    /** @param choosesAnew false keeps what there is, for a window that does not need more of it */
    Optional<ReservationRefusal> plan(Reservation reservation, SlotChoice.Wanted wanted, boolean choosesAnew) {
        List<Booking> held = draft.heldBy(reservation);
        if (!choosesAnew || reservation.status() == ReservationStatus.ERROR) {
            held.forEach(booking -> draft.keep(reservation, booking));
            return Optional.empty();
        }
        Map<UUID, Integer> slots = new HashMap<>();
        held.forEach(booking -> booking.share().ifPresent(share -> slots.merge(booking.hostId(), share.slots(), Integer::sum)));
        Period window = ground.period().longerBy(ground.options().cleaningTime());
        SlotChoice choice = SlotChoice.among(
                offers(reservation), wanted, new SlotChoice.Held(slots, reservation.isPending()), window);
        explanation = choice.explanation();
        return switch (choice) {
            case SlotChoice.Unknown unknown -> Optional.of(new UnknownProperty(unknown.property()));
            case SlotChoice.TooFew few -> Optional.of(new NotEnoughHosts(
                    (reservation.isPending() ? "" : "the reservation is active and keeps its instances where they are; ")
                            + few.reasons()));
            case SlotChoice.Chosen chosen -> {
                if (wanted.amount() > InstanceRequest.AMOUNT_MAX) {
                    yield Optional.of(new InvalidInput("Malformed parameter amount (at most " + InstanceRequest.AMOUNT_MAX + ")"));
                }
                book(reservation, wanted, held, slots, chosen.slots());
                yield Optional.empty();
            }
        };
    }

    /** The hosts with what the other reservations of this lease have of them. */
    private List<ShareOffer> offers(Reservation reservation) {
        Map<UUID, List<Booking>> others = draft.others(reservation);
        return ground.stock().shares().stream()
                .map(offer -> offer.with(others.getOrDefault(offer.host().id(), List.of())))
                .toList();
    }

    private void book(
            Reservation reservation,
            SlotChoice.Wanted wanted,
            List<Booking> held,
            Map<UUID, Integer> slots,
            SequencedMap<UUID, Integer> chosen) {
        if (reservation.isPending()) {
            held.forEach(draft::giveBack);
            chosen.forEach((host, count) -> draft.add(reservation, host, new Share(count, wanted.each())));
            return;
        }
        held.forEach(booking -> draft.keep(reservation, booking));
        chosen.forEach((host, count) -> {
            int more = count - slots.getOrDefault(host, 0);
            if (more > 0) {
                draft.add(reservation, host, new Share(more, wanted.each()));
            }
        });
    }
}
