package io.berth.reservation.supply;

import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.ReservationRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads what there is beside the calendars of hosts, by a number of statements that does not grow with anything. */
public final class Supplies {
    private final Ledger ledger;

    public Supplies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** For new leases with these requests. Nothing is read for what none of them is about. */
    public Supply read(Handle handle, CalendarView calendars, Collection<ReservationRequest> requests, Instant now) {
        return new Supply(
                calendars,
                Supply.wantsShares(requests) ? providers(handle, calendars) : Map.of(),
                addresses(handle, networks(requests), now));
    }

    /** Whether there is anything to be read for these. */
    public boolean isNeeded(Collection<ReservationRequest> requests) {
        return Supply.wantsShares(requests) || !networks(requests).isEmpty();
    }

    public Map<UUID, Provider> providers(Handle handle, CalendarView calendars) {
        return providers(handle, calendars.all().stream().map(calendar -> calendar.host().id()).toList());
    }

    public Map<UUID, Provider> providers(Handle handle, Collection<UUID> hosts) {
        return ledger.providers(handle, hosts).stream().collect(Collectors.toMap(Provider::uuid, Function.identity()));
    }

    public static Set<String> networks(Collection<ReservationRequest> requests) {
        return requests.stream()
                .filter(FloatingIpRequest.class::isInstance)
                .map(request -> ((FloatingIpRequest) request).networkId())
                .collect(Collectors.toSet());
    }

    /** The addresses are read before their bookings: what is booked meanwhile moves a revision that was already seen. */
    public AddressSupply addresses(Handle handle, Set<String> networks, Instant now) {
        if (networks.isEmpty()) {
            return AddressSupply.EMPTY;
        }
        List<FloatingIp> addresses = FloatingIpStore.ofNetworks(handle, networks);
        return AddressSupply.of(addresses, AddressBookingStore.bookingsFrom(handle, networks, now));
    }
}
