package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashMap;

/** No static address is given to two nodes, whatever their networks. */
public final class DuplicateAddresses implements DesignRule {

    @Override
    public String code() {
        return "DD2005";
    }

    @Override
    public String longName() {
        return "Duplicated IP Check";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        if (design.nodes().isEmpty()) {
            findings.warning("No BaremetalNodes Found.", "Site design unlikely complete with no defined baremetal nodes.");
        }
        var owners = new HashMap<String, EffectiveNode>();
        for (var node : design.nodes()) {
            for (var address : node.addressing()) {
                if (address.fixed() == null) {
                    continue;
                }
                var owner = owners.putIfAbsent(address.fixed(), node);
                if (owner != null) {
                    // The blank at the end is the real service's.
                    findings.error(
                            "Duplicate IP Address Found: " + address.fixed() + " ",
                            "Select unique IP addresses for each node.",
                            node.reference(),
                            owner.reference());
                }
            }
        }
    }
}
