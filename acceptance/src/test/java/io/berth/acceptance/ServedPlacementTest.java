package io.berth.acceptance;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.testkit.Await;
import io.berth.testkit.HttpTable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plays the tables of placement's HTTP behaviour, which its room plays against its API alone, against a Berth as it is shipped: with
 * its own word for who calls ({@code --auth noauth}, as the real service's), its own policy, and all other services beside it.
 */
@ExtendWith(ShowBerthOnFailure.class)
class ServedPlacementTest {
    /** Those that need a Berth with other options, or are about what Berth has beyond placement. */
    private static final Set<String> ELSEWHERE = Set.of("options", "explain", "candidates-during");

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static BerthProcess berth;

    @BeforeAll
    static void start() {
        Path directory = Leftovers.newDirectory("placement-tables");
        berth = BerthProcess.start(directory, List.of(
                "serve", "--listen", "127.0.0.1:0", "--data-dir", directory.resolve("data").toString(), "--auth", "noauth"));
        Await.until("Berth serves", START_LIMIT, () -> berth.output().contains("Berth serves at ") || !berth.isAlive());
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    /** All that there are, in the order of their names: a new one is played here without anybody's doing. */
    private static List<String> tables() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(ServedPlacementTest.class.getResource("/placement")).toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
                    .filter(it -> !ELSEWHERE.contains(it))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicContainer> placementAnswersAsItsTablesSay() throws Exception {
        URI base = URI.create(berth.url() + "/placement");
        return tables().stream().map(name ->
                DynamicContainer.dynamicContainer(name, HttpTable.load("/placement/" + name + ".yaml").tests(() -> base)));
    }
}
