package io.berth.reservation.event;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases whose events fall due at one instant and are done in one transaction. The time is 12:00:30 until it is moved. */
class EventsTogetherTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private List<Lease> leasesOfOneHost(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> room.enrol("node-" + i, "rack", "r" + i));
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> room.create(lease("13:00", "15:00", hosts(1, 1, "[\"==\", \"$rack\", \"r" + i + "\"]"))))
                .toList();
    }

    private List<LeaseStatus> statuses(List<Lease> leases) {
        return leases.stream().map(lease -> room.read(lease).status()).toList();
    }

    private int startsToDo() {
        return DB.database().read(handle -> handle.createQuery("SELECT count(*) FROM store.due_work WHERE kind = :start")
                .bind("start", LeaseTimers.START)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void leasesThatShareAHostBeginAndEndOnItInOneTransaction() {
        Host host = room.enrol("node-1");
        List<Lease> leases = IntStream.range(0, 3)
                .mapToObj(i -> room.create(lease("13:00", "15:00", instances(2, 1, Affinity.ANYWHERE))))
                .toList();

        room.clock.moveTo(Samples.at("13:00"));
        assertThat(room.due.runNext()).isTrue();
        assertThat(statuses(leases)).as("after one piece of work").containsOnly(LeaseStatus.ACTIVE);
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 6L));

        room.at("15:00");
        assertThat(statuses(leases)).containsOnly(LeaseStatus.TERMINATED);
        assertThat(room.used(host)).isEmpty();
        room.assertClean();
        assertThat(room.effects.told).hasSize(6).filteredOn(told -> told.startsWith("no slots of")).hasSize(3);
    }

    @Test
    void whatIsRefusedToOneDoesNotTakeTheOthersWithIt() {
        List<Lease> leases = leasesOfOneHost(4);
        Host taken = room.room.hosts().all().stream().filter(host -> host.name().equals("node-3")).findFirst().orElseThrow();
        room.claim("somebody", taken, "DISK_GB", 30);

        room.clock.moveTo(Samples.at("13:00"));
        assertThat(room.due.runNext()).isTrue();
        assertThat(statuses(leases)).containsExactly(LeaseStatus.ACTIVE, LeaseStatus.ACTIVE, LeaseStatus.ERROR, LeaseStatus.ACTIVE);
        assertThat(room.effects.told).containsExactlyInAnyOrder("started node-1", "started node-2", "started node-4", "failed");
    }

    @Test
    void allThatCanBeHadIsHandedOverWhereverTheOthersAre() {
        List<Lease> leases = leasesOfOneHost(9);
        Set<String> taken = Set.of("node-1", "node-4", "node-5", "node-9");
        room.room.hosts().all().stream()
                .filter(host -> taken.contains(host.name()))
                .forEach(host -> room.claim("somebody on " + host.name(), host, "DISK_GB", 30));

        room.clock.moveTo(Samples.at("13:00"));
        assertThat(room.due.runNext()).isTrue();
        assertThat(statuses(leases)).containsExactlyElementsOf(IntStream.rangeClosed(1, 9)
                .mapToObj(i -> taken.contains("node-" + i) ? LeaseStatus.ERROR : LeaseStatus.ACTIVE)
                .toList());
    }

    @Test
    void whatFailsIsPutOffAloneAndDoneLater() {
        List<Lease> leases = leasesOfOneHost(5);
        room.effects.before = (tx, told) -> {
            if (told.equals("started node-2")) {
                throw new IllegalStateException("planted");
            }
        };

        room.at("13:00");
        assertThat(statuses(leases)).containsExactly(
                LeaseStatus.ACTIVE, LeaseStatus.PENDING, LeaseStatus.ACTIVE, LeaseStatus.ACTIVE, LeaseStatus.ACTIVE);
        assertThat(startsToDo()).isOne();

        room.effects.before = (tx, told) -> {};
        room.clock.advance(Duration.ofSeconds(2));
        room.runDue();
        assertThat(statuses(leases)).containsOnly(LeaseStatus.ACTIVE);
        room.at("15:00");
        assertThat(statuses(leases)).containsOnly(LeaseStatus.TERMINATED);
        room.assertClean();
    }

    @Test
    void aCrashBetweenTheStatementsLeavesNothingBehindAndLosesNothing() {
        List<Lease> leases = leasesOfOneHost(5);
        AtomicInteger told = new AtomicInteger();
        room.effects.before = (tx, what) -> {
            switch (told.incrementAndGet()) {
                case 2 -> tx.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                case 3 -> CompletableFuture.runAsync(() -> {
                    assertThat(startsToDo()).as("what is yet to be done after the crash").isEqualTo(5);
                    assertThat(statuses(leases)).containsOnly(LeaseStatus.PENDING);
                }).join();
                default -> { }
            }
        };

        room.at("13:00");
        assertThat(told).as("how often hosts were told of as started").hasValueGreaterThan(5);
        assertThat(statuses(leases)).containsOnly(LeaseStatus.ACTIVE);
        assertThat(startsToDo()).isZero();
        room.at("15:00");
        assertThat(statuses(leases)).containsOnly(LeaseStatus.TERMINATED);
        room.assertClean();
    }
}
