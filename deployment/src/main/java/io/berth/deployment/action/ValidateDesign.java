package io.berth.deployment.action;

import io.berth.deployment.run.Action;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.TaskResult;
import java.util.List;

/** {@code validate_design}: what the rules say about a design, as a task's messages. */
final class ValidateDesign implements Action {
    private final DesignChecks checks;

    ValidateDesign(DesignChecks checks) {
        this.checks = checks;
    }

    @Override
    public Scope scope(TaskRun run) {
        return new Scope.Nodes(List.of());
    }

    @Override
    public End perform(TaskRun run, List<String> nodes) {
        return switch (checks.judge(run)) {
            case DesignChecks.Verdict.Unreachable unreachable ->
                End.of(TaskResult.FAILURE, List.of(ResultMessage.plain(run.now(), unreachable.reason(), true)));
            case DesignChecks.Verdict.Judged judged -> End.of(
                    judged.report().isSuccess() ? TaskResult.SUCCESS : TaskResult.FAILURE,
                    judged.report().messages().stream()
                            .map(message -> DesignChecks.message(message, run.now()))
                            .toList());
        };
    }
}
