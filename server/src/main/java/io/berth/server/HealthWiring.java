package io.berth.server;

import io.berth.compute.agent.AgentSightings;
import io.berth.compute.agent.Sighting;
import io.berth.deployment.action.MachineHealth;
import io.berth.hardware.SystemHealth;
import io.berth.reservation.health.HealthOptions;
import io.berth.reservation.health.HealthPoller;
import io.berth.reservation.health.HealthProbe;
import io.berth.reservation.health.HostHealths;
import io.berth.reservation.host.Host;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the configuration says of hosts' health. */
final class HealthWiring {
    private HealthWiring() {}

    private static final String REDFISH = "redfish";
    private static final String AGENT = "agent";

    /** By the machines' management controllers, where a design tells of them, and by the hosts' agents, where they have some. */
    static HealthPoller poller(
            Rooms.Parts parts, HostHealths healths, MachineHealth machines, AgentUrls urls, AgentSightings agents) {
        List<HealthProbe> probes = sources(parts.config()).stream()
                .<HealthProbe>map(source -> source.equals(REDFISH) ? new ByController(machines) : new ByAgent(urls, agents))
                .toList();
        return new HealthPoller(parts.store(), healths, probes, options(parts.config()), parts.clock()).register(parts.due());
    }

    /** In the order in which they count. */
    static List<String> sources(BerthConfig config) {
        List<String> known = List.of(REDFISH, AGENT);
        List<String> given = Arrays.stream(config.text(ConfigKey.HEALTH_SOURCES).split(",")).map(String::strip).toList();
        if (!known.containsAll(given) || given.size() != Set.copyOf(given).size()) {
            throw new ConfigProblem(ConfigKey.HEALTH_SOURCES.key() + " must be redfish, agent or both with a comma between, not '"
                    + config.text(ConfigKey.HEALTH_SOURCES) + "'");
        }
        return known.stream().filter(given::contains).toList();
    }

    private record ByAgent(AgentUrls urls, AgentSightings agents) implements HealthProbe {
        @Override
        public String source() {
            return AGENT;
        }

        @Override
        public Map<UUID, Finding> look(List<Host> hosts) {
            Map<UUID, URI> known = new HashMap<>();
            hosts.forEach(host -> urls.named(host.name()).ifPresent(url -> known.put(host.id(), url)));
            Map<UUID, Finding> found = new HashMap<>();
            agents.of(known).forEach((host, sighting) -> found.put(host, switch (sighting) {
                case Sighting.Answers it -> Finding.WELL;
                case Sighting.Silent it -> Finding.silent("its agent " + known.get(host) + " does not answer: " + it.reason());
            }));
            return found;
        }
    }

    private record ByController(MachineHealth machines) implements HealthProbe {
        @Override
        public String source() {
            return REDFISH;
        }

        @Override
        public Map<UUID, Finding> look(List<Host> hosts) {
            Map<String, SystemHealth> seen = machines.of(hosts.stream().map(Host::name).toList());
            Map<UUID, Finding> found = new HashMap<>();
            for (Host host : hosts) {
                SystemHealth health = seen.getOrDefault(host.name(), SystemHealth.UNKNOWN);
                switch (health) {
                    case OK, WARNING -> found.put(host.id(), Finding.WELL);
                    case CRITICAL -> found.put(host.id(), Finding.failed(
                            "its management controller tells that the system's health is " + health.wireName()));
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
                config.count(ConfigKey.HEALTH_STRIKES));
    }
}
