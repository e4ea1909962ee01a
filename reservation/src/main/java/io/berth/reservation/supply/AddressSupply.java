package io.berth.reservation.supply;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressOffer;
import io.berth.reservation.floatingip.FloatingIp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** Addresses with what takes them from some moment on. Never changes. */
public final class AddressSupply {
    public static final AddressSupply EMPTY = new AddressSupply(new LinkedHashMap<>());

    private final SequencedMap<UUID, Entry> entries;

    private AddressSupply(SequencedMap<UUID, Entry> entries) {
        this.entries = entries;
    }

    /** @param bookings in the order of time */
    record Entry(FloatingIp address, List<AddressBooking> bookings) {
        Entry {
            bookings = List.copyOf(bookings);
        }

        boolean isFree(Period window) {
            return bookings.stream().noneMatch(booking -> booking.period().overlaps(window));
        }

        private boolean isUnused(Instant now) {
            return bookings.stream().noneMatch(booking -> booking.period().end().isAfter(now));
        }

        private Entry plus(AddressBooking booking, long revision) {
            List<AddressBooking> more = new ArrayList<>(bookings);
            more.add(booking);
            more.sort(Comparator.comparing(each -> each.period().start()));
            return new Entry(
                    new FloatingIp(
                            address.id(), address.networkId(), address.subnetId(), address.address(), revision, address.createdAt()),
                    more);
        }
    }

    /** @param addresses in the order in which they are offered; {@code bookings} of them, in any */
    public static AddressSupply of(List<FloatingIp> addresses, Collection<AddressBooking> bookings) {
        Map<UUID, List<AddressBooking>> byAddress = new LinkedHashMap<>();
        bookings.stream()
                .sorted(Comparator.comparing(booking -> booking.period().start()))
                .forEach(booking -> byAddress.computeIfAbsent(booking.floatingIpId(), any -> new ArrayList<>()).add(booking));
        SequencedMap<UUID, Entry> entries = new LinkedHashMap<>();
        addresses.forEach(address ->
                entries.put(address.id(), new Entry(address, byAddress.getOrDefault(address.id(), List.of()))));
        return new AddressSupply(entries);
    }

    /** With those of the other, which take the place of the same ones here. */
    public AddressSupply and(AddressSupply other) {
        SequencedMap<UUID, Entry> all = new LinkedHashMap<>(entries);
        all.putAll(other.entries);
        return new AddressSupply(all);
    }

    /** With new bookings, each address that has one at its next revision: what there is when that is written. */
    public AddressSupply plus(Collection<AddressBooking> added) {
        SequencedMap<UUID, Entry> all = new LinkedHashMap<>(entries);
        added.forEach(booking -> all.computeIfPresent(booking.floatingIpId(), (id, entry) ->
                entry.plus(booking, revision(id).orElseThrow() + 1)));
        return new AddressSupply(all);
    }

    public Optional<Long> revision(UUID address) {
        return Optional.ofNullable(entries.get(address)).map(entry -> entry.address().revision());
    }

    /** As they are for the window, no lease's own bookings left out. */
    List<AddressOffer> offers(Period window, Instant now) {
        return entries.values().stream()
                .map(entry -> new AddressOffer(entry.address(), entry.isFree(window), entry.isUnused(now)))
                .toList();
    }

    List<Entry> ofNetwork(String networkId) {
        return entries.values().stream().filter(entry -> entry.address().networkId().equals(networkId)).toList();
    }
}
