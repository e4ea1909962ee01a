package io.berth.reservation.event;

import io.berth.base.Decision;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.lease.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A started reservation in the ledger: it is the consumer of its shares of hosts, or of all that its hosts give to one consumer. Where an inventory's
 * {@code max_unit} is its capacity, as for machines that are used whole, nobody else can claim any of it. Servers that are placed on a host take their part out of that claim.
 */
public final class LeaseClaims {
    /** By which reservations are known in the ledger. */
    public static final String RESERVATION = "RESERVATION";

    private static final Optional<String> CONSUMER_TYPE = Optional.of(RESERVATION);

    private final Ledger ledger;

    public LeaseClaims(Ledger ledger) {
        this.ledger = ledger;
    }

    /** On what claims of what is booked for reservations are decided: nobody else changes these hosts any more, or claims of them. */
    LedgerView view(Handle tx, SortedMap<UUID, List<Booking>> booked) {
        return view(tx, booked, List.of());
    }

    /** The same for who only wants to know what would be decided: it holds nobody up. */
    LedgerView look(Handle handle, SortedMap<UUID, List<Booking>> booked) {
        return ledger.claimView(handle, hosts(booked), booked.keySet().stream().map(UUID::toString).toList());
    }

    /** @param released claims of others that may have to go for that */
    LedgerView view(Handle tx, SortedMap<UUID, List<Booking>> booked, Collection<ConsumerAllocations> released) {
        List<String> consumers = Stream.concat(
                        booked.keySet().stream().map(UUID::toString), released.stream().map(ConsumerAllocations::consumer))
                .toList();
        return held(tx, hosts(booked), consumers);
    }

    /** Those who start or end at the same instant on the same hosts wait for each other: otherwise all but the first were in vain. */
    private LedgerView.Rows held(Handle tx, Collection<UUID> hosts, Collection<String> consumers) {
        return ledger.heldClaimView(tx, new HashSet<>(hosts), consumers);
    }

    private static List<UUID> hosts(Map<UUID, List<Booking>> booked) {
        return booked.values().stream().flatMap(List::stream).map(Booking::hostId).distinct().toList();
    }

    /**
     * Claims what is booked for reservations, beside what they have. Refused where somebody else uses some of it, or hosts are gone. Pure.
     *
     * @param owners the leases, by reservation
     * @param released claims of others that go for that
     */
    static Decision<ReplaceAllocations.Reply> claim(
            LedgerView view,
            Map<UUID, Lease> owners,
            SortedMap<UUID, List<Booking>> booked,
            Collection<ConsumerAllocations> released,
            Instant now) {
        Optional<PlacementRefusal> gone = gone(view, hosts(booked));
        if (gone.isPresent()) {
            return Decision.refuse(gone.get());
        }
        List<ConsumerAllocations> wanted = new ArrayList<>(known(view, released));
        booked.forEach((reservation, added) -> {
            Lease lease = Objects.requireNonNull(owners.get(reservation));
            wanted.add(ConsumerAllocations.of(
                    reservation.toString(), lease.projectId(), lease.userId(), CONSUMER_TYPE, with(held(view, reservation), view, added)));
        });
        return ReplaceAllocations.decide(view, wanted, now);
    }

