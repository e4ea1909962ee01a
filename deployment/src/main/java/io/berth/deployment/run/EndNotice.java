package io.berth.deployment.run;

import io.berth.base.Change;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskStatus;
import java.util.List;

/** Who else has to know that a task ended: changes to be written in one transaction with its end. */
@FunctionalInterface
public interface EndNotice {
    List<? extends Change> changes(TaskRun run, TaskStatus status, TaskResult result);
}
