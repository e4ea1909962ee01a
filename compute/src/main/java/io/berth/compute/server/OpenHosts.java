package io.berth.compute.server;

import io.berth.base.Explanation;
import io.berth.compute.DedicatedHosts;
import io.berth.compute.flavor.Flavor;
import io.berth.placement.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Where a server without a reservation may land: hosts with room that are set aside for nobody. */
final class OpenHosts {
    /** How many hosts are tried at most. */
    static final int CANDIDATES_MAX = 10;

    private OpenHosts() {}

    /** @param roots to try, in this order; nobody else changes them until the transaction is over. @param shortage where there are none */
    record Found(List<UUID> roots, Optional<Shortage> shortage) {
        Found {
            roots = List.copyOf(roots);
        }
    }

    static Found find(Ledger ledger, DedicatedHosts dedicated, Handle tx, Flavor flavor) {
        Set<UUID> others = new HashSet<>(dedicated.all(tx));
        List<UUID> roots = new ArrayList<>(flavor.isWholeHost()
                ? ledger.unusedRoots(tx, others, CANDIDATES_MAX)
                : ledger.rootsWithRoom(tx, flavor.resources(), others, CANDIDATES_MAX));
        // Who sets a host aside holds it first, to see that nobody uses it: a host either is set aside by now, or not before the server is there.
        ledger.hold(tx, new HashSet<>(roots));
        others.addAll(dedicated.among(tx, roots));
        roots.removeAll(others);
        return new Found(roots, roots.isEmpty() ? Optional.of(shortage(ledger, tx, flavor, others)) : Optional.empty());
    }

    private static Shortage shortage(Ledger ledger, Handle tx, Flavor flavor, Set<UUID> dedicated) {
        SortedSet<String> classes = flavor.isWholeHost() ? new TreeSet<>() : new TreeSet<>(flavor.resources().keySet());
        List<UUID> hosts = ledger.rootsThatOffer(tx, classes);
        return new Shortage(hosts.size(), (int) hosts.stream().filter(dedicated::contains).count());
    }

    /**
     * Why there is none.
     *
     * @param hosts that have what the flavor takes at all
     * @param dedicated those of them that are set aside
     */
    record Shortage(int hosts, int dedicated) {
        boolean isForLeases() {
            return dedicated > 0;
        }

        Explanation explanation(Flavor flavor) {
            return Explanation.NONE
                    .plus("not set aside for leases", dedicated, hosts - dedicated)
                    .plus("room for " + flavor.name(), hosts - dedicated, 0);
        }

        /** As a sentence. */
        String reasons(Flavor flavor) {
            return explanation(flavor).steps().stream()
                    .map(step -> step.constraint() + ": " + step.removed() + " removed, " + step.left() + " left")
                    .collect(Collectors.joining("; ", "", "."));
        }
    }
}
