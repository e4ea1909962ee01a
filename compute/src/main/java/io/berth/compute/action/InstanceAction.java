package io.berth.compute.action;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was done with a server, by whom, in which request (contract nova-external-events §7, §8.6).
 *
 * @param action {@code create}, {@code delete}, {@code stop} …
 */
public record InstanceAction(
        UUID server,
        String requestId,
        String action,
        String userId,
        String projectId,
        Instant startedAt,
        Instant updatedAt,
        boolean failed,
        List<Event> events) {
    public InstanceAction {
        events = List.copyOf(events);
    }

    /** @param event {@code compute_extend_volume} */
    public record Event(
            String event, Optional<String> hostName, Instant startedAt, Instant finishedAt, boolean succeeded) {}
}
