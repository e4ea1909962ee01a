package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.List;

/** A node managed by IPMI has an account, a credential, and an address on its management network. */
public final class IpmiConfiguration implements DesignRule {

    private static final List<String> PARAMETERS = List.of("account", "credential", "network");

    @Override
    public String code() {
        return "DD4001";
    }

    @Override
    public String longName() {
        return "Valid IPMI Configuration";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var node : design.nodes()) {
            if (!"ipmi".equals(node.settings().oobType())) {
                continue;
            }
            for (String parameter : PARAMETERS) {
                if (node.settings().oobParameters().getOrDefault(parameter, "").isEmpty()) {
                    findings.error(
                            "OOB parameter %s for IPMI node %s missing.".formatted(parameter, node.name()),
                            "Define OOB parameter " + parameter,
                            node.reference());
                }
            }
            if (node.oobAddress().isEmpty()) {
                findings.error(
                        "OOB address missing for IPMI node " + node.name() + ".",
                        "Provide address to node OOB interface.",
                        node.reference());
            }
        }
    }
}
