package io.berth.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BerthConfigTest {
    @TempDir
    private Path directory;

    private BerthConfig read(String yaml) throws IOException {
        return BerthConfig.read(Files.writeString(directory.resolve("berth.yaml"), yaml));
    }

    @Test
    void everyDefaultIsPinned() {
        assertThat(Arrays.stream(ConfigKey.values()).map(key -> key.key() + "=" + key.standard()).collect(Collectors.joining("\n")))
                .isEqualTo("""
                        listen=127.0.0.1:8770
                        public_url=
                        proxy_headers=false
                        data_dir=berth-data
                        database.url=
                        database.user=
                        database.password=
                        database.connections=16
                        auth=builtin
                        keystone.url=
                        keystone.username=berth
                        keystone.password=
                        keystone.project=service
                        keystone.cache_seconds=300
                        admin_password=
                        policy_file=
                        policy_dir=
                        placement.candidates.order=stable
                        placement.candidates.strategy=depth-first
                        placement.candidates.max=100000
                        placement.incomplete_consumer_project_id=00000000-0000-0000-0000-000000000000
                        placement.incomplete_consumer_user_id=00000000-0000-0000-0000-000000000000
                        reservation.cleaning_seconds=0
                        reservation.before_end_minutes=60
                        reservation.randomize_host_selection=false
                        reservation.health.healing_minutes=60
                        reservation.health.poll_seconds=0
                        reservation.health.sources=redfish,agent
                        reservation.health.strikes=3
                        reservation.max_lease_seconds=0
                        reservation.max_lease_exempt_projects=
                        reservation.external_check_url=
                        reservation.external_check_token=
                        reservation.networks_file=
                        reservation.notifications.url=
                        compute.agent_url=
                        deployment.node_timeout_seconds=2700
                        deployment.report_timeout_seconds=900
                        deployment.boot_images_url=
                        deployment.bmc_verify_tls=false
                        deployment.power_poll_millis=10000""");
    }

    @Test
    void theFileOverridesDefaultsAndLevelsBecomeDots() throws IOException {
        BerthConfig config = read("listen: 0.0.0.0:9000\ndatabase:\n  url: jdbc:postgresql://db/berth\n  connections: 4\n");
        assertThat(config.listen()).isEqualTo(new BerthConfig.Listen("0.0.0.0", 9000));
        assertThat(config.given(ConfigKey.DATABASE_URL)).contains("jdbc:postgresql://db/berth");
        assertThat(config.number(ConfigKey.DATABASE_CONNECTIONS)).isEqualTo(4);
        assertThat(config.auth()).isEqualTo(BerthConfig.Auth.BUILTIN);
    }

    @Test
    void aValueIsTheTextThatStandsInTheFile() throws IOException {
        BerthConfig config = read("admin_password: 0123\ndatabase:\n  password: 1e3\n  user: on\npolicy_file:\n");
        assertThat(config.text(ConfigKey.ADMIN_PASSWORD)).isEqualTo("0123");
        assertThat(config.text(ConfigKey.DATABASE_PASSWORD)).isEqualTo("1e3");
        assertThat(config.text(ConfigKey.DATABASE_USER)).isEqualTo("on");
        assertThat(config.given(ConfigKey.POLICY_FILE)).isEmpty();
    }

    @Test
    void aKeyThatIsSetTwiceIsRefused() {
        assertThatThrownBy(() -> read("auth: noauth\nauth: builtin\n"))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("auth");
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws IOException {
        assertThat(read("# nothing set\n").set()).isEmpty();
    }

    @Test
    void anUnknownKeyStopsTheStartAndNamesTheNearest() {
        assertThatThrownBy(() -> read("database:\n  conections: 4\n"))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("unknown key database.conections")
                .hasMessageContaining("Did you mean database.connections?");
    }

    @Test
    void aSectionThatIsGivenAValueIsToldWithAKeyThatIsInIt() {
        assertThatThrownBy(() -> read("database: jdbc:postgresql://db/berth\n"))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("unknown key database ")
                .hasMessageContaining("Did you mean database.url?");
    }

    @Test
    void unusableValuesAreNamedWithTheirKey() {
        BerthConfig config = BerthConfig.defaults()
                .with(ConfigKey.LISTEN, "8770")
                .with(ConfigKey.AUTH, "magic")
                .with(ConfigKey.CLEANING_SECONDS, "-1")
                .with(ConfigKey.BMC_VERIFY_TLS, "maybe");
        assertThatThrownBy(config::listen).hasMessageContaining("listen must be HOST:PORT");
        assertThatThrownBy(() -> config.with(ConfigKey.DATABASE_CONNECTIONS, "0").count(ConfigKey.DATABASE_CONNECTIONS))
                .hasMessageContaining("database.connections must be at least 1");
        assertThatThrownBy(config::auth).hasMessageContaining("builtin, keystone or noauth");
        assertThatThrownBy(() -> config.number(ConfigKey.CLEANING_SECONDS)).hasMessageContaining("reservation.cleaning_seconds");
        assertThatThrownBy(() -> config.flag(ConfigKey.BMC_VERIFY_TLS)).hasMessageContaining("true or false");
    }

    @Test
    void brokenYamlAndMissingFilesAreConfigProblems() {
        assertThatThrownBy(() -> read("listen: [")).isInstanceOf(ConfigProblem.class).hasMessageContaining("not YAML");
        assertThatThrownBy(() -> BerthConfig.read(directory.resolve("none.yaml")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("cannot be read");
    }
}
