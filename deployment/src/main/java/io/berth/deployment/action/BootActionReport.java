package io.berth.deployment.action;

import io.berth.deployment.boot.BootStore;
import io.berth.deployment.boot.PlannedAction.Status;
import io.berth.deployment.boot.PlannedAction;
import io.berth.deployment.run.Signals;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult.Outcome;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Waits for the reports of the nodes just deployed, and judges the nodes by them (contract drydock §7.9). Only the boot
 * actions of this deployment count.
 */
final class BootActionReport {
    private final TaskRun run;

    BootActionReport(TaskRun run) {
        this.run = run;
    }

    /** @param group the step that deployed the nodes */
    Task perform(Task group, List<String> nodes) {
        ActionName name = ActionName.BOOTACTION_REPORT;
        Task report = run.begin(run.root(), name.wireName(), name, nodes, 0);
        if (report.status().isFinal()) {
            return report;
        }
        Set<UUID> deployments = deployments(group);
        Instant deadline = report.createdAt().plus(run.options().bootActionFinalStatus());
        List<PlannedAction> actions = run.await(Signals.ANY, deadline, handle -> Optional.of(BootStore.actionsOf(handle, deployments))
                        .filter(found -> found.stream().noneMatch(it -> it.status() == Status.INCOMPLETE)))
                .orElseGet(() -> run.read(handle -> BootStore.actionsOf(handle, deployments)));
        return run.finish(report, result(nodes, actions), messages(actions), List.of());
    }

    private Set<UUID> deployments(Task group) {
        Set<UUID> successful = new HashSet<>();
        run.read(handle -> TaskStore.ofTree(handle, run.root().id())).stream()
                .filter(task -> task.parent().filter(group.id()::equals).isPresent())
                .filter(task -> task.result().outcome() == Outcome.SUCCESS)
                .forEach(task -> successful.add(task.id()));
        return successful;
    }

    private static TaskResult result(List<String> nodes, List<PlannedAction> actions) {
        Set<String> failed = new HashSet<>();
        actions.stream().filter(action -> !isFine(action)).forEach(action -> failed.add(action.nodeName()));
        return TaskResult.ofNodes(nodes, Set.copyOf(nodes), failed);
    }

    private static boolean isFine(PlannedAction action) {
        return action.status() == Status.SUCCESS || action.status() == Status.UNREPORTED;
    }

    private List<ResultMessage> messages(List<PlannedAction> actions) {
        Instant now = run.now();
        List<ResultMessage> messages = new ArrayList<>();
        for (PlannedAction action : actions) {
            String completed = "Boot action " + action.name() + " completed with status " + action.status().wireName();
            switch (action.status()) {
                case UNREPORTED -> {
                    // The node was not asked to report: there is nothing to say.
                }
                case SUCCESS -> messages.add(ResultMessage.ofNode(now, action.nodeName(), completed, false));
                case FAILURE -> messages.add(
                        FailureCause.BOOT_ACTION_FAILED.message(now, action.nodeName(), completed, action.name()));
                case INCOMPLETE -> messages.add(FailureCause.BOOT_ACTION_SILENT.message(
                        now, action.nodeName(), "Boot action " + action.name() + " timed out.", action.name()));
            }
        }
        return messages;
    }
}
