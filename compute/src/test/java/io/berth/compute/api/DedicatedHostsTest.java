package io.berth.compute.api;

import static io.berth.compute.api.ComputeFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Hosts that are set aside are for servers of reservations; the others are for those without. */
class DedicatedHostsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private ComputeFixture compute;

    @BeforeEach
    void start() {
        db.database().transact(tx -> tx.execute("TRUNCATE placement.provider, placement.consumer, placement.holding CASCADE"));
        compute = new ComputeFixture(db);
    }

    @AfterEach
    void stop() {
        compute.close();
    }

    /** As many as a server tries, and more. */
    private void setAside(int count) {
        IntStream.range(0, count).forEach(number -> compute.dedicated.add(compute.host("a-%02d".formatted(number))));
    }

    private JsonNode server(String flavor, String reservation) {
        return compute.shown(compute.server(flavor, "\"none\"", reservation));
    }

    private static String host(JsonNode server) {
        return server.get("OS-EXT-SRV-ATTR:host").asString("");
    }

    @Test
    void aServerWithoutAReservationPassesOverHostsThatAreSetAsideHoweverMany() {
        setAside(12);
        compute.host("z");
        assertThat(host(server("1", ""))).isEqualTo("z");
        assertThat(host(server("2", ""))).isEqualTo("z");
        assertThat(server("baremetal", "").get("status").asString()).as("the only open host is in use").isEqualTo("ERROR");
    }

    @Test
    void whereOnlySuchHostsHaveRoomTheServerAndAMessageSaySo() {
        setAside(3);
        compute.host("z");
        server("3", "");
        JsonNode refused = server("baremetal", "");
        assertThat(refused.at("/fault/message").asString()).isEqualTo("No valid host was found. not set aside for leases: "
                + "3 removed, 1 left; room for baremetal: 1 removed, 0 left.");
        assertThat(compute.messages(refused.get("id").asString())).containsExactly("VOLUME_SERVER_105_115");
    }

    @Test
    void whereNoHostIsSetAsideOnlyRoomIsMissing() {
        compute.host("z");
        JsonNode refused = server("4", "");
        assertThat(host(refused)).isEqualTo("z");
        JsonNode second = server("4", "");
        assertThat(second.at("/fault/message").asString()).isEqualTo(
                "No valid host was found. not set aside for leases: 0 removed, 1 left; room for m1.large: 1 removed, 0 left.");
        assertThat(compute.messages(second.get("id").asString())).containsExactly("VOLUME_SERVER_105_109");
    }

    @Test
    void aServerOfAReservationLandsOnItsHost() {
        UUID host = compute.host("a");
        compute.dedicated.add(host);
        JsonNode server = server("1", compute.reservation(DEMO, host));
        assertThat(host(server)).isEqualTo("a");
        assertThat(server.get("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void aHostThatIsBeingSetAsideIsAwaited() throws Exception {
        UUID host = compute.host("a");
        compute.host("b");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<JsonNode> server = db.database().transact(tx -> {
                compute.ledger.hold(tx, Set.of(host));
                Future<JsonNode> asked = thread.submit(() -> server("1", ""));
                Await.until("the server waits for the host", () -> tx.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
                        """).mapTo(Boolean.class).one());
                compute.dedicated.add(host);
                return asked;
            });
            assertThat(host(server.get())).isEqualTo("b");
        }
    }
}
