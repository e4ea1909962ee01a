package io.berth.placement;

import io.berth.base.Ids;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.index.LedgerIndex;
import io.berth.testkit.HttpTable;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plays the tables of placement's HTTP behaviour against a server of its own. */
class PlacementTablesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    static final List<String> TABLES = List.of(
            "edge",
            "root",
            "providers",
            "provider-filters",
            "trees",
            "inventories",
            "aggregates",
            "traits",
            "resource-classes",
            "allocations",
            "allocation-rules",
            "usages",
            "candidate-errors",
            "candidates",
            "candidate-trees",
            "reshaper");

    private static @Nullable LedgerIndex index;
    private static @Nullable HttpServer server;

    @BeforeAll
    static void serve() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), DB.clock().now());
        index = new LedgerIndex(DB.store()).start();
        PlacementApi api = new PlacementApi(
                DB.store(), index, TestAuthenticator.ofPlacement(), new TestPolicy(PlacementPolicy.DEFAULTS), DB.clock(), Ids.random());
        server = HttpServer.start(
                "127.0.0.1", 0, List.of(api, Health.api(() -> true, () -> "")), Ids.random(), HttpServer.newMetrics());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(index).close();
    }

    @TestFactory
    Stream<DynamicContainer> placementAnswersAsItsTablesSay() {
        URI base = URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port() + "/placement");
        return TABLES.stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name, HttpTable.load("/tables/" + name + ".yaml").tests(() -> base)));
    }
}
