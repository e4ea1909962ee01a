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
import io.berth.reservation.lease.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A started reservation in the ledger: it is the consumer of all that its hosts give to one consumer. Where an inventory's
 * {@code max_unit} is its capacity, as for machines that are used whole, nobody else can claim any of it. Servers that are placed on a host take their part out of that claim.
 */
public final class LeaseClaims {
    private static final Optional<String> CONSUMER_TYPE = Optional.of("RESERVATION");

    private final Ledger ledger;

    public LeaseClaims(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Claims whole hosts for a reservation, beside what it has. Refused where somebody else uses some of them, or they are gone. */
    Decision<ReplaceAllocations.Reply> claim(
            Handle tx, Lease lease, Map<UUID, List<UUID>> hostsByReservation, Instant now) {
        List<UUID> hosts = hostsByReservation.values().stream().flatMap(List::stream).toList();
        List<String> consumers = hostsByReservation.keySet().stream().map(UUID::toString).toList();
        LedgerView view = ledger.view(tx, hosts, consumers);
        Optional<UUID> gone = hosts.stream().filter(host -> view.provider(host).isEmpty()).findFirst();
        if (gone.isPresent()) {
            return Decision.refuse(new PlacementRefusal.UnknownProvider(gone.get().toString()));
        }
        List<ConsumerAllocations> wanted = new ArrayList<>();
        hostsByReservation.forEach((reservation, added) -> wanted.add(ConsumerAllocations.of(
                reservation.toString(), lease.projectId(), lease.userId(), CONSUMER_TYPE, with(view, reservation, added))));
        return ReplaceAllocations.decide(view, wanted, now);
    }

    private static Map<UUID, Map<String, Long>> with(LedgerView view, UUID reservation, List<UUID> added) {
        Map<UUID, Map<String, Long>> resources = new LinkedHashMap<>();
        view.consumer(reservation.toString())
                .map(Consumer::allocations)
                .ifPresent(held -> held.forEach(resources::put));
        for (UUID host : added) {
            view.provider(host)
                    .map(LeaseClaims::whole)
                    .filter(whole -> !whole.isEmpty())
                    .ifPresent(whole -> resources.put(host, whole));
        }
        return resources;
    }

    /** All that a provider can give to one consumer, in the portions in which it gives. */
    private static Map<String, Long> whole(Provider provider) {
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

    /** Gives back all that the lease's reservations have, and the other claims that end with them. */
    Decision<ReplaceAllocations.Reply> release(
            Handle tx, Lease lease, Collection<ConsumerAllocations> others, Instant now) {
        List<ConsumerAllocations> released = new ArrayList<>(others);
        lease.reservations().forEach(reservation -> released.add(ConsumerAllocations.none(
                reservation.id().toString(), lease.projectId(), lease.userId())));
        LedgerView view = ledger.view(
                tx, List.of(), released.stream().map(ConsumerAllocations::consumer).toList());
        List<ConsumerAllocations> held = released.stream()
                .filter(each -> view.consumer(each.consumer()).isPresent())
                .toList();
        return ReplaceAllocations.decide(view, held, now);
    }
}
