package io.berth.deployment.design;

import io.berth.deployment.design.document.BaremetalNode.Address;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.document.HostSettings;
import io.berth.deployment.filter.NodeFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node with everything inherited and derived.
 *
 * @param settings after inheritance; kernel parameters have their references resolved, file systems their defaults
 * @param domain DNS domain of the primary network
 * @param kernelCommandLine the kernel parameters as one text
 * @param selectors per interface, how each of its ports is found on the machine
 */
public record EffectiveNode(
        DocumentReference reference,
        String name,
        HostSettings settings,
        @Nullable String bootMac,
        List<Address> addressing,
        String domain,
        String kernelCommandLine,
        Map<String, List<PortSelector>> selectors)
        implements NodeFilter.Candidate {

    public EffectiveNode {
        addressing = List.copyOf(addressing);
        selectors = Map.copyOf(selectors);
    }

    /** How to find a port: {@code address} on a bus for an alias that the hardware profile knows, else by {@code name}. */
    public record PortSelector(String type, String address, @Nullable String deviceType) {}

    public String fqdn() {
        return name + "." + domain;
    }

    /** The node's address on a network: absent where it has none there or DHCP gives it. The last entry counts. */
    public Optional<String> fixedAddressOn(String network) {
        return addressing.stream()
                .filter(address -> address.network().equals(network))
                .reduce((_, last) -> last)
                .flatMap(address -> Optional.ofNullable(address.fixed()));
    }

    /** The address of the node's management controller, on the network that its {@code oob} settings name. */
    public Optional<String> oobAddress() {
        return Optional.ofNullable(settings.oobParameters().get("network")).flatMap(this::fixedAddressOn);
    }

    @Override
    public List<String> tags() {
        return settings.tags();
    }

    @Override
    public Map<String, String> ownerData() {
        return settings.ownerData();
    }

    @Override
    public String rackName() {
        String rack = settings.rack();
        return rack == null ? "" : rack;
    }
}
