package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashMap;

/** MTUs are within bounds, and a native network's is not above its link's. Tagged networks are not compared: sites rely on that. */
public final class MtuRationality implements DesignRule {

    private static final int MIN_MTU = 1280;
    private static final int MAX_MTU = 65536;

    @Override
    public String code() {
        return "DD2003";
    }

    @Override
    public String longName() {
        return "MTU Rationality";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        var linkMtus = new HashMap<String, Integer>();
        for (var link : design.networkLinks()) {
            checkBounds(link.mtu(), link.reference(), findings);
            link.nativeNetwork().ifPresent(network -> linkMtus.put(network, link.mtu()));
        }
        for (var network : design.networks()) {
            Integer mtu = network.mtu();
            if (mtu == null || mtu == 0) {
                continue;
            }
            checkBounds(mtu, network.reference(), findings);
            Integer linkMtu = linkMtus.get(network.name());
            if (linkMtu != null && linkMtu != 0 && mtu > linkMtu) {
                findings.error(
                        "MTU must be <= the parent Network Link; for Network " + network.name(),
                        "Define a MTU less than or equal to that of the carrying network link.",
                        network.reference());
            }
        }
    }

    private static void checkBounds(int mtu, DocumentReference document, Findings findings) {
        if (mtu != 0 && (mtu < MIN_MTU || mtu > MAX_MTU)) {
            findings.error(
                    "MTU must be between %d and %d, value is %d".formatted(MIN_MTU, MAX_MTU, mtu),
                    "Define a valid MTU. Standard is 1500, Jumbo is 9100.",
                    document);
        }
    }
}
