package io.berth.deployment.task;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Deployment work that someone asked for, or a step of it.
 *
 * @param root the task that was asked for; its own id where it is that
 * @param step names a step among those of its parent, the same in every attempt to run it
 * @param nodeFilter as posted; for steps the names of their nodes
 * @param retry how often the step was tried before
 * @param terminate whether it shall end early
 */
public record Task(
        UUID id,
        UUID root,
        Optional<UUID> parent,
        String step,
        ActionName action,
        TaskStatus status,
        TaskResult result,
        int retry,
        String designRef,
        Optional<JsonNode> nodeFilter,
        Instant createdAt,
        Instant updatedAt,
        boolean terminate,
        Optional<Instant> terminatedAt,
        Optional<String> terminatedBy,
        TaskOrigin origin) {
    private static final String ROOT_STEP = "root";

    public static Task queued(
            UUID id, ActionName action, String designRef, Optional<JsonNode> nodeFilter, TaskOrigin origin, Instant now) {
        return new Task(
                id, id, Optional.empty(), ROOT_STEP, action, TaskStatus.QUEUED, TaskResult.INCOMPLETE, 0, designRef,
                nodeFilter, now, now, false, Optional.empty(), Optional.empty(), origin);
    }

    /** A step of this task that begins now. */
    public Task begin(UUID stepId, String name, ActionName stepAction, JsonNode nodes, int sequence, Instant now) {
        return new Task(
                stepId, root, Optional.of(id), name, stepAction, TaskStatus.RUNNING, TaskResult.INCOMPLETE, sequence,
                designRef, Optional.of(nodes), now, now, false, Optional.empty(), Optional.empty(), origin);
    }

    /** This task as it is after a move. */
    public Task moved(TaskStatus next, TaskResult came, int tries, Instant now) {
        return new Task(
                id, root, parent, step, action, next, came, tries, designRef, nodeFilter, createdAt, now, terminate,
                next == TaskStatus.TERMINATED ? Optional.of(now) : terminatedAt, terminatedBy, origin);
    }

    public boolean isRoot() {
        return parent.isEmpty();
    }
}
