package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who want hosts at once, through two replicas. */
class LeaseRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int ASKERS = 32;

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    /** All at once, every other one through the other replica. */
    private List<Decision<Lease>> ask(List<CreateLease> requests) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<Callable<Decision<Lease>>> asks = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            CreateLease request = requests.get(i);
            Leases leases = (i % 2 == 0 ? room : replica).room.leases();
            asks.add(() -> {
                gate.await();
                return leases.create(request, TestRoom.OWNER);
            });
        }
        List<Decision<Lease>> decisions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
            List<Future<Decision<Lease>>> futures = asks.stream().map(threads::submit).toList();
            gate.countDown();
            for (Future<Decision<Lease>> future : futures) {
                decisions.add(future.get());
            }
        }
        return decisions;
    }

    private static long accepted(List<Decision<Lease>> decisions) {
        return decisions.stream().filter(Decision.Accepted.class::isInstance).count();
    }

    @Test
    void ofManyWhoWantOneHostForOverlappingTimesOneGetsIt() throws Exception {
        room.enrol("node-1");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:%02d".formatted(i), "15:%02d".formatted(i), hosts(1, 1)));
        }
        List<Decision<Lease>> decisions = ask(requests);

        assertThat(accepted(decisions)).isEqualTo(1);
        assertThat(decisions).filteredOn(Decision.Refused.class::isInstance)
                .allSatisfy(each -> assertThat(Samples.refusal(each)).isInstanceOf(NotEnoughHosts.class));
        assertThat(room.bookings()).hasSize(1);
        assertThat(room.room.leases().all()).as("the refused left nothing").hasSize(1);
    }

    @Test
    void ofManyWhoShareHostsAsManyAsFitGetTheirPart() throws Exception {
        room.enrol("node-1");
        room.enrol("node-2");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:%02d".formatted(i), "15:%02d".formatted(i), instances(1, 3, Affinity.ANYWHERE)));
        }
        assertThat(accepted(ask(requests))).as("two of 3 processors on each host of 8").isEqualTo(4);
        assertThat(room.bookings()).allSatisfy(booking -> assertThat(booking.isWhole()).isFalse());
    }

    @Test
    void aHostIsNeverWholeAndSharedWhoeverIsFirst() throws Exception {
        room.enrol("node-1");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:00", "15:00", i % 4 < 2 ? hosts(1, 1) : instances(1, 1, Affinity.ONE_HOST)));
        }
        long granted = accepted(ask(requests));
        boolean isWhole = room.bookings().getFirst().isWhole();
        assertThat(room.bookings()).allSatisfy(booking -> assertThat(booking.isWhole()).isEqualTo(isWhole));
        assertThat(granted).isEqualTo(isWhole ? 1 : 8);
    }

    @Test
    void whereThereIsOneForEachEachGetsOne() throws Exception {
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            room.enrol("node-" + i);
            requests.add(lease("13:00", "15:00", hosts(1, 1)));
        }
        assertThat(accepted(ask(requests))).isEqualTo(ASKERS);
        assertThat(new HashSet<>(room.bookings().stream().map(Booking::hostId).toList())).hasSize(ASKERS);
    }

    @Test
    void timesThatDoNotOverlapAreAllGranted() throws Exception {
        room.enrol("node-1");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:%02d".formatted(i), "13:%02d".formatted(i + 1), hosts(1, 1)));
        }
        assertThat(accepted(ask(requests))).isEqualTo(ASKERS);
    }

    @Test
    void thoseWhoWantSeveralHostsDoNotBlockEachOther() throws Exception {
        for (int i = 0; i < 8; i++) {
            room.enrol("node-" + i);
        }
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:00", "15:00", hosts(3, 3)));
        }
        assertThat(accepted(ask(requests))).isEqualTo(2);
        assertThat(room.bookings()).hasSize(6);
    }
}
