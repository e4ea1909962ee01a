package io.berth.placement.candidate.api;

import io.berth.base.Ids;
import io.berth.http.GuardedApi;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.PlainApi;
import io.berth.http.Policy;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.placement.PlacementRoom;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementExtras;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.index.Node;
import io.berth.placement.outlook.Outlook;
import io.berth.testkit.HttpTable;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plays the table of explanations against placement and what Berth adds to it. */
class ExplainTableTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static @Nullable HttpServer server;
    private static @Nullable LedgerIndex index;

    @BeforeAll
    static void serve() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), DB.clock().now());
        LedgerIndex ledger = new LedgerIndex(DB.store());
        ledger.start();
        index = ledger;
        Policy policy = new TestPolicy(PlacementPolicy.DEFAULTS);
        TestAuthenticator authenticator = new TestAuthenticator();
        server = HttpServer.start(
                "127.0.0.1",
                0,
                List.of(
                        new PlacementApi(DB.store(), ledger, authenticator, policy, DB.clock(), Ids.random()),
                        new GuardedApi(
                                new PlainApi(
                                        "berth", "/berth/v1", new RouteTable(PlacementExtras.routes(parts(ledger, policy)))),
                                new TokenGate(authenticator),
                                policy),
                        Health.api(() -> true, () -> "")),
                Ids.random(),
                HttpServer.newMetrics());
    }

    private static PlacementExtras.Parts parts(LedgerIndex ledger, Policy policy) {
        return new PlacementExtras.Parts(
                DB.store(), ledger, SearchOptions.STABLE, ExplainTableTest::planned, policy, DB.clock(), Ids.random());
    }

    /** In January of 2071 somebody has all of the large provider, in February half of it; in March who has some of the small one is gone. */
    private static Outlook planned(Instant start, Instant end) {
        UUID large = Objects.requireNonNull(index).world().named("large during").map(Node::uuid).orElseThrow();
        return switch (start.toString().substring(0, 7)) {
            case "2071-01" -> new Outlook(Set.of(large), Set.of(), Set.of(), Map.of());
            case "2071-02" ->
                new Outlook(Set.of(), Set.of(), Set.of(), Map.of(large, new TreeMap<>(Map.of("CUSTOM_DURING", 8L))));
            case "2071-03" -> new Outlook(Set.of(), Set.of(), Set.of("d0000000-0000-4000-8000-000000000001"), Map.of());
            default -> Outlook.UNCHANGED;
        };
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(index).close();
    }

    @TestFactory
    Stream<DynamicTest> candidatesAreExplainedAsTheTableSays() {
        URI base = URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port());
        return HttpTable.load("/tables/explain.yaml").tests(() -> base);
    }

    @TestFactory
    Stream<DynamicTest> candidatesOfATimeToComeAreFoundAsTheTableSays() {
        URI base = URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port());
        return HttpTable.load("/tables/candidates-during.yaml").tests(() -> base);
    }
}
