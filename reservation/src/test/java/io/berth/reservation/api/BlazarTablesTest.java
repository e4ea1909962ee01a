package io.berth.reservation.api;

import io.berth.http.HttpServer;
import io.berth.testkit.HttpTable;
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

/** Plays the tables of Blazar's HTTP behaviour against a server of its own, in which no time passes for leases. */
class BlazarTablesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final List<String> TABLES =
            List.of("edge", "leases", "lease-faults", "policy", "hosts", "instances", "flavors", "floating-ips", "idempotency");

    private static @Nullable HttpServer server;

    @BeforeAll
    static void serve() {
        server = BlazarServer.start(DB);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    @TestFactory
    Stream<DynamicContainer> berthsOwnApiAnswersAsItsTablesSay() {
        URI base = URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port());
        return Stream.of("availability", "dry-run", "budgets", "waiting", "recurring", "health", "maintenance")
                .map(name -> DynamicContainer.dynamicContainer(
                        name, HttpTable.load("/tables/" + name + ".yaml").tests(() -> base)));
    }

    @TestFactory
    Stream<DynamicContainer> blazarAnswersAsItsTablesSay() {
        URI base = URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port() + "/reservation");
        return TABLES.stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name, HttpTable.load("/tables/" + name + ".yaml").tests(() -> base)));
    }
}
