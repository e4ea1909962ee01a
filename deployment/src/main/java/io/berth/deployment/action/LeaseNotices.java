package io.berth.deployment.action;

import io.berth.base.Change;
import io.berth.deployment.run.EndNotice;
import io.berth.deployment.run.TaskRun;
import io.berth.deployment.task.ActionName;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.Task;
import io.berth.deployment.task.TaskResult;
import io.berth.deployment.task.TaskStatus;
import io.berth.deployment.task.TaskStore;
import io.berth.messages.MessageChange.CreateMessage;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tells the owner of a lease which of its hosts failed to deploy, and why: one message for the task, one for each cause. */
final class LeaseNotices implements EndNotice {
    /** Causes that are told of one task. */
    static final int TOLD_MAX = 100;

    @Override
    public List<? extends Change> changes(TaskRun run, TaskStatus status, TaskResult result) {
        Task root = run.root();
        boolean isTold = root.action() == ActionName.DEPLOY_NODES
                && status == TaskStatus.COMPLETE
                && result.outcome() != TaskResult.Outcome.SUCCESS
                && root.origin().leaseId().isPresent();
        if (!isTold) {
            return List.of();
        }
        return root.origin().projectId().map(project -> messages(run, project, result)).orElse(List.of());
    }

    private static List<CreateMessage> messages(TaskRun run, String project, TaskResult result) {
        Messages.Subject subject = Messages.about(project, ResourceType.TASK, run.root().id());
        List<CreateMessage> messages = new ArrayList<>();
        messages.add(create(run, summary(subject, result)));
        failures(run, result).stream()
                .limit(TOLD_MAX)
                .map(failure -> create(run, cause(subject, failure)))
                .forEach(messages::add);
        return messages;
    }

    private static CreateMessage create(TaskRun run, Messages.Draft draft) {
        return draft.ofRequest(run.root().origin().requestId()).create(run.ids().uuid(), run.now());
    }

    private static Messages.Draft summary(Messages.Subject subject, TaskResult result) {
        int failed = result.failures().size();
        return result.successes().isEmpty()
                ? subject.says(Action.DEPLOY_HOSTS, Detail.ALL_HOSTS_FAILED)
                : subject.says(Action.DEPLOY_HOSTS, Detail.SOME_HOSTS_FAILED)
                        .naming(Parameter.FAILED, Integer.toString(failed))
                        .naming(Parameter.TOTAL, Integer.toString(failed + result.successes().size()));
    }

    private static Messages.Draft cause(Messages.Subject subject, FailureCause.Failure failure) {
        Messages.Draft draft = switch (failure.cause()) {
            case CONTROLLER_UNREACHABLE -> subject.says(Action.POWER_ON_HOST, Detail.CONTROLLER_UNREACHABLE);
            case CONTROLLER_REFUSED_LOGIN -> subject.says(Action.POWER_ON_HOST, Detail.CONTROLLER_REFUSED_LOGIN);
            case HOST_NOT_POWERED_ON -> subject.says(Action.POWER_ON_HOST, Detail.HOST_NOT_POWERED_ON);
            case NO_NETWORK_BOOT -> subject.says(Action.NETWORK_BOOT_HOST, Detail.NO_NETWORK_BOOT);
            case NOT_PREPARED -> subject.says(Action.PREPARE_HOSTS, Detail.HOST_NOT_PREPARED);
            case BOOT_ACTION_FAILED -> subject.says(Action.RUN_BOOT_ACTION, Detail.BOOT_ACTION_FAILED);
            case BOOT_ACTION_SILENT -> subject.says(Action.RUN_BOOT_ACTION, Detail.BOOT_ACTION_SILENT);
        };
        Messages.Draft naming = draft.naming(Parameter.HOST, failure.node());
        return failure.bootAction().map(name -> naming.naming(Parameter.BOOT_ACTION, name)).orElse(naming);
    }

    /** Per node and boot action the cause of the last try. */
    private static List<FailureCause.Failure> failures(TaskRun run, TaskResult result) {
        Set<String> failed = Set.copyOf(result.failures());
        UUID root = run.root().id();
        Map<String, FailureCause.Failure> last = new LinkedHashMap<>();
        Map<UUID, List<ResultMessage>> messages = run.read(handle -> TaskStore.messagesOfTree(handle, root));
        messages.values().stream()
                .flatMap(List::stream)
                .flatMap(message -> FailureCause.read(message).stream())
                .filter(failure -> failed.contains(failure.node()))
                .forEach(failure -> last.put(failure.node() + " " + failure.bootAction().orElse(""), failure));
        return List.copyOf(last.values());
    }
}
