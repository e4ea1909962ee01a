package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.placement.Ledger;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.ConfigProblem;
import io.berth.testkit.TestDatabase;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tells of hosts' health, and where their agents are. */
class HealthSourcesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redfish,agent   | redfish agent
            agent , redfish | redfish agent
            agent           | agent
            redfish         | redfish
            """)
    void sourcesCountInOneOrderHoweverTheyAreNamed(String given, String expected) {
        assertThat(HealthWiring.sources(BerthConfig.defaults().with(ConfigKey.HEALTH_SOURCES, given)))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ipmi", ",redfish", "agent,agent"})
    void otherSourcesStopTheStart(String given) {
        assertThatThrownBy(() -> HealthWiring.sources(BerthConfig.defaults().with(ConfigKey.HEALTH_SOURCES, given)))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("reservation.health.sources");
    }

    private static AgentUrls urls(BerthConfig config) {
        return AgentUrls.of(config, Optional.empty(), DB.database(), new Ledger());
    }

    @Test
    void anAgentIsWhereThePatternSays() {
        AgentUrls urls = urls(BerthConfig.defaults().with(ConfigKey.AGENT_URL, "https://{host}.site:9111/events?of={host}"));
        assertThat(urls.named("node-1")).contains(URI.create("https://node-1.site:9111/events?of=node-1"));
        assertThat(urls.named("node 1")).as("a name that cannot be in a URL").isEmpty();
        assertThat(urls.agentOf(UUID.randomUUID())).as("of a host that there is not").isEmpty();
        assertThat(urls(BerthConfig.defaults()).named("node-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://agent:9111/events", "{host}:9111", "ftp://{host}/", "http://{host"})
    void aPatternThatMakesNoUrlForEachHostStopsTheStart(String pattern) {
        assertThatThrownBy(() -> urls(BerthConfig.defaults().with(ConfigKey.AGENT_URL, pattern)))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("compute.agent_url");
    }
}
