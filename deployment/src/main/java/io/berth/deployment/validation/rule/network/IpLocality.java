package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.BaremetalNode.Address;
import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.Network.Route;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import io.berth.deployment.yaml.PythonText;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gateways lie in their network, static addresses of nodes in theirs. A network that is none has been found before and is passed over here. */
public final class IpLocality implements DesignRule {

    @Override
    public String code() {
        return "DD2002";
    }

    @Override
    public String longName() {
        return "IP Locality Check";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        if (design.networks().isEmpty()) {
            findings.warning("No networks found.", "Site design likely incomplete without defined networks");
        }
        var networks = new HashMap<String, Network>();
        for (Network network : design.networks()) {
            networks.put(network.name(), network);
            network.routes().forEach(route -> checkGateway(network, route, findings));
        }
        if (design.nodes().isEmpty()) {
            findings.warning("No baremetal_nodes found.", "site design likely incomplete without defined networks.");
        }
        for (EffectiveNode node : design.nodes()) {
            node.addressing().forEach(address -> checkAddress(node, address, networks, findings));
        }
    }

    private static void checkGateway(Network network, Route route, Findings findings) {
        String gateway = route.gateway();
        if (gateway == null || gateway.isEmpty()) {
            findings.error(
                    "No gateway found for route " + routes(network) + ".",
                    "Define a network-local gateway for the route.",
                    network.reference());
        } else if (isOutside(gateway, network)) {
            findings.error(
                    "The gateway IP Address %s is not within the defined CIDR: %s of %s."
                            .formatted(gateway, network.cidr(), network.name()),
                    "Route gateways must reside on the local network. Check gateway IP and CIDR netmask.",
                    network.reference());
        }
    }

    private static void checkAddress(EffectiveNode node, Address address, Map<String, Network> networks, Findings findings) {
        if (address.fixed() == null) {
            return;
        }
        var network = networks.get(address.network());
        if (network == null) {
            findings.error(
                    address.network() + " is not a valid network.",
                    "Define network or correct address definition.",
                    node.reference());
        } else if (isOutside(address.fixed(), network)) {
            findings.error(
                    "The IP Address %s is not within the defined CIDR: %s of %s ."
                            .formatted(address.fixed(), network.cidr(), network.name()),
                    "Define a valid address for this network.",
                    node.reference());
        }
    }

    private static boolean isOutside(String address, Network network) {
        var cidr = Cidr.parse(network.cidr());
        return cidr.isPresent() && Cidr.Address.parse(address).filter(cidr.get()::contains).isEmpty();
    }

    /** The network's routes as the real service prints them. */
    private static String routes(Network network) {
        return network.routes().stream()
                .map(route -> "{'subnet': %s, 'gateway': %s, 'metric': %s%s}"
                        .formatted(
                                text(route.subnet()),
                                text(route.gateway()),
                                text(route.metric()),
                                route.isDerived() ? "" : ", 'routedomain': " + text(route.routeDomain())))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(@Nullable String value) {
        return value == null ? "None" : PythonText.quote(value);
    }
}
