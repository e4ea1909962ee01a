package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import org.junit.jupiter.api.Test;

class DeploymentWiringTest {
    @Test
    void imagesAreWhereTheConfigurationSaysWithOrWithoutASlashAtTheEnd() {
        BerthConfig config = BerthConfig.defaults();

        assertThat(DeploymentWiring.options(config).bootImages()).isEmpty();
        assertThat(DeploymentWiring.options(config.with(ConfigKey.BOOT_IMAGES_URL, "http://images:8000/berth/")).bootImages())
                .contains("http://images:8000/berth");
    }
}
