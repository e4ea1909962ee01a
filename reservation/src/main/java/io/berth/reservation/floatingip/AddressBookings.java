package io.berth.reservation.floatingip;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Works out how a lease's bookings of addresses become others. Pure. */
public final class AddressBookings {
    private AddressBookings() {}

    /** When the lease ends at {@code now}: what was used stays, cut at now; what was not yet used goes. */
    public static List<AddressBooking> endingAt(Instant now, Collection<AddressBooking> before) {
        return before.stream()
                .filter(booking -> booking.period().start().isBefore(now))
                .map(booking -> booking.period().end().isAfter(now)
                        ? booking.during(new Period(booking.period().start(), now))
                        : booking)
                .toList();
    }

    /**
     * What leads from the one set of bookings to the other; absent where they are the same.
     *
     * @param seen the revision of every address that may get a booking; one that is not in it only gives some of its time back
     */
    public static Optional<AddressesRebooked> change(
            UUID leaseId, Collection<AddressBooking> before, Collection<AddressBooking> after, Map<UUID, Long> seen) {
        List<AddressBooking> removed = new ArrayList<>(before);
        removed.removeAll(after);
        List<AddressBooking> added = new ArrayList<>(after);
        added.removeAll(before);
        if (added.isEmpty() && removed.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<UUID, Long> claimed = new TreeMap<>();
        added.stream()
                .map(AddressBooking::floatingIpId)
                .filter(seen::containsKey)
                .forEach(address -> claimed.put(address, seen.get(address)));
        SortedSet<UUID> freed = new TreeSet<>();
        removed.forEach(booking -> freed.add(booking.floatingIpId()));
        freed.removeAll(claimed.keySet());
        return Optional.of(new AddressesRebooked(leaseId, removed, added, claimed, freed));
    }
}
