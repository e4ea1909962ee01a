package io.berth.placement;

import io.berth.placement.allocation.IncompleteConsumer;
import io.berth.placement.api.PlacementOptions;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.testkit.HttpTable;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator may have otherwise than the other tables assume. */
class PlacementOptionsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static PlacementServer server;

    @BeforeAll
    static void serve() {
        server = PlacementServer.start(
                DB,
                new TestAuthenticator(),
                new PlacementOptions(SearchOptions.STANDARD, new IncompleteConsumer("old-project", "old-user")),
                true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> placementServesAsItsOperatorWantsIt() {
        return HttpTable.load("/tables/options.yaml").tests(() -> server.base());
    }
}
