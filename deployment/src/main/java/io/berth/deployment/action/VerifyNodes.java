package io.berth.deployment.action;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.run.NodeOutcome;
import io.berth.deployment.run.NodeSteps;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.hardware.BmcResult;
import io.berth.hardware.PowerState;
import java.util.List;
import java.util.Optional;

/** {@code verify_nodes}: whether every node's controller answers and lets us in (contract drydock §7.4). */
final class VerifyNodes extends NodeAction {
    private final Machines machines;

    VerifyNodes(DesignChecks checks, Machines machines) {
        super(checks);
        this.machines = machines;
    }

    @Override
    End perform(TaskRun run, EffectiveDesign design, List<String> nodes) {
        Task group = new NodeSteps(run, ActionName.INTERROGATE_OOB, (step, node) -> interrogate(run, design, node))
                .asGroup(run.root(), nodes, 0);
        return End.of(group.result(), List.of());
    }

    private NodeOutcome interrogate(TaskRun run, EffectiveDesign design, String name) {
        Optional<EffectiveNode> node = design.node(name);
        if (node.isEmpty()) {
            return NodeOutcome.hopeless(List.of(Unknown.node(run, name)));
        }
        return switch (machines.locate(node.get())) {
            case Machines.Located.Nowhere nowhere ->
                NodeOutcome.hopeless(List.of(ResultMessage.ofNode(run.now(), name, nowhere.reason(), true)));
            case Machines.Located.Controller controller -> {
                BmcResult<PowerState> result = machines.driver().readPower(controller.endpoint());
                yield result.isDone()
                        ? NodeOutcome.done(Machines.messages(run.now(), name, result.messages()), List.of())
                        : NodeOutcome.failed(
                                Machines.failure(run.now(), name, result, FailureCause.NOT_PREPARED), List.of());
            }
        };
    }
}
