package io.berth.placement;

import io.berth.base.Ids;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.placement.allocation.IncompleteConsumer;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementOptions;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.LedgerIndex;
import io.berth.testkit.HttpTable;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.util.List;
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

    private static LedgerIndex index;
    private static HttpServer server;

    @BeforeAll
    static void serve() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), DB.clock().now());
        index = new LedgerIndex(DB.store()).start();
        PlacementApi api = new PlacementApi(
                DB.store(),
                index,
                new PlacementOptions(SearchOptions.STANDARD, new IncompleteConsumer("old-project", "old-user")),
                new TestAuthenticator(),
                new TestPolicy(PlacementPolicy.DEFAULTS),
                DB.clock(),
                Ids.random());
        server = HttpServer.start(
                new HttpServer.Front("127.0.0.1", 0, true),
                List.of(api, Health.api(() -> true, () -> "")),
                Ids.random(),
                HttpServer.newMetrics());
    }

    @AfterAll
    static void stop() {
        server.close();
        index.close();
    }

    @TestFactory
    Stream<DynamicTest> placementServesAsItsOperatorWantsIt() {
        return HttpTable.load("/tables/options.yaml")
                .tests(() -> URI.create("http://127.0.0.1:" + server.port() + "/placement"));
    }
}
