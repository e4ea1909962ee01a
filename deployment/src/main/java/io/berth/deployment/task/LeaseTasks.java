package io.berth.deployment.task;

import io.berth.base.Ids;
import io.berth.deployment.DeploymentChange.TaskCreated;
import io.berth.deployment.DeploymentChange.TasksOfLeaseStopped;
import io.berth.deployment.DeploymentChange;
import io.berth.deployment.node.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the beginning and the end of a lease mean for its machines, as changes for the lease's own transaction. The nodes
 * are those of {@link io.berth.deployment.node.NodeStore#named}; hosts that are no nodes need no deployment.
 */
public final class LeaseTasks {
    private LeaseTasks() {}

    /** One {@code deploy_nodes} task for each design that the nodes belong to. */
    public static List<DeploymentChange> deploy(Collection<Node> nodes, TaskOrigin origin, Instant now, Ids ids) {
        return tasks(ActionName.DEPLOY_NODES, nodes, origin, now, ids);
    }

    /** Stops what still runs for the lease, and releases the nodes: one {@code destroy_nodes} task for each design. */
    public static List<DeploymentChange> destroy(Collection<Node> nodes, TaskOrigin origin, Instant now, Ids ids) {
        List<DeploymentChange> changes = new ArrayList<>();
        origin.leaseId().ifPresent(lease -> changes.add(new TasksOfLeaseStopped(lease)));
        changes.addAll(tasks(ActionName.DESTROY_NODES, nodes, origin, now, ids));
        return changes;
    }

    private static List<DeploymentChange> tasks(
            ActionName action, Collection<Node> nodes, TaskOrigin origin, Instant now, Ids ids) {
        Map<String, List<String>> byDesign = nodes.stream()
                .collect(Collectors.groupingBy(
                        Node::designRef, TreeMap::new, Collectors.mapping(Node::hostname, Collectors.toList())));
        List<DeploymentChange> changes = new ArrayList<>();
        byDesign.forEach((design, names) -> {
            List<String> sorted = names.stream().sorted().toList();
            Task task = Task.queued(ids.uuid(), action, design, Optional.of(NodeNames.filter(sorted)), origin, now);
            changes.add(new TaskCreated(task, Optional.of(sorted)));
        });
        return changes;
    }
}
