package io.berth.reservation;

import io.berth.base.Change;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.enforcement.Enforcement;
import io.berth.reservation.enforcement.Enforcement.Holding;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressBookingStore;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseDeleted;
import io.berth.reservation.lease.LeaseChange.LeaseEnded;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the service outside of every lease that ended or was deleted before its end: thousands may end at once. */
final class LeaseEnds {
    /** How many ask the database or the service outside at a time; the others wait, and nobody for them. */
    private static final int TELLERS_MAX = 16;

    private final Store store;
    private final HostStore hosts;
    private final Enforcement enforcement;
    private final Semaphore tellers = new Semaphore(TELLERS_MAX);

    LeaseEnds(Store store, HostStore hosts, Enforcement enforcement) {
        this.store = store;
        this.hosts = hosts;
        this.enforcement = enforcement;
    }

    void listen() {
        if (enforcement.asksOutside()) {
            store.onCommit(this::committed);
        }
    }

    /** A lease that is over, and what it had of hosts. */
    private record Over(Lease lease, List<Booking> had, String status) {}

    private void committed(List<Change> changes) {
        List<Over> over = changes.stream().flatMap(change -> over(change).stream()).toList();
        if (over.isEmpty()) {
            return;
        }
        Map<UUID, List<AddressBooking>> lost = new HashMap<>();
        for (Change change : changes) {
            if (change instanceof AddressesRebooked it && !it.removed().isEmpty()) {
                lost.computeIfAbsent(it.holderId(), any -> new ArrayList<>()).addAll(it.removed());
            }
        }
        inTurn("leases-over", () -> tell(over, lost));
    }

    private static Optional<Over> over(Change change) {
        return switch (change) {
            case LeaseEnded it -> Optional.of(new Over(it.lease(), it.had(), "TERMINATING"));
            case LeaseDeleted it when !it.lease().hasEnded() -> Optional.of(new Over(it.lease(), it.had(), "DELETING"));
            default -> Optional.empty();
        };
    }

    private void inTurn(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(() -> {
            tellers.acquireUninterruptibly();
            try {
                work.run();
            } finally {
                tellers.release();
            }
        });
    }

    /** @param lost the addresses that went with them, by lease */
    private void tell(List<Over> over, Map<UUID, List<AddressBooking>> lost) {
        Map<UUID, List<AddressBooking>> addresses = new HashMap<>(lost);
        List<UUID> ended = over.stream()
                .map(Over::lease)
                .filter(lease -> !lost.containsKey(lease.id()) && wantsAddresses(lease))
                .map(Lease::id)
                .toList();
        if (!ended.isEmpty()) {
            // What ends on time stays booked until then.
            addresses.putAll(store.database().read(handle -> AddressBookingStore.bookingsOfLeases(handle, ended)));
        }
        Set<UUID> hostIds = ids(over.stream().flatMap(each -> each.had().stream()).map(Booking::hostId));
        Map<UUID, Host> had = byId(store.database().read(handle -> hosts.hosts(handle, hostIds)), Host::id);
        Set<UUID> addressIds = ids(addresses.values().stream().flatMap(List::stream).map(AddressBooking::floatingIpId));
        Map<UUID, FloatingIp> known = addressIds.isEmpty()
                ? Map.of()
                : byId(store.database().read(handle -> FloatingIpStore.floatingIps(handle, addressIds)), FloatingIp::id);
        for (Over each : over) {
            List<AddressBooking> its = addresses.getOrDefault(each.lease().id(), List.of());
            Holding holding = new Holding(
                    each.lease(),
                    each.had(),
                    those(had, each.had().stream().map(Booking::hostId)),
                    its,
                    those(known, its.stream().map(AddressBooking::floatingIpId)));
            inTurn("lease-over-" + each.lease().id(), () -> enforcement.ended(holding, each.status()));
        }
    }

    private static boolean wantsAddresses(Lease lease) {
        return lease.reservations().stream().anyMatch(reservation -> reservation.request() instanceof FloatingIpRequest);
    }

    private static Set<UUID> ids(Stream<UUID> ids) {
        return ids.collect(Collectors.toSet());
    }

    private static <T> Map<UUID, T> byId(Collection<T> all, Function<T, UUID> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private static <T> List<T> those(Map<UUID, T> all, Stream<UUID> ids) {
        return ids.distinct().flatMap(id -> Optional.ofNullable(all.get(id)).stream()).toList();
    }
}
