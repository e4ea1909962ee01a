package io.berth.server.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void clouds() throws IOException {
        Path file = Files.writeString(home.resolve("clouds.yaml"), """
                clouds:
                  lab:
                    auth: {auth_url: "http://lab/identity/v3", username: ann, password: 123, project_name: tests, user_domain_name: Default}
                  empty: {}
                """);
        environment.put(CloudsFile.PLACE, file.toString());
    }

    @Test
    void withoutAWordItIsTheAdministratorOfABerthOnThisMachine() {
        Login login = Login.of(Map.of(), Optional.empty(), environment);

        assertThat(login).isEqualTo(new Login(
                Optional.empty(), Optional.empty(), "admin", Optional.empty(), "admin", Map.of("id", "default"), Map.of("id", "default")));
        assertThatThrownBy(login::request).hasMessageContaining("--os-password");
    }

    @Test
    void aCloudThatIsNamedWinsOverTheEnvironment() {
        environment.putAll(Map.of("OS_USERNAME", "bob", "OS_AUTH_URL", "http://elsewhere"));

        Login login = Login.of(Map.of("project_name", "other"), Optional.of("lab"), environment);

        assertThat(login).isEqualTo(new Login(
                Optional.of("http://lab/identity/v3"),
                Optional.empty(),
                "ann",
                Optional.of("123"),
                "other",
                Map.of("name", "Default"),
                Map.of("id", "default")));
    }

    @Test
    void theEnvironmentWinsOverTheCloudOfTheEnvironment() {
        environment.putAll(Map.of("OS_USERNAME", "bob", "OS_CLOUD", "lab"));

        Login login = Login.of(Map.of(), Optional.empty(), environment);

        assertThat(login.username()).isEqualTo("bob");
        assertThat(login.password()).contains("123");
    }

    @Test
    void aCloudThatIsNotThereIsToldWithTheFile() throws IOException {
        assertThatThrownBy(() -> Login.of(Map.of(), Optional.of("lap"), environment))
                .hasMessageContaining("lap")
                .hasMessageContaining("clouds.yaml");
        assertThatThrownBy(() -> Login.of(Map.of(), Optional.of("empty"), environment)).hasMessageContaining("empty");

        Files.writeString(home.resolve("clouds.yaml"), "clouds: [");
        assertThatThrownBy(() -> Login.of(Map.of(), Optional.of("lab"), environment)).hasMessageContaining("cannot be read");
    }
}
