package io.berth.reservation;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.enforcement.Admission;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.Enforcement.Holding;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets through what the site does not forbid. It may wait for a service outside, so it is asked before a transaction begins. */
final class LeaseGate implements Admission {
    private final Store store;
    private final CalendarStore calendar;
    private final HostStore hosts;
    private final Enforcement enforcement;

    LeaseGate(Store store, CalendarStore calendar, HostStore hosts, Enforcement enforcement) {
        this.store = store;
        this.calendar = calendar;
        this.hosts = hosts;
        this.enforcement = enforcement;
    }

    private static Stream<AddressesRebooked> rebooked(List<? extends Change> changes, Lease lease) {
        return changes.stream()
                .filter(AddressesRebooked.class::isInstance)
                .map(AddressesRebooked.class::cast)
                .filter(change -> change.holderId().equals(lease.id()));
    }

    private List<AddressBooking> addressesOf(Lease lease) {
        return store.database().read(handle -> AddressBookingStore.bookingsOfLease(handle, lease.id()));
    }

    /** @param preview what would be decided now */
    Optional<ReservationRefusal> create(Supplier<Decision<Lease>> preview) {
        if (!enforcement.isActive()) {
            return Optional.empty();
        }
        return preview.get() instanceof Decision.Accepted<Lease> yes
                ? tooLong(yes.reply(), true).or(() -> askOutside(yes))
                : Optional.empty();
    }

    private Optional<ReservationRefusal> askOutside(Decision.Accepted<Lease> wanted) {
        return enforcement.asksOutside()
                ? enforcement.create(holding(
                        wanted.reply(),
                        booked(wanted.changes()),
                        rebooked(wanted.changes(), wanted.reply()).flatMap(change -> change.added().stream()).toList()))
                : Optional.empty();
    }

    @Override
    public boolean isActive() {
        return enforcement.isActive();
    }

    @Override
    public Optional<ReservationRefusal> toBook(Decision.Accepted<Lease> wanted) {
        return create(() -> wanted);
    }

    @Override
    public Optional<ReservationRefusal> toHave(Lease lease) {
        return tooLong(lease, true);
    }

    /** @param preview what would be decided now; absent where there is no such lease */
    Optional<ReservationRefusal> update(UpdateLease request, Supplier<Optional<Preview>> preview) {
        if (!enforcement.isActive() || request.changesOnlyName()) {
            return Optional.empty();
        }
        return preview.get().flatMap(found -> {
            if (!(found.decision() instanceof Decision.Accepted<UpdateLease.Updated> yes)) {
                return Optional.empty();
            }
            Lease after = yes.reply().lease();
            return tooLong(after, false).or(() -> askOutside(found.before(), after, request.name() != null));
        });
    }

    /** What an update would do to a lease. */
    record Preview(Lease before, Decision<UpdateLease.Updated> decision) {}

    private Optional<ReservationRefusal> askOutside(Lease before, Lease after, boolean isRenamed) {
        if (!enforcement.asksOutside()) {
            return Optional.empty();
        }
        List<Booking> bookings = store.database().read(handle -> calendar.bookingsOfLease(handle, before.id()));
        return enforcement.update(holding(before, bookings, addressesOf(before)), after, isRenamed);
    }

    private Optional<ReservationRefusal> tooLong(Lease lease, boolean isNew) {
        return enforcement.tooLong(lease.projectId(), lease.startsAt(), lease.endsAt(), isNew);
    }

    private Holding holding(Lease lease, List<Booking> bookings, List<AddressBooking> addresses) {
        Set<UUID> booked = new HashSet<>();
        bookings.forEach(booking -> booked.add(booking.hostId()));
        Set<UUID> bookedAddresses = new HashSet<>();
        addresses.forEach(booking -> bookedAddresses.add(booking.floatingIpId()));
        return store.database().read(handle -> new Holding(
                lease,
                bookings,
                hosts.hosts(handle, booked),
                addresses,
                addresses.isEmpty() ? List.of() : FloatingIpStore.floatingIps(handle, bookedAddresses)));
    }

    private static List<Booking> booked(List<Change> changes) {
        return changes.stream()
                .filter(LeaseRebooked.class::isInstance)
                .flatMap(change -> ((LeaseRebooked) change).added().stream())
                .toList();
    }
}
