package io.berth.deployment.action;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.task.ResultMessage;
import java.util.List;

/** What a task found behind its design reference. */
sealed interface UsableDesign {
    record Usable(EffectiveDesign design) implements UsableDesign {}

    /** It cannot be reached, read or used; the messages say why. */
    record Unusable(List<ResultMessage> messages) implements UsableDesign {
        public Unusable {
            messages = List.copyOf(messages);
        }
    }
}