    /** Claims what reservations get in place of what they lose: all that they have of the hosts that they leave goes. */
    Decision<ReplaceAllocations.Reply> exchange(Handle tx, List<Exchange> exchanges, Instant now) {
        List<UUID> hosts = exchanges.stream().flatMap(each -> each.added().stream()).map(Booking::hostId).distinct().toList();
        SortedMap<UUID, Lease> leases = new TreeMap<>();
        Map<UUID, List<Booking>> lost = new TreeMap<>();
        Map<UUID, List<Booking>> added = new TreeMap<>();
        for (Exchange each : exchanges) {
            lost.putAll(Handover.byReservation(each.lost()));
            added.putAll(Handover.byReservation(each.added()));
            lost.keySet().forEach(reservation -> leases.putIfAbsent(reservation, each.lease()));
        }
        LedgerView view = ledger.claimView(tx, hosts, leases.keySet().stream().map(UUID::toString).toList());
        List<ConsumerAllocations> wanted = new ArrayList<>();
        leases.forEach((reservation, lease) -> {
            Set<UUID> left = lost.getOrDefault(reservation, List.of()).stream().map(Booking::hostId).collect(Collectors.toSet());
            Map<UUID, Map<String, Long>> kept = held(view, reservation);
            kept.keySet().removeAll(left);
            wanted.add(ConsumerAllocations.of(
                    reservation.toString(), lease.projectId(), lease.userId(), CONSUMER_TYPE,
                    with(kept, view, added.getOrDefault(reservation, List.of()))));
        });
        return gone(view, hosts).<Decision<ReplaceAllocations.Reply>>map(Decision::refuse)
                .orElseGet(() -> ReplaceAllocations.decide(view, wanted, now));
    }

    private static Optional<PlacementRefusal> gone(LedgerView view, List<UUID> hosts) {
        return hosts.stream()
                .filter(host -> view.provider(host).isEmpty())
                .findFirst()
                .map(host -> new PlacementRefusal.UnknownProvider(host.toString()));
    }

    private static Map<UUID, Map<String, Long>> held(LedgerView view, UUID reservation) {
        Map<UUID, Map<String, Long>> resources = new LinkedHashMap<>();
        view.consumer(reservation.toString())
                .map(Consumer::allocations)
                .ifPresent(held -> held.forEach((host, amounts) -> resources.put(host, new LinkedHashMap<>(amounts))));
        return resources;
    }

    private static Map<UUID, Map<String, Long>> with(
            Map<UUID, Map<String, Long>> resources, LedgerView view, List<Booking> added) {
        for (Booking booking : added) {
            Map<String, Long> more = booking.share()
                    .<Map<String, Long>>map(Share::total)
                    .orElseGet(() -> view.provider(booking.hostId()).map(LeaseClaims::whole).orElse(Map.of()));
            if (!more.isEmpty()) {
                Map<String, Long> sums = resources.computeIfAbsent(booking.hostId(), any -> new LinkedHashMap<>());
                more.forEach((resourceClass, amount) -> sums.merge(resourceClass, amount, Long::sum));
            }
        }
        return resources;
    }

    /** All that a provider can give to one consumer, in the portions in which it gives. */
    public static Map<String, Long> whole(Provider provider) {
        Map<String, Long> amounts = new LinkedHashMap<>();
        provider.inventories().forEach((resourceClass, inventory) -> {
            long amount = largestPortion(inventory);
            if (amount > 0) {
                amounts.put(resourceClass, amount);
            }
        });
        return amounts;
    }

    private static long largestPortion(Inventory inventory) {
        long most = Math.min(inventory.capacity(), inventory.maxUnit());
        long portioned = most - Math.floorMod(most, inventory.stepSize());
        return portioned < inventory.minUnit() ? 0 : portioned;
    }

    /** Gives back all that the leases' reservations have, and the other claims that end with them. @param hosts on which they have something */
    Decision<ReplaceAllocations.Reply> release(
            Handle tx, Collection<Lease> leases, Collection<UUID> hosts, Collection<ConsumerAllocations> others, Instant now) {
        List<ConsumerAllocations> released = new ArrayList<>(others);
        leases.forEach(lease -> lease.reservations().forEach(reservation -> released.add(ConsumerAllocations.none(
                reservation.id().toString(), lease.projectId(), lease.userId()))));
        LedgerView view = held(tx, hosts, released.stream().map(ConsumerAllocations::consumer).toList());
        return ReplaceAllocations.decide(view, known(view, released), now);
    }

    /** Those that have something. */
    private static List<ConsumerAllocations> known(LedgerView view, Collection<ConsumerAllocations> consumers) {
        return consumers.stream().filter(each -> view.consumer(each.consumer()).isPresent()).toList();
    }
}
