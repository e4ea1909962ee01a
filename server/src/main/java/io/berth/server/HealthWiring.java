package io.berth.server;

import io.berth.deployment.action.MachineHealth;
import io.berth.hardware.SystemHealth;
import io.berth.reservation.health.HealthOptions;
import io.berth.reservation.health.HealthPoller;
import io.berth.reservation.health.HealthProbe;
import io.berth.reservation.health.HealthStatus;
import io.berth.reservation.health.HostHealths;
import io.berth.reservation.host.Host;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the configuration says of hosts' health. */
final class HealthWiring {
    private HealthWiring() {}

    /** By the machines' management controllers, where a design tells of them. */
    static HealthPoller poller(Rooms.Parts parts, HostHealths healths, MachineHealth machines) {
        return new HealthPoller(parts.store(), healths, new ByController(machines), options(parts.config()), parts.clock())
                .register(parts.due());
    }

    private record ByController(MachineHealth machines) implements HealthProbe {
        @Override
        public String source() {
            return "redfish";
        }

        @Override
        public Map<UUID, Finding> look(List<Host> hosts) {
            Map<String, SystemHealth> seen = machines.of(hosts.stream().map(Host::name).toList());
            Map<UUID, Finding> found = new HashMap<>();
            for (Host host : hosts) {
                SystemHealth health = seen.getOrDefault(host.name(), SystemHealth.UNKNOWN);
                switch (health) {
                    case OK, WARNING -> found.put(host.id(), new Finding(HealthStatus.HEALTHY, ""));
                    case CRITICAL -> found.put(host.id(), new Finding(
                            HealthStatus.FAILED, "its management controller tells that the system's health is " + health.wireName()));
                    case UNKNOWN -> { }
                }
            }
            return found;
        }
    }

    static HealthOptions options(BerthConfig config) {
        return new HealthOptions(
                Duration.ofMinutes(config.number(ConfigKey.HEALING_MINUTES)),
                Duration.ofSeconds(config.number(ConfigKey.HEALTH_POLL_SECONDS)),
                Math.max(1, config.number(ConfigKey.HEALTH_STRIKES)));
    }
}
