package io.berth.deployment.run;

import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.TaskResult;
import java.util.List;

/** What is done for a task that someone asked for. It may be begun several times, and must then go on where it was. */
public interface Action {
    /**
     * Finds out which nodes the task is about, without doing anything to them. Not asked for tasks whose nodes are known,
     * and never for those about the site.
     */
    Scope scope(TaskRun run);

    /** Does it. Long; what it throws ends the task as a failure. */
    End perform(TaskRun run, List<String> nodes);

    sealed interface Scope {
        record Nodes(List<String> names) implements Scope {
            public Nodes {
                names = List.copyOf(names);
            }
        }

        /** There is nothing to do, or nothing can be done. */
        record Over(End end) implements Scope {}
    }

    /** The end of a task. */
    record End(TaskResult result, List<ResultMessage> messages) {
        public End {
            messages = List.copyOf(messages);
        }

        public static End of(TaskResult result, List<ResultMessage> messages) {
            return new End(result, messages);
        }
    }
}
