package io.berth.deployment.action;

import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ResultMessage;

/** What is said of nodes that cannot be worked on. */
final class Unknown {
    private Unknown() {}

    static ResultMessage node(TaskRun run, String name) {
        return FailureCause.NOT_PREPARED.message(
                run.now(), name, "Node " + name + " is not defined in the design " + run.root().designRef());
    }
}
