package io.berth.server;

import io.berth.compute.AgentDirectory;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.placement.Ledger;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
import io.berth.store.Database;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where the agents of hosts listen: as the configuration says, or those of the simulated site. */
final class AgentUrls implements AgentDirectory {
    private static final String HOST = "{host}";

    private final Database database;
    private final Ledger ledger;
    private final Optional<String> pattern;
    private final Map<String, URI> simulated;

    private AgentUrls(Database database, Ledger ledger, Optional<String> pattern, Map<String, URI> simulated) {
        this.database = database;
        this.ledger = ledger;
        this.pattern = pattern;
        this.simulated = Map.copyOf(simulated);
    }

    /** @throws ConfigProblem where the pattern does not make URLs, or not one for each host */
    static AgentUrls of(BerthConfig config, Optional<SimulatedSite> site, Database database, Ledger ledger) {
        return new AgentUrls(database, ledger, pattern(config), site.map(SimulatedSite::agentUrls).orElse(Map.of()));
    }

    /** @throws ConfigProblem where it does not make URLs, or not one for each host */
    static Optional<String> pattern(BerthConfig config) {
        Optional<String> pattern = config.given(ConfigKey.AGENT_URL);
        pattern.ifPresent(AgentUrls::check);
        return pattern;
    }

    private static void check(String pattern) {
        boolean isUrl = url(pattern, "host")
                .filter(url -> url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())))
                .isPresent();
        if (!isUrl || !pattern.contains(HOST)) {
            throw new ConfigProblem(ConfigKey.AGENT_URL.key() + " must be a URL with " + HOST
                    + " in it, as in http://{host}:9111/events, not '" + pattern + "'");
        }
    }

    /** Absent where a host of that name cannot be in a URL. */
    private static Optional<URI> url(String pattern, String host) {
        try {
            return Optional.of(URI.create(pattern.replace(HOST, host)));
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    boolean isNone() {
        return pattern.isEmpty() && simulated.isEmpty();
    }

    /** @param name of the host */
    Optional<URI> named(String name) {
        return pattern.isPresent() ? url(pattern.get(), name) : Optional.ofNullable(simulated.get(name));
    }

    @Override
    public Optional<URI> agentOf(UUID host) {
        return isNone()
                ? Optional.empty()
                : database.read(handle -> ledger.provider(handle, host)).flatMap(provider -> named(provider.name()));
    }
}
