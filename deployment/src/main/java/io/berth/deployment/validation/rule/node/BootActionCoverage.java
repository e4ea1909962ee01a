package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.HashSet;

/** Warns of nodes that no boot action is for. */
public final class BootActionCoverage implements DesignRule {

    @Override
    public String code() {
        return "DD4001";
    }

    @Override
    public String longName() {
        return "Bootaction Definition";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        var covered = new HashSet<String>();
        design.bootActions().forEach(action -> covered.addAll(action.targets()));
        for (var node : design.nodes()) {
            if (!covered.contains(node.name())) {
                findings.warning(
                        "Node " + node.name() + " is not in scope for any bootactions.",
                        "It is expected all nodes have at least one post-deploy action.",
                        node.reference());
            }
        }
    }
}
