package io.berth.reservation.maintenance;

import io.berth.reservation.host.Host;
import io.berth.reservation.relocation.Relocated;
import java.util.List;

/**
 * A maintenance with its hosts.
 *
 * @param leases what became of those that were in the way; empty where nobody was, or it is only shown
 */
public record Closed(Maintenance maintenance, List<Host> hosts, List<Relocated> leases) {
    public Closed {
        hosts = List.copyOf(hosts);
        leases = List.copyOf(leases);
    }
}
