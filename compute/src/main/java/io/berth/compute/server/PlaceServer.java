package io.berth.compute.server;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.compute.flavor.Flavor;
import io.berth.compute.server.Server.Borrowed;
import io.berth.compute.server.Server.Host;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds a host for a server and words its claim. With a reservation of hosts, the server's claim is taken out of the reservation's on
 * the same host, both in one change: the host never carries more than before.
 */
final class PlaceServer {
    /** What placement calls consumers that are servers. */
    private static final String CONSUMER_TYPE = "INSTANCE";

    private PlaceServer() {}

    /** @param claim what makes it the server's */
    record Place(Host host, Optional<Borrowed> borrowed, List<Change> claim) {}

    static Optional<Place> choose(
            UUID server,
            String projectId,
            String userId,
            Flavor flavor,
            Optional<String> reservation,
            CreateServer.View view,
            Instant now) {
        boolean borrows = reservation.isPresent() && flavor.reserved().isEmpty();
        Optional<Consumer> lender = reservation.filter(id -> borrows)
                .flatMap(id -> view.ledger().consumer(id))
                .filter(consumer -> consumer.projectId().equals(projectId));
        if (borrows && lender.isEmpty()) {
            return Optional.empty();
        }
        for (CreateServer.Candidate place : view.candidates()) {
            UUID candidate = place.provider();
            Optional<Provider> provider = view.ledger().provider(candidate);
            Optional<SortedMap<String, Long>> amounts = lender.isPresent()
                    ? lent(lender.get(), candidate, flavor)
                    : provider.map(it -> demand(it, flavor));
            if (provider.isEmpty() || amounts.isEmpty() || amounts.get().isEmpty()) {
                continue;
            }
            List<ConsumerAllocations> wanted = new ArrayList<>();
            lender.ifPresent(it -> wanted.add(without(it, candidate, amounts.get())));
            wanted.add(ConsumerAllocations.of(server.toString(), projectId, userId, Optional.of(CONSUMER_TYPE),
                    Map.of(candidate, amounts.get())));
            if (ReplaceAllocations.decide(view.ledger(), wanted, now) instanceof Decision.Accepted<?> yes) {
                return Optional.of(new Place(
                        place.host(),
                        lender.map(it -> new Borrowed(it.id(), it.userId(), it.type())),
                        yes.changes()));
            }
        }
        return Optional.empty();
    }

    private static SortedMap<String, Long> demand(Provider provider, Flavor flavor) {
        if (!flavor.isWholeHost()) {
            return flavor.resources();
        }
        SortedMap<String, Long> all = new TreeMap<>();
        provider.inventories().forEach((name, inventory) -> all.put(name, inventory.capacity()));
        all.values().removeIf(amount -> amount < 1);
        return all;
    }

    /** What the server gets of the lender's claim on the host; absent where that is too little. */
    private static Optional<SortedMap<String, Long>> lent(Consumer lender, UUID host, Flavor flavor) {
        SortedMap<String, Long> held = lender.allocations().getOrDefault(host, new TreeMap<>());
        if (flavor.isWholeHost()) {
            return Optional.of(held);
        }
        boolean enough = flavor.resources().entrySet().stream()
                .allMatch(wanted -> held.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue());
        return enough ? Optional.of(flavor.resources()) : Optional.empty();
    }

    private static ConsumerAllocations without(Consumer lender, UUID host, Map<String, Long> amounts) {
        Map<UUID, Map<String, Long>> rest = Claims.copy(lender.allocations());
        Claims.add(rest, host, amounts, -1);
        return ConsumerAllocations.of(lender.id(), lender.projectId(), lender.userId(), lender.type(), rest);
    }
}
