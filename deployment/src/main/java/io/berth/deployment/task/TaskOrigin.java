package io.berth.deployment.task;

import java.util.Optional;

/**
 * Who asked for a task, and why. Steps have the origin of their root.
 *
 * @param userName shown as {@code created_by}
 * @param requestId of the request that led to the task: where it is known, failures reach the user as messages
 * @param leaseId the lease whose machines these are
 * @param contextMarker the client's correlation id, a version 4 UUID
 * @param endUser the human behind a service's call
 */
public record TaskOrigin(
        Optional<String> userName,
        Optional<String> userId,
        Optional<String> projectId,
        Optional<String> requestId,
        Optional<String> leaseId,
        Optional<String> contextMarker,
        Optional<String> endUser) {

    /** A lease that began or ended. */
    public static TaskOrigin ofLease(String leaseId, String projectId, String userId, String requestId) {
        return new TaskOrigin(
                Optional.of(userId),
                Optional.of(userId),
                Optional.of(projectId),
                Optional.of(requestId),
                Optional.of(leaseId),
                Optional.empty(),
                Optional.empty());
    }
}
