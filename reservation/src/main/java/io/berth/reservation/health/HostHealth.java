package io.berth.reservation.health;

import io.berth.reservation.host.Host;
import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a host's health.
 *
 * @param reason free text, for administrators; may be empty
 * @param source who said so: {@link #OPERATOR}, or what looked; empty where nobody ever did
 * @param strikes how often in a row somebody looked and found the contrary
 */
public record HostHealth(UUID hostId, HealthStatus status, String reason, String source, Instant since, int strikes) {
    public static final String OPERATOR = "operator";

    /** Of a host of which nobody ever said anything. */
    static HostHealth unknown(Host host) {
        return new HostHealth(host.id(), HealthStatus.HEALTHY, "", "", host.createdAt(), 0);
    }

    HostHealth struck(int times) {
        return new HostHealth(hostId, status, reason, source, since, times);
    }
}
