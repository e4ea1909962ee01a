package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;

/** The kernel parameters for the number and the size of huge pages come together. */
public final class HugePagesSettings implements DesignRule {

    @Override
    public String code() {
        return "DD1008";
    }

    @Override
    public String longName() {
        return "Hugepages";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var node : design.nodes()) {
            var parameters = node.settings().kernelParameters();
            if (parameters.containsKey("hugepages") != parameters.containsKey("hugepagesz")) {
                findings.error(
                        "Invalid hugepages kernel configuration",
                        "hugepages and hugepagesz must be specified together",
                        node.reference());
            }
        }
    }
}
