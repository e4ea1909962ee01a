package io.berth.deployment.design;

import io.berth.deployment.design.document.BootAction;
import java.util.List;

/** A boot action and the names of the nodes it is for, in the design's order. */
public record EffectiveBootAction(BootAction action, List<String> targets) {

    public EffectiveBootAction {
        targets = targets.stream().distinct().toList();
    }

    public String name() {
        return action.name();
    }
}
