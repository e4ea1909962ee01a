package io.berth.deployment.action;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.filter.NodeFilter;
import io.berth.deployment.filter.NodeSelection;
import io.berth.deployment.run.Action;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.TaskResult;
import java.util.List;
import java.util.Set;

/** What all actions on nodes have in common: a usable design, and a filter over its nodes (contract drydock §7). */
abstract class NodeAction implements Action {
    private final DesignChecks checks;

    NodeAction(DesignChecks checks) {
        this.checks = checks;
    }

    @Override
    public final Scope scope(TaskRun run) {
        return switch (checks.usable(run)) {
            case UsableDesign.Unusable unusable -> new Scope.Over(End.of(TaskResult.FAILURE, unusable.messages()));
            case UsableDesign.Usable usable -> selected(run, usable.design());
        };
    }

    private static Scope selected(TaskRun run, EffectiveDesign design) {
        NodeFilter filter = run.root().nodeFilter().map(NodeFilter::parse).orElse(NodeFilter.ALL);
        return switch (filter.select(design)) {
            case NodeSelection.Refused refused -> failure(run, refused.reason());
            case NodeSelection.NoList nothing -> failure(run, "The node_filter names no criterion to select nodes by.");
            case NodeSelection.Selected selected -> {
                List<String> names = selected.names().stream().distinct().toList();
                yield names.isEmpty()
                        ? new Scope.Over(End.of(TaskResult.SUCCESS, List.of(
                                ResultMessage.plain(run.now(), "No nodes in scope, no work to do.", false))))
                        : new Scope.Nodes(names);
            }
        };
    }

    private static Scope failure(TaskRun run, String reason) {
        return new Scope.Over(End.of(TaskResult.FAILURE, List.of(ResultMessage.plain(run.now(), reason, true))));
    }

    @Override
    public final End perform(TaskRun run, List<String> nodes) {
        return switch (checks.usable(run)) {
            case UsableDesign.Unusable unusable ->
                End.of(TaskResult.ofNodes(nodes, Set.of(), Set.copyOf(nodes)), unusable.messages());
            case UsableDesign.Usable usable -> perform(run, usable.design(), nodes);
        };
    }

    abstract End perform(TaskRun run, EffectiveDesign design, List<String> nodes);
}
