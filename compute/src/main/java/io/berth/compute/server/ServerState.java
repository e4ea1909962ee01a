package io.berth.compute.server;

import java.util.Optional;

/** How a server is (contract nova-external-events §8.5). */
public record ServerState(String vmState, Optional<String> taskState, int powerState) {
    /** power_state values. */
    public static final int NO_POWER_STATE = 0;
    public static final int RUNNING = 1;
    public static final int SHUT_DOWN = 4;

    /** On its host, waiting for its ports. */
    public static final ServerState SPAWNING = new ServerState("building", Optional.of("spawning"), NO_POWER_STATE);
    public static final ServerState ACTIVE = new ServerState("active", Optional.empty(), RUNNING);
    public static final ServerState STOPPED = new ServerState("stopped", Optional.empty(), SHUT_DOWN);
    public static final ServerState ERROR = new ServerState("error", Optional.empty(), NO_POWER_STATE);
    public static final ServerState DELETED = new ServerState("deleted", Optional.empty(), NO_POWER_STATE);

    /** What users see: {@code ACTIVE}, {@code BUILD} … */
    public String status() {
        return switch (vmState) {
            case "active" -> "ACTIVE";
            case "building" -> "BUILD";
            case "stopped" -> "SHUTOFF";
            case "error" -> "ERROR";
            case "deleted" -> "DELETED";
            default -> "UNKNOWN";
        };
    }
}
