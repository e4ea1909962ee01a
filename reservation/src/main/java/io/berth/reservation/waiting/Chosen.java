package io.berth.reservation.waiting;

import io.berth.base.Change;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.supply.Freed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hosts and addresses, each at the revision on which it was chosen. */
record Chosen(Map<UUID, Long> hosts, Map<UUID, Long> addresses) {
    Chosen {
        hosts = Map.copyOf(hosts);
        addresses = Map.copyOf(addresses);
    }

    /** What the changes book. */
    static Chosen of(List<Change> changes) {
        Map<UUID, Long> hosts = new HashMap<>();
        Map<UUID, Long> addresses = new HashMap<>();
        for (Change change : changes) {
            switch (change) {
                case LeaseRebooked it -> hosts.putAll(it.claimed());
                case AddressesRebooked it -> addresses.putAll(it.claimed());
                default -> { }
            }
        }
        return new Chosen(hosts, addresses);
    }

    Chosen without(Freed others) {
        Map<UUID, Long> lessHosts = new HashMap<>(hosts);
        lessHosts.keySet().removeAll(others.hosts());
        Map<UUID, Long> lessAddresses = new HashMap<>(addresses);
        lessAddresses.keySet().removeAll(others.addresses());
        return new Chosen(lessHosts, lessAddresses);
    }

    /** At whatever revision. */
    boolean isAllOf(Chosen others) {
        return hosts.keySet().containsAll(others.hosts().keySet())
                && addresses.keySet().containsAll(others.addresses().keySet());
    }

    Freed named() {
        return new Freed(hosts.keySet(), addresses.keySet());
    }
}
