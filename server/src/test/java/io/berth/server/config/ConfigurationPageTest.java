package io.berth.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    @Test
    void thePageListsEveryKeyWithItsDefaultAndMeaning() throws IOException {
        StringBuilder table = new StringBuilder();
        for (ConfigKey key : ConfigKey.values()) {
            String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
            table.append("| `%s` | %s | %s |\n".formatted(key.key(), standard, key.meaning()));
        }
        assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains(table);
    }
}
