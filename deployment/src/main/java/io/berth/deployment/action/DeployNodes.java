package io.berth.deployment.action;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.run.NodeSteps;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code deploy_nodes}: installs the nodes, then waits for what their boot actions report (contract drydock §7.6, with
 * Berth as the provisioner). A node worked if it was installed and none of its boot actions failed or stayed silent.
 */
final class DeployNodes extends NodeAction {
    private final Machines machines;

    DeployNodes(DesignChecks checks, Machines machines) {
        super(checks);
        this.machines = machines;
    }

    @Override
    End perform(TaskRun run, EffectiveDesign design, List<String> nodes) {
        DeployNode each = new DeployNode(run, design, machines);
        Task group = new NodeSteps(run, ActionName.DEPLOY_NODE, each::perform)
                .asGroup(run.root(), nodes, run.options().deployRetries());
        List<String> installed = group.result().successes();
        if (installed.isEmpty()) {
            return End.of(group.result(), List.of());
        }
        Task report = new BootActionReport(run).perform(group, installed);
        Set<String> failures = new HashSet<>(group.result().failures());
        failures.addAll(report.result().failures());
        return End.of(
                TaskResult.ofNodes(nodes, Set.copyOf(report.result().successes()), failures), List.of());
    }
}
