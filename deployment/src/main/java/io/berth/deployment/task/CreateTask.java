package io.berth.deployment.task;

import io.berth.base.Decision;
import io.berth.deployment.DeploymentChange.TaskCreated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Queues a task (contract drydock §4.5). Its design is not looked at yet: what is wrong with it is the task's result. */
public final class CreateTask {
    private CreateTask() {}

    /**
     * @param action as asked for, empty where none was
     * @param designRef empty where none was given
     * @param nodeFilter stored as it is; what is wrong with it is said when the task runs
     */
    public record Asked(Optional<String> action, Optional<String> designRef, Optional<JsonNode> nodeFilter, TaskOrigin origin) {}

    public static Decision<Task> decide(Asked asked, Instant now, UUID id) {
        Optional<ActionName> action = asked.action().flatMap(ActionName::askedFor);
        if (action.isEmpty()) {
            return Decision.refuse(new TaskRefusal.UnsupportedAction(asked.action().orElse("None")));
        }
        Optional<String> design = asked.designRef().filter(ref -> !ref.isBlank());
        if (design.isEmpty()) {
            return Decision.refuse(new TaskRefusal.MissingDesign());
        }
        if (design.get().chars().anyMatch(Character::isISOControl)) {
            return Decision.refuse(new TaskRefusal.DesignNotAReference());
        }
        Task task = Task.queued(id, action.get(), design.get(), asked.nodeFilter(), asked.origin(), now);
        return Decision.accept(List.of(new TaskCreated(task, targets(task))), task);
    }

    /** The nodes it works on, as far as they are known without reading the design: only runs on the same nodes wait for each other. */
    static Optional<List<String>> targets(Task task) {
        return task.action().isAboutSite() ? Optional.of(List.of()) : Optional.empty();
    }
}
