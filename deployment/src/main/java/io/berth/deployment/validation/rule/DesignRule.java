package io.berth.deployment.validation.rule;

import io.berth.deployment.design.EffectiveDesign;

/**
 * A rule that designs must keep. Codes are not unique, the long name is (contract drydock §13.2); both are permanent.
 */
public interface DesignRule {

    /** {@code DD2002} and its like. */
    String code();

    /** In front of every message of the rule. */
    String longName();

    void check(EffectiveDesign design, Findings findings);
}
