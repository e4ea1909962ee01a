package io.berth.server.config;

import io.berth.base.Spelling;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every key of the configuration, with its default. The file is YAML; a dot in a name is a level in the file. The
 * command line's options set the same keys and win over the file.
 */
public enum ConfigKey {
    LISTEN("listen", "127.0.0.1:8770", "address and port to serve on; port 0 takes any free one"),
    PUBLIC_URL("public_url", "", "where machines reach Berth, as in http://10.0.0.1:8770; empty: at the address it listens on"),
    PROXY_HEADERS("proxy_headers", "false", "whether URLs in answers begin as Forwarded, or X-Forwarded-Proto and -Host, and X-Forwarded-Prefix say; only behind a proxy that sets these headers"),
    DATA_DIR("data_dir", "berth-data", "where the embedded PostgreSQL keeps its files"),
    DATABASE_URL("database.url", "", "jdbc:postgresql://… of an external PostgreSQL 15 or newer; empty: the embedded one"),
    DATABASE_USER("database.user", "", "user of the external database, unless the URL names it"),
    DATABASE_PASSWORD("database.password", "", "password of the external database, unless the URL has it"),
    DATABASE_CONNECTIONS("database.connections", "16", "connections, and so database threads, of this process; the ledger has five more"),
    AUTH("auth", "builtin", "builtin: Berth's own identity service; keystone: an external one; noauth: believe every token"),
    KEYSTONE_URL("keystone.url", "", "the external Keystone, as in http://keystone:5000/v3"),
    KEYSTONE_USERNAME("keystone.username", "berth", "account with which Berth validates tokens there"),
    KEYSTONE_PASSWORD("keystone.password", "", "its password"),
    KEYSTONE_PROJECT("keystone.project", "service", "its project"),
    KEYSTONE_CACHE_SECONDS("keystone.cache_seconds", "300", "how long a token that Keystone called valid is believed; so long may its revocation go unnoticed"),
    ADMIN_PASSWORD("admin_password", "", "password of the built-in user admin, set at each start; where it was another, the user's tokens end; empty: a random one, made and shown at the first start"),
    POLICY_FILE("policy_file", "", "a policy.yaml that overrides rules, in oslo.policy's language; read again when it changes"),
    POLICY_DIR("policy_dir", "", "a directory of further such files (policy.d); they win over the file, and of them the later name wins"),
    CANDIDATES_ORDER("placement.candidates.order", "stable", "stable: the same hosts are offered first; randomised: any host may come first"),
    CANDIDATES_STRATEGY("placement.candidates.strategy", "depth-first", "depth-first: all candidates of a host, then the next host's; breadth-first: one of each in turn"),
    CANDIDATES_MAX("placement.candidates.max", "100000", "how many candidates one answer holds at most; 0: no bound"),
    INCOMPLETE_PROJECT("placement.incomplete_consumer_project_id", "00000000-0000-0000-0000-000000000000", "the project of claims made with placement before 1.8, which name none"),
    INCOMPLETE_USER("placement.incomplete_consumer_user_id", "00000000-0000-0000-0000-000000000000", "the user of such claims"),
    CLEANING_SECONDS("reservation.cleaning_seconds", "0", "how long a host is booked for cleaning after each lease"),
    BEFORE_END_MINUTES("reservation.before_end_minutes", "60", "how long before a lease's end its before_end event fires; 0: never"),
    RANDOM_HOSTS("reservation.randomize_host_selection", "false", "whether any of equally good hosts are taken; otherwise those enrolled first are"),
    HEALING_MINUTES("reservation.health.healing_minutes", "60", "leases that start within this time leave a failed host at once, later ones when their start is that near; 0: all at once"),
    HEALTH_POLL_SECONDS("reservation.health.poll_seconds", "0", "how often all hosts' management controllers and agents are asked whether the hosts are well; 0: never"),
    HEALTH_SOURCES("reservation.health.sources", "redfish,agent", "who tells whether hosts are well: their management controllers, their agents, or both with a comma between"),
    HEALTH_STRIKES("reservation.health.strikes", "3", "how often in a row a host must be found failed, or well again, before that counts"),
    MAX_LEASE_SECONDS("reservation.max_lease_seconds", "0", "the longest that a lease may last; 0: any length"),
    MAX_LEASE_EXEMPT_PROJECTS("reservation.max_lease_exempt_projects", "", "ids of projects that may have longer leases, with commas between"),
    EXTERNAL_CHECK_URL("reservation.external_check_url", "", "a service that is asked whether a lease may be, as in http://policy:8000/leases/, with check-create, check-update and on-end below; empty: none"),
    EXTERNAL_CHECK_TOKEN("reservation.external_check_token", "", "sent to that service as X-Auth-Token; empty: none"),
    NETWORKS_FILE("reservation.networks_file", "", "a YAML file of the external networks whose addresses can be reserved, see below; empty: none"),
    NOTIFICATIONS_URL("reservation.notifications.url", "", "a service that is told by POST what happens to leases, as in http://events:8000/leases; empty: none"),
    AGENT_URL("compute.agent_url", "", "where each host's agent listens, as in http://{host}:9111/events, where {host} stands for the host's name; empty: hosts have no agents"),
    NODE_TIMEOUT_SECONDS("deployment.node_timeout_seconds", "2700", "how long one node may take to deploy"),
    REPORT_TIMEOUT_SECONDS("deployment.report_timeout_seconds", "900", "how long to wait for boot actions to report"),
    BOOT_IMAGES_URL("deployment.boot_images_url", "", "where machines find what they install, as in http://images:8000, with <image>/<kernel>/vmlinuz and initrd below; empty: at /images of public_url"),
    BMC_VERIFY_TLS("deployment.bmc_verify_tls", "false", "whether BMCs must show a certificate that this Java trusts"),
    POWER_POLL_MILLIS("deployment.power_poll_millis", "10000", "pause between looks at a BMC while its power changes");

    private final String key;
    private final String standard;
    private final String meaning;

    ConfigKey(String key, String standard, String meaning) {
        this.key = key;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** As in the file: {@code database.url}. */
    public String key() {
        return key;
    }

    /** What holds where nobody sets the key. */
    public String standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }

    static Optional<ConfigKey> named(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    /** The known key that a misspelt one most likely meant; of a section that was given a value the first key. */
    static ConfigKey nearest(String misspelt) {
        return Arrays.stream(values())
                .filter(known -> known.key.startsWith(misspelt + "."))
                .findFirst()
                .or(() -> Spelling.nearest(misspelt, Arrays.stream(values()).map(ConfigKey::key).toList()).flatMap(ConfigKey::named))
                .orElseThrow();
    }
}
