package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashMap;
import java.util.Map;

/** A link without trunking carries one network, untagged, and names it. Naming one that does not exist is a finding here, not the end of validation. */
public final class NetworkTrunking implements DesignRule {

    @Override
    public String code() {
        return "DD2004";
    }

    /** Misspelt by the real service, and therefore for ever. */
    @Override
    public String longName() {
        return "Network Trunking Rationalty";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        var networks = new HashMap<String, Network>();
        design.networks().forEach(network -> networks.putIfAbsent(network.name(), network));
        design.networkLinks().stream().filter(link -> !link.trunked()).forEach(link -> checkUntrunked(link, networks, findings));
    }

    private static void checkUntrunked(NetworkLink link, Map<String, Network> networks, Findings findings) {
        if (link.allowedNetworks().size() > 1) {
            findings.error(
                    "If there is more than 1 allowed network,trunking mode must be enabled",
                    "Reduce the allowed network list to 1 or enable trunking on the link.",
                    link.reference());
        }
        if (link.defaultNetwork() == null) {
            findings.error(
                    "Trunking mode is disabled, a trunking default_network must be defined",
                    "Non-trunked links must have a native network defined.",
                    link.reference());
            return;
        }
        var network = networks.get(link.defaultNetwork());
        if (network == null) {
            findings.error(
                    "Network link native network " + link.defaultNetwork() + " is not defined.",
                    "Define the network or correct the link's trunking default_network.",
                    link.reference());
        } else if (network.isTagged()) {
            findings.error(
                    "Network link native network has a defined VLAN tag.",
                    "Tagged network not allowed on non-trunked network links.",
                    network.reference(),
                    link.reference());
        }
    }
}
