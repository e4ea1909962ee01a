package io.berth.reservation.supply;

import java.util.Set;
import java.util.UUID;

/** The only hosts and addresses that may be free for longer than before, or may have room for more. */
public record Freed(Set<UUID> hosts, Set<UUID> addresses) {
    public Freed {
        hosts = Set.copyOf(hosts);
        addresses = Set.copyOf(addresses);
    }

    public boolean isNothing() {
        return hosts.isEmpty() && addresses.isEmpty();
    }
}
