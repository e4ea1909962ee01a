package io.berth.compute.server;

import io.berth.compute.flavor.Flavor;
import io.berth.compute.server.CreateServer.Candidate;
import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Where servers of a reservation's flavor belong: where the ledger has the reservation's resource class, below the hosts of which
 * the reservation has claimed its part. Each server takes one unit; what it stands for is claimed by the reservation already.
 */
final class ReservedSlots {
    private ReservedSlots() {}

    static List<Candidate> candidates(Ledger ledger, Handle tx, Flavor flavor) {
        Optional<String> resourceClass = flavor.reserved().map(Flavor.Reserved::resourceClass);
        return ledger.allocationsOf(tx, flavor.id())
                .map(reservation -> ledger.trees(tx, reservation.allocations().keySet()))
                .stream()
                .flatMap(trees -> trees.values().stream()
                        .filter(provider -> resourceClass.filter(provider.inventories()::containsKey).isPresent())
                        .flatMap(provider -> host(provider, trees).stream()))
                .toList();
    }

    private static Optional<Candidate> host(Provider provider, SortedMap<UUID, Provider> trees) {
        return Optional.ofNullable(trees.get(provider.root()))
                .map(root -> new Candidate(provider.uuid(), new Server.Host(root.uuid(), root.name())));
    }
}
