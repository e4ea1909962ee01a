package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.request.FloatingIpRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** When there are addresses of one network. Pure. */
final class AddressStarts {
    private final List<AddressSupply.Entry> addresses;
    private final Duration takes;

    /** @param takes how long an address is taken: it needs no cleaning */
    AddressStarts(AddressSupply calendar, String networkId, Duration takes) {
        this.addresses = calendar.ofNetwork(networkId);
        this.takes = takes;
    }

    /** When there are as many as all requests of the network want, and all that they require. */
    List<Starts> forAll(List<FloatingIpRequest> requests, Starts range) {
        Set<IpAddress> required = new HashSet<>();
        requests.forEach(request -> required.addAll(request.required()));
        Levels all = new Levels(range);
        Levels needed = new Levels(range);
        for (AddressSupply.Entry entry : addresses) {
            add(entry, all);
            if (required.contains(entry.address().address())) {
                add(entry, needed);
            }
        }
        long amount = requests.stream().mapToLong(FloatingIpRequest::amount).sum();
        return StartRuns.both(all.atLeast(amount), needed.atLeast(required.size()));
    }

    /** When one of these is free. */
    List<Starts> onAny(Collection<UUID> which, Starts range) {
        Levels levels = new Levels(range);
        addresses.stream().filter(entry -> which.contains(entry.address().id())).forEach(entry -> add(entry, levels));
        return levels.atLeast(1);
    }

    boolean isAnyFree(Collection<UUID> which, Period window) {
        return addresses.stream().anyMatch(entry -> which.contains(entry.address().id()) && entry.isFree(window));
    }

    private void add(AddressSupply.Entry entry, Levels levels) {
        long length = Levels.micros(takes);
        long free = levels.first();
        for (AddressBooking booking : entry.bookings()) {
            levels.add(free, Levels.upTo(HostCalendar.micros(booking.period().start()) - length), 1);
            free = Math.max(free, Levels.from(HostCalendar.micros(booking.period().end())));
        }
        levels.add(free, levels.last(), 1);
    }
}
