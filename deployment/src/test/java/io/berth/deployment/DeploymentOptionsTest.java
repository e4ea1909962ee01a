package io.berth.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.reference.ReferenceOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentOptionsTest {
    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(DeploymentOptions.defaults())
                .isEqualTo(new DeploymentOptions(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(45),
                        Duration.ofMinutes(15), 3, 16, 64, Duration.ofSeconds(10), Duration.ofSeconds(5), false,
                        Optional.empty()));
        assertThat(ReferenceOptions.defaults())
                .isEqualTo(new ReferenceOptions(
                        List.of(), Duration.ofSeconds(16), Duration.ofSeconds(300),
                        List.of(Duration.ofSeconds(5), Duration.ofSeconds(25)), 16 << 20, 5));
    }

    @Test
    void controllersAreFoundAtTheirAddressUnlessATableSaysOtherwise() {
        BmcAddressBook book = BmcAddressBook.of(Map.of("10.0.0.1", URI.create("http://127.0.0.1:9")));
        assertThat(book.locate("10.0.0.1")).contains(URI.create("http://127.0.0.1:9"));
        assertThat(book.locate("10.0.0.2")).contains(URI.create("https://10.0.0.2"));
        assertThat(book.locate("fd00::1")).contains(URI.create("https://[fd00::1]"));
        assertThat(book.locate("no address at all")).isEmpty();
    }
}
