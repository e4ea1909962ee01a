package io.berth.deployment;

import io.berth.base.Change;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.PlannedAction;
import io.berth.deployment.node.BuildData;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeState;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can happen to tasks, nodes and boot data. */
public sealed interface DeploymentChange extends Change {
    /** What happens to tasks. */
    sealed interface OfTask extends DeploymentChange {}

    /** What happens to nodes and their build data. */
    sealed interface OfNode extends DeploymentChange {}

    /** What happens to boot data. */
    sealed interface OfBoot extends DeploymentChange {}

    /** @param targets for a root task the nodes that it works on, where they are known already */
    record TaskCreated(Task task, Optional<List<String>> targets) implements OfTask {
        @Override
        public String subject() {
            return "task/" + task.id();
        }
    }

    /** A final status also takes a root task off the runners' list. The number of tries never falls. */
    record TaskMoved(UUID task, TaskStatus status, TaskResult result, int retry, Instant at) implements OfTask {
        @Override
        public String subject() {
            return "task/" + task;
        }
    }

    record MessagesAdded(UUID task, List<ResultMessage> messages) implements OfTask {
        public MessagesAdded {
            messages = List.copyOf(messages);
        }

        @Override
        public String subject() {
            return "task/" + task;
        }
    }

    /** The unfinished tasks of a lease shall end early. */
    record TasksOfLeaseStopped(String lease) implements OfTask {
        @Override
        public String subject() {
            return "lease-tasks/" + lease;
        }
    }

    /** Finished tasks asked for before that time are forgotten, with all their steps. */
    record TasksPurged(Instant before) implements OfTask {
        @Override
        public String subject() {
            return "tasks";
        }
    }

    /** A node as it is now known: new, or with other facts. */
    record NodeRegistered(Node node) implements OfNode {
        @Override
        public String subject() {
            return "node/" + node.hostname();
        }
    }

    record NodeStateChanged(String hostname, NodeState state) implements OfNode {
        @Override
        public String subject() {
            return "node/" + hostname;
        }
    }

    record BuildDataCollected(BuildData data) implements OfNode {
        @Override
        public String subject() {
            return "node/" + data.nodeName();
        }
    }

    /** A deployment of a node begins: its context takes the place of an earlier one. */
    record BootPlanned(BootContext context, List<PlannedAction> actions) implements OfBoot {
        public BootPlanned {
            actions = List.copyOf(actions);
        }

        @Override
        public String subject() {
            return "node/" + context.nodeName();
        }
    }

    /** The node fetched its boot script. */
    record NetworkBooted(String nodeName, Instant at) implements OfBoot {
        @Override
        public String subject() {
            return "node/" + nodeName;
        }
    }

    /** @param error why the installation failed; absent where it worked */
    record PhonedHome(String nodeName, Instant at, Optional<String> error) implements OfBoot {
        @Override
        public String subject() {
            return "node/" + nodeName;
        }
    }

    record BootActionFinished(String actionId, String nodeName, PlannedAction.Status status) implements OfBoot {
        @Override
        public String subject() {
            return "node/" + nodeName;
        }
    }

    /** Whatever the node could fetch or report is gone. */
    record BootDropped(String nodeName) implements OfBoot {
        @Override
        public String subject() {
            return "node/" + nodeName;
        }
    }
}
