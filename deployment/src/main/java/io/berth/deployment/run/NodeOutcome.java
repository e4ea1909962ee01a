package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.deployment.task.ResultMessage;
import java.util.List;

/**
 * How a step ended for one node. The changes are written in one transaction with the end of the step.
 *
 * @param messages of the end; earlier ones have been told
 * @param hasLogs whether the step collected build data
 */
public record NodeOutcome(Kind kind, List<ResultMessage> messages, List<Change> changes, boolean hasLogs) {
    public enum Kind {
        DONE,
        /** Another try may help. */
        FAILED,
        /** Another try would end the same. */
        HOPELESS
    }

    public NodeOutcome {
        messages = List.copyOf(messages);
        changes = List.copyOf(changes);
    }

    public static NodeOutcome done(List<ResultMessage> messages, List<? extends Change> changes) {
        return new NodeOutcome(Kind.DONE, messages, List.copyOf(changes), false);
    }

    public static NodeOutcome failed(List<ResultMessage> messages, List<? extends Change> changes) {
        return new NodeOutcome(Kind.FAILED, messages, List.copyOf(changes), false);
    }

    public static NodeOutcome hopeless(List<ResultMessage> messages) {
        return new NodeOutcome(Kind.HOPELESS, messages, List.of(), false);
    }

    public NodeOutcome withLogs() {
        return new NodeOutcome(kind, messages, changes, true);
    }
}
