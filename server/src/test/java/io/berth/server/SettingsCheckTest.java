package io.berth.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
    @Test
    void theDefaultsAreUsable() {
        assertThatCode(() -> SettingsCheck.run(BerthConfig.defaults())).doesNotThrowAnyException();
        assertThatCode(() -> SettingsCheck.run(BerthConfig.defaults().withFake(true))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "LISTEN, 8770",
        "AUTH, magic",
        "AUTH, keystone",
        "PUBLIC_URL, berth.example",
        "PROXY_HEADERS, 'yes'",
        "KEYSTONE_URL, keystone",
        "CLEANING_SECONDS, -1",
        "DATABASE_CONNECTIONS, 0",
        "HEALTH_STRIKES, 0",
        "POWER_POLL_MILLIS, 0",
        "CANDIDATES_ORDER, any",
        "CANDIDATES_STRATEGY, any",
        "INCOMPLETE_USER, ''",
        "HEALTH_SOURCES, rumours",
        "NETWORKS_FILE, /no/such/file",
        "AGENT_URL, http://agent",
        "POLICY_FILE, /no/such/file",
        "POLICY_DIR, /no/such/directory"
    })
    void anUnusableSettingStopsTheStartBeforeTheDatabaseIsTouched(ConfigKey key, String value) {
        // Nobody listens there: a start that got so far would say that.
        BerthConfig config = BerthConfig.defaults()
                .with(ConfigKey.DATABASE_URL, "jdbc:postgresql://127.0.0.1:1/none")
                .with(key, value);
        assertThatThrownBy(() -> Berth.start(config)).isInstanceOf(ConfigProblem.class);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        BerthConfig config = BerthConfig.defaults()
                .with(ConfigKey.PROXY_HEADERS, "yes")
                .with(ConfigKey.CLEANING_SECONDS, "soon")
                .with(ConfigKey.PUBLIC_URL, "here");
        assertThatThrownBy(() -> Berth.start(config))
                .hasMessageContainingAll("proxy_headers must be", "reservation.cleaning_seconds must be", "public_url must be");
    }
}
