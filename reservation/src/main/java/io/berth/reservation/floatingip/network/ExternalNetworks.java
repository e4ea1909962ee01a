package io.berth.reservation.floatingip.network;

import java.util.List;
import java.util.Optional;

/** All external networks of the site. */
public record ExternalNetworks(List<ExternalNetwork> networks) {
    public static final ExternalNetworks NONE = new ExternalNetworks(List.of());

    public ExternalNetworks {
        networks = List.copyOf(networks);
    }

    /** Where an address belongs. */
    public sealed interface Found {
        record InSubnet(String subnetId) implements Found {}

        /** In this subnet, but the network uses it itself. */
        record UsedByNetwork(String subnetId) implements Found {}

        record NoSuchNetwork() implements Found {}

        record NoSuchSubnet() implements Found {}
    }

    public boolean has(String networkId) {
        return network(networkId).isPresent();
    }

    public Found find(String networkId, IpAddress address) {
        return network(networkId)
                .<Found>map(network -> network.subnetOf(address)
                        .<Found>map(subnet -> subnet.uses(address)
                                ? new Found.UsedByNetwork(subnet.id())
                                : new Found.InSubnet(subnet.id()))
                        .orElseGet(Found.NoSuchSubnet::new))
                .orElseGet(Found.NoSuchNetwork::new);
    }

    private Optional<ExternalNetwork> network(String id) {
        return networks.stream().filter(network -> network.id().equals(id)).findFirst();
    }
}
