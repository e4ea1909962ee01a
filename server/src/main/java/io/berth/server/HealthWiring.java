package io.berth.server;

import io.berth.reservation.health.HealthOptions;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.time.Duration;

/** What the configuration says of hosts' health. */
final class HealthWiring {
    private HealthWiring() {}

    static HealthOptions options(BerthConfig config) {
        return new HealthOptions(
                Duration.ofMinutes(config.number(ConfigKey.HEALING_MINUTES)),
                Duration.ofSeconds(config.number(ConfigKey.HEALTH_POLL_SECONDS)),
                Math.max(1, config.number(ConfigKey.HEALTH_STRIKES)));
    }
}
