package io.berth.placement;

import io.berth.testkit.HttpTable;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
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

    private static @Nullable PlacementServer server;

    @BeforeAll
    static void serve() {
        server = PlacementServer.start(DB, TestAuthenticator.ofPlacement());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @TestFactory
    Stream<DynamicContainer> placementAnswersAsItsTablesSay() {
        URI base = Objects.requireNonNull(server).base();
        return TABLES.stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name, HttpTable.load("/tables/" + name + ".yaml").tests(() -> base)));
    }
}
