package io.berth.reservation.lease.plan;

import io.berth.base.Change;
import io.berth.base.Explanation;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookings;
import io.berth.reservation.floatingip.AddressChoice;
import io.berth.reservation.floatingip.AddressOffer;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.FloatingIpsNotEditable;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.request.FloatingIpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Finds addresses (contract blazar §14.4, §14.6): keeps those of the reservation's that are still free, gives back what is more
 * than its amount, the required ones last, and takes what is missing. An active reservation never gives one back.
 */
final class AddressPlan {
    private final Ground ground;
    /** What the lease has and of which nothing is decided yet. */
    private final List<AddressBooking> undecided;

    private final List<AddressBooking> bookings = new ArrayList<>();
    private Explanation explanation = Explanation.NONE;

    AddressPlan(Ground ground) {
        this.ground = ground;
        undecided = new ArrayList<>(ground.stock().addresses().held());
    }

    Explanation explanation() {
        return explanation;
    }

    void keepAll() {
        bookings.addAll(undecided);
        undecided.clear();
    }

    /** @param choosesAnew false keeps what there is, for a window that does not need more of it */
    Optional<ReservationRefusal> plan(Reservation reservation, FloatingIpRequest request, boolean choosesAnew) {
        List<AddressBooking> held = undecided.stream()
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .toList();
        List<AddressBooking> kept = choosesAnew ? fitting(request, held) : held;
        if (!reservation.isPending() && kept.size() < held.size()) {
            return Optional.of(new FloatingIpsNotEditable("Cannot remove allocations from an active reservation"));
        }
        undecided.removeAll(held);
        for (AddressBooking booking : kept) {
            Instant from = reservation.isPending() ? ground.period().start() : booking.period().start();
            bookings.add(booking.during(new Period(from, ground.period().end())));
        }
        return choosesAnew ? topUp(reservation, request, kept) : Optional.empty();
    }

    private List<AddressBooking> fitting(FloatingIpRequest request, List<AddressBooking> held) {
        Collection<IpAddress> required = request.required();
        return held.stream()
                .flatMap(booking -> ground.stock().addresses().of(booking.floatingIpId()).stream()
                        .filter(AddressOffer::isFree)
                        .map(offer -> Map.entry(offer.floatingIp().address(), booking)))
                .sorted(Map.Entry.comparingByKey(
                        Comparator.<IpAddress, Boolean>comparing(address -> !required.contains(address)).thenComparing(address -> address)))
                .limit(request.amount())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Optional<ReservationRefusal> topUp(Reservation reservation, FloatingIpRequest request, List<AddressBooking> kept) {
        Set<IpAddress> required = new HashSet<>(request.required());
        kept.forEach(booking -> ground.stock().addresses().of(booking.floatingIpId())
                .ifPresent(offer -> required.remove(offer.floatingIp().address())));
        AddressChoice choice = AddressChoice.among(
                ground.stock().addresses().offers(),
                new AddressChoice.Wanted(request.networkId(), request.amount() - kept.size(), required),
                taken(),
                ground.period());
        explanation = choice.explanation();
        return switch (choice) {
            case AddressChoice.TooFew few -> Optional.of(new NotEnoughFloatingIps(
                    (kept.isEmpty() ? "" : "the reservation keeps " + kept.size() + "; for the others, ") + few.reasons()));
            case AddressChoice.Chosen chosen -> {
                chosen.addresses().forEach(address -> bookings.add(new AddressBooking(
                        ground.ids().uuid(), address.id(), ground.period(), ground.leaseId(), reservation.id())));
                yield Optional.empty();
            }
        };
    }

    /** The addresses that the lease has, or had and may have again. */
    private Set<UUID> taken() {
        Set<UUID> taken = new HashSet<>();
        Stream.concat(undecided.stream(), bookings.stream()).forEach(booking -> taken.add(booking.floatingIpId()));
        return taken;
    }

    /** What leads from what the lease has to what it shall have. */
    Optional<? extends Change> change() {
        Map<UUID, Long> seen = new HashMap<>();
        ground.stock().addresses().offers().forEach(offer -> seen.put(offer.floatingIp().id(), offer.floatingIp().revision()));
        return AddressBookings.change(ground.leaseId(), ground.stock().addresses().held(), bookings, seen);
    }
}
