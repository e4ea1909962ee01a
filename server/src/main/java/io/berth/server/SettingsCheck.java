package io.berth.server;

import io.berth.identity.policy.PolicyProblem;
import io.berth.identity.policy.SitePolicy;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
import io.berth.server.config.NetworksFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Judges all settings before anything is done with them: a start that cannot succeed must not migrate a database first. Each setting is
 * used where it belongs, by what judges it here.
 */
final class SettingsCheck {
    private SettingsCheck() {}

    /** @throws ConfigProblem with all that is wrong, a line each */
    static void run(BerthConfig config) {
        Set<String> faults = new LinkedHashSet<>();
        for (ConfigKey key : ConfigKey.values()) {
            try {
                judge(config, key);
            } catch (ConfigProblem | PolicyProblem unusable) {
                faults.add(unusable.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigProblem(String.join("\n", faults));
        }
    }

    private static void judge(BerthConfig config, ConfigKey key) {
        switch (key) {
            case LISTEN -> config.listen();
            case AUTH -> config.auth();
            case KEYSTONE_URL -> {
                if (config.text(ConfigKey.AUTH).equals("keystone")) {
                    config.keystoneUrl();
                } else {
                    config.url(key);
                }
            }
            case PUBLIC_URL, EXTERNAL_CHECK_URL, NOTIFICATIONS_URL, BOOT_IMAGES_URL -> config.url(key);
            case PROXY_HEADERS, RANDOM_HOSTS, BMC_VERIFY_TLS -> config.flag(key);
            case DATABASE_URL -> config.databaseUrl();
            case DATABASE_CONNECTIONS, HEALTH_STRIKES, POWER_POLL_MILLIS -> config.count(key);
            case KEYSTONE_CACHE_SECONDS, CANDIDATES_MAX, CLEANING_SECONDS, BEFORE_END_MINUTES, HEALING_MINUTES,
                    HEALTH_POLL_SECONDS, MAX_LEASE_SECONDS, NODE_TIMEOUT_SECONDS, REPORT_TIMEOUT_SECONDS -> config.number(key);
            case CANDIDATES_ORDER -> CandidateSettings.order(config);
            case CANDIDATES_STRATEGY -> CandidateSettings.strategy(config);
            case INCOMPLETE_PROJECT, INCOMPLETE_USER -> PlacementSettings.id(config, key);
            case HEALTH_SOURCES -> HealthWiring.sources(config);
            case NETWORKS_FILE -> NetworksFile.of(config);
            case AGENT_URL -> AgentUrls.pattern(config);
            case POLICY_FILE -> readPolicy(path(config, key), Optional.empty());
            case POLICY_DIR -> readPolicy(Optional.empty(), path(config, key));
            case DATA_DIR, DATABASE_USER, DATABASE_PASSWORD, KEYSTONE_USERNAME, KEYSTONE_PASSWORD, KEYSTONE_PROJECT,
                    ADMIN_PASSWORD, MAX_LEASE_EXEMPT_PROJECTS, EXTERNAL_CHECK_TOKEN -> { }
        }
    }

    private static Optional<Path> path(BerthConfig config, ConfigKey key) {
        return config.given(key).map(Path::of);
    }

    private static void readPolicy(Optional<Path> file, Optional<Path> directory) {
        SitePolicy.of(file, directory).close();
    }
}
