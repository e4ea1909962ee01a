package io.berth.reservation.floatingip.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an external network.
 *
 * @param range all its addresses
 * @param gateway null for none
 * @param pools what the network gives out by itself: these addresses cannot be reserved
 */
public record Subnet(String id, AddressRange range, @Nullable IpAddress gateway, List<AddressRange> pools) {
    public Subnet {
        pools = List.copyOf(pools);
    }

    /** Whether the network itself uses the address, or gives it out. */
    boolean uses(IpAddress address) {
        return address.equals(gateway) || pools.stream().anyMatch(pool -> pool.contains(address));
    }
}
