package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;

/** A network is written without host bits, and is a network at all: Drydock breaks off where it is not, here that is a finding like others. */
public final class CidrValidity implements DesignRule {

    @Override
    public String code() {
        return "DD2006";
    }

    @Override
    public String longName() {
        return "CIDR Validity";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        if (design.networks().isEmpty()) {
            findings.warning("No networks found.", "Site design likely incomplete without defined networks");
        }
        for (var network : design.networks()) {
            var cidr = Cidr.parse(network.cidr());
            if (cidr.isEmpty()) {
                findings.error(
                        "The provided CIDR " + network.cidr() + " is not a network",
                        "Provide an address and a prefix length such as 10.1.0.0/24",
                        network.reference());
            } else if (cidr.get().hasHostBits()) {
                findings.error(
                        "The provided CIDR " + network.cidr() + " has host bits set",
                        "Provide a CIDR acceptable by MAAS: " + cidr.get().network(),
                        network.reference());
            }
        }
    }
}
