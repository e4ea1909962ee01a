package io.berth.compute;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Knows where the agents of hosts listen. */
@FunctionalInterface
public interface AgentDirectory {
    /** Where to {@code POST} the events of this host; absent where it has no agent that is known. */
    Optional<URI> agentOf(UUID host);
}
