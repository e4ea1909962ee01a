package io.berth.compute.server;

import io.berth.compute.flavor.Flavor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A workload with an owner and, once placed, a host.
 *
 * @param image as the owner named it
 * @param host kept when the server is deleted: events that come late still find it
 * @param borrowed where the server's claim was taken out of a reservation's
 * @param awaited what must be plugged before it is active: port ids, or {@code network:<id>} for any port of a network
 * @param ordinal counts servers; 0 until stored
 * @param revision counts changes
 */
public record Server(
        UUID id,
        String projectId,
        String userId,
        String name,
        Flavor flavor,
        Optional<String> image,
        ServerAttributes attributes,
        Optional<Host> host,
        Optional<Borrowed> borrowed,
        ServerState state,
        List<String> awaited,
        Optional<Fault> fault,
        Times times,
        long ordinal,
        long revision) {
    /** What an awaited port of a network begins with, whichever port it will be. */
    public static final String ANY_PORT_OF = "network:";

    public Server {
        awaited = List.copyOf(awaited);
    }

    /** @param provider the host's uuid: its root resource provider's */
    public record Host(UUID provider, String name) {}

    /** Whom to give the claim back to. */
    public record Borrowed(String reservation, String userId, Optional<String> consumerType) {}

    /** Why it is in ERROR, in words for its owner. */
    public record Fault(int code, String message, Instant at) {}

    public record Times(Instant created, Instant updated, Optional<Instant> launched, Optional<Instant> deleted) {}

    public boolean isDeleted() {
        return times.deleted().isPresent();
    }

    Server with(ServerState next, List<String> stillAwaited, Instant now) {
        boolean launches = next.equals(ServerState.ACTIVE) && times.launched().isEmpty();
        Times moved = new Times(
                times.created(), now, launches ? Optional.of(now) : times.launched(), times.deleted());
        return new Server(id, projectId, userId, name, flavor, image, attributes, host, borrowed, next, stillAwaited,
                fault, moved, ordinal, revision);
    }

    Server failed(String why, Instant now) {
        Server error = with(ServerState.ERROR, List.of(), now);
        return new Server(id, projectId, userId, name, flavor, image, attributes, host, borrowed, error.state,
                List.of(), Optional.of(new Fault(500, why, now)), error.times, ordinal, revision);
    }

    Server deleted(Instant now) {
        return new Server(id, projectId, userId, name, flavor, image, attributes, host, borrowed, ServerState.DELETED,
                List.of(), fault, new Times(times.created(), now, times.launched(), Optional.of(now)), ordinal, revision);
    }
}
