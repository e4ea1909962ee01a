package io.berth.reservation.floatingip.network;

import java.util.List;
import java.util.Optional;

/** A network outside, to whose addresses those of inside are bound. Its subnets do not overlap. */
public record ExternalNetwork(String id, List<Subnet> subnets) {
    public ExternalNetwork {
        subnets = List.copyOf(subnets);
    }

    Optional<Subnet> subnetOf(IpAddress address) {
        return subnets.stream().filter(subnet -> subnet.range().contains(address)).findFirst();
    }
}
