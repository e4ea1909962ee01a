package io.berth.compute.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An accepted event on its way to its server's host.
 *
 * @param attempts how often handing it over failed
 */
public record QueuedEvent(
        UUID id,
        UUID server,
        UUID host,
        EventName name,
        String status,
        Optional<String> tag,
        String requestId,
        Instant createdAt,
        int attempts) {}
