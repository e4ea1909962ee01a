package io.berth.reservation.health;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.health.HealthChange.HealthWritten;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.Follower;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator says something of a host while somebody who looked at it is about to. */
class SaidMeanwhileTest {
    private static final int PATIENCE_SECONDS = 20;

    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
    private final TestRoom elsewhere = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private static HostHealth health(TestRoom of) {
        return of.room.healths().known().values().stream().findFirst().orElseThrow();
    }

    private void operatorSays(Host host, HealthStatus status) {
        ReportHealth report = new ReportHealth(host.name(), status, "I was there", HostHealth.OPERATOR);
        CompletableFuture.runAsync(() -> accepted(elsewhere.room.healths().report(report)))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void isFoundFailed(Host host) {
        room.room.healths().observe(host.id(), HealthStatus.FAILED, "red light", "redfish");
    }

    /** Just before what was found is written for the first time. */
    private void meanwhile(Runnable said) {
        AtomicBoolean isSaid = new AtomicBoolean();
        room.store.follows((tx, changes) -> {
            if (changes.stream().anyMatch(HealthWritten.class::isInstance) && !isSaid.getAndSet(true)) {
                said.run();
            }
            return Follower.Sequel.NOTHING;
        });
    }

    @Test
    void aStrikeDoesNotReplaceWhatTheOperatorSaidMeanwhile() {
        Host host = room.enrol("node-1");
        isFoundFailed(host);
        meanwhile(() -> operatorSays(host, HealthStatus.HEALTHY));
        isFoundFailed(host);
        assertThat(health(room).source()).isEqualTo(HostHealth.OPERATOR);
        assertThat(health(room).reason()).isEqualTo("I was there");
        assertThat(health(room).strikes()).as("counted from what the operator said").isEqualTo(1);
    }

    @Test
    void theFirstThatIsEverSaidOfAHostIsNotReplacedEither() {
        Host host = room.enrol("node-1");
        meanwhile(() -> operatorSays(host, HealthStatus.FAILED));
        isFoundFailed(host);
        assertThat(health(room).status()).isEqualTo(HealthStatus.FAILED);
        assertThat(health(room).source()).isEqualTo(HostHealth.OPERATOR);
    }

    @Test
    void theLastStrikeDoesNotCountWhereTheOperatorSaysThatAllIsWellWhileItWaitsForLeases() throws Exception {
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("12:30", "14:00", hosts(1, 1)));
        for (int strike = 1; strike < HealthOptions.DEFAULTS.strikes(); strike++) {
            isFoundFailed(host);
        }
        CompletableFuture<Void> found = DB.database().transact(tx -> {
            tx.execute("SELECT id FROM reservation.lease WHERE id = ? FOR UPDATE", lease.id());
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> isFoundFailed(host));
            Await.until("the strike waits for the lease", () -> tx.createQuery("""
                    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                    """).mapTo(Boolean.class).one());
            operatorSays(host, HealthStatus.HEALTHY);
            return waiting;
        });
        found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(room.room.healths().failed()).isEmpty();
        assertThat(health(room).strikes()).isEqualTo(1);
    }
}
