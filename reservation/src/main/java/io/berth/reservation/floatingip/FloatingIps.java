package io.berth.reservation.floatingip;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.network.ExternalNetworks;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.ReservationRequest;
import io.berth.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What can be done with addresses; who reserves them, leases say. */
public final class FloatingIps {
    private final Store store;
    private final ExternalNetworks networks;
    private final Clock clock;
    private final Ids ids;

    /** Tells the store how changes of addresses are written. */
    public FloatingIps(Store store, ExternalNetworks networks, Clock clock, Ids ids) {
        this.store = store;
        this.networks = networks;
        this.clock = clock;
        this.ids = ids;
        store.writesTogether(FloatingIpChange.class, FloatingIpStore::write);
    }

    public List<FloatingIp> all() {
        return store.database().read(FloatingIpStore::all);
    }

    /** @param id anything but a uuid names none */
    public Optional<FloatingIp> find(String id) {
        return store.database().read(handle -> found(handle, id));
    }

    /** @param id anything but a uuid names none */
    public static Optional<FloatingIp> found(Handle handle, String id) {
        return Ids.read(id).flatMap(uuid -> FloatingIpStore.floatingIp(handle, uuid));
    }

    public Decision<FloatingIp> register(RegisterFloatingIp request) {
        return register(request, Receipt.none());
    }

    /** @param receipt written with the address, in its transaction */
    public Decision<FloatingIp> register(RegisterFloatingIp request, Receipt<FloatingIp> receipt) {
        return switch (request.place(networks)) {
            case RegisterFloatingIp.Place.Nowhere nowhere -> Decision.refuse(nowhere.why());
            case RegisterFloatingIp.Place.At place -> store.decide(
                    tx -> FloatingIpStore.isRegistered(tx, place.subnetId(), place.address()),
                    isRegistered -> receipt.on(request.decide(place, isRegistered, clock.now(), ids)));
        };
    }

    public Decision<FloatingIp> remove(RemoveFloatingIp request) {
        return store.decide(
                tx -> {
                    Optional<FloatingIp> floatingIp = found(tx, request.id());
                    return new RemoveFloatingIp.View(
                            floatingIp,
                            floatingIp.filter(found -> AddressBookingStore.isReserved(tx, found.id())).isPresent());
                },
                request::decide);
    }

    /**
     * What there is for requests that want addresses; nothing is read where none does.
     *
     * @param ownLease whose bookings do not count, and which may have some; null for a new one
     */
    public static AddressStock stock(
            Handle handle, Collection<ReservationRequest> requests, Period window, Instant now, @Nullable UUID ownLease) {
        Set<String> wanted = networks(requests);
        return wanted.isEmpty()
                ? AddressStock.NONE
                : new AddressStock(
                        FloatingIpStore.offers(handle, wanted, window, now, ownLease), held(handle, requests, ownLease).held());
    }

    /** What the lease has, where nothing is to be chosen. */
    public static AddressStock held(Handle handle, Collection<ReservationRequest> requests, @Nullable UUID lease) {
        return lease == null || networks(requests).isEmpty()
                ? AddressStock.NONE
                : new AddressStock(List.of(), AddressBookingStore.bookingsOfLease(handle, lease));
    }

    private static Set<String> networks(Collection<ReservationRequest> requests) {
        return requests.stream()
                .filter(FloatingIpRequest.class::isInstance)
                .map(request -> ((FloatingIpRequest) request).networkId())
                .collect(Collectors.toSet());
    }
}
