package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.NetworkLink.Bonding;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;

/** LACP delays are not shorter than the monitoring interval. Other modes cannot hold anything irrational: their records have no room for it. */
public final class BondRationality implements DesignRule {

    @Override
    public String code() {
        return "DD1006";
    }

    @Override
    public String longName() {
        return "Network Bond Rationality";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var link : design.networkLinks()) {
            if (!(link.bonding() instanceof Bonding.Lacp bond)) {
                continue;
            }
            if (bond.upDelayMillis() < bond.monitorMillis()) {
                findings.error(
                        "Up delay %d is less than mon rate %d".formatted(bond.upDelayMillis(), bond.monitorMillis()),
                        "Link up delay must be equal or greater than the mon_rate",
                        link.reference());
            }
            if (bond.downDelayMillis() < bond.monitorMillis()) {
                findings.error(
                        "Down delay %d is less than mon rate %d".formatted(bond.downDelayMillis(), bond.monitorMillis()),
                        "Link down delay must be equal or greater than the mon_rate",
                        link.reference());
            }
        }
    }
}
