package io.berth.deployment.action;

import io.berth.base.Change;
import io.berth.deployment.DeploymentChange.BootDropped;
import io.berth.deployment.DeploymentChange.NodeStateChanged;
import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeState;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.run.NodeOutcome;
import io.berth.deployment.run.NodeSteps;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.hardware.BmcResult;
import io.berth.hardware.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code destroy_nodes}: switches nodes off and takes back what they could fetch and report; they may then be deployed
 * anew. Disks are not erased: the next deployment overwrites what it uses.
 */
final class DestroyNodes extends NodeAction {
    private final Machines machines;

    DestroyNodes(DesignChecks checks, Machines machines) {
        super(checks);
        this.machines = machines;
    }

    @Override
    End perform(TaskRun run, EffectiveDesign design, List<String> nodes) {
        Task group = new NodeSteps(run, ActionName.DESTROY_NODE, (step, node) -> destroy(run, design, node))
                .asGroup(run.root(), nodes, run.options().deployRetries());
        return End.of(group.result(), List.of());
    }

    private NodeOutcome destroy(TaskRun run, EffectiveDesign design, String name) {
        Optional<Node> known = run.read(handle -> NodeStore.named(handle, name));
        if (known.isEmpty()) {
            return NodeOutcome.done(
                    List.of(ResultMessage.ofNode(run.now(), name, "Could not locate machine for node " + name, false)),
                    List.of());
        }
        Optional<EffectiveNode> node = design.node(name);
        if (node.isEmpty()) {
            return NodeOutcome.hopeless(List.of(Unknown.node(run, name)));
        }
        return switch (machines.locate(node.get())) {
            case Machines.Located.Nowhere nowhere ->
                NodeOutcome.hopeless(List.of(ResultMessage.ofNode(run.now(), name, nowhere.reason(), true)));
            case Machines.Located.Controller controller ->
                released(run, known.get(), machines.driver().powerOff(controller.endpoint()));
        };
    }

    private static NodeOutcome released(TaskRun run, Node node, BmcResult<PowerState> result) {
        String name = node.hostname();
        if (!result.isDone()) {
            return NodeOutcome.failed(
                    Machines.failure(run.now(), name, result, FailureCause.HOST_NOT_POWERED_ON), List.of());
        }
        List<ResultMessage> messages = new ArrayList<>(Machines.messages(run.now(), name, result.messages()));
        messages.add(ResultMessage.ofNode(run.now(), name, "Node " + name + " released.", false));
        List<Change> changes = new ArrayList<>(List.of(new BootDropped(name)));
        if (node.state().isTaken()) {
            changes.add(new NodeStateChanged(name, NodeState.READY));
        }
        return NodeOutcome.done(messages, changes);
    }
}
