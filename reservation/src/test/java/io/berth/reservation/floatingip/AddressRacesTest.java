package io.berth.reservation.floatingip;

import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.reservation.Leases;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who want addresses at once, through two replicas. */
class AddressRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int ASKERS = 32;
    private static final ReservationOptions OPTIONS = ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS);

    private final TestRoom room = new TestRoom(DB.store(), OPTIONS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), OPTIONS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    /** All at once, every other one through the other replica. */
    private List<Decision<Lease>> ask(List<CreateLease> requests) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
            List<Future<Decision<Lease>>> futures = new ArrayList<>();
            for (CreateLease request : requests) {
                Leases leases = (futures.size() % 2 == 0 ? room : replica).room.leases();
                Callable<Decision<Lease>> ask = () -> {
                    gate.await();
                    return leases.create(request, TestRoom.OWNER);
                };
                futures.add(threads.submit(ask));
            }
            gate.countDown();
            List<Decision<Lease>> decisions = new ArrayList<>();
            for (Future<Decision<Lease>> future : futures) {
                decisions.add(future.get());
            }
            return decisions;
        }
    }

    private static long accepted(List<Decision<Lease>> decisions) {
        return decisions.stream().filter(Decision.Accepted.class::isInstance).count();
    }

    private void assertNothingOverlaps() {
        List<AddressBooking> bookings = room.addressBookings();
        for (AddressBooking one : bookings) {
            assertThat(bookings)
                    .filteredOn(other -> other != one && other.floatingIpId().equals(one.floatingIpId()))
                    .noneMatch(other -> other.period().overlaps(one.period()));
        }
    }

    @Test
    void ofManyWhoWantTheSameFewAsManyAsThereAreGetOne() throws Exception {
        for (int i = 101; i <= 104; i++) {
            room.register("172.24.4." + i);
        }
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:%02d".formatted(i), "15:%02d".formatted(i), addresses(1)));
        }
        List<Decision<Lease>> decisions = ask(requests);

        assertThat(accepted(decisions)).isEqualTo(4);
        assertThat(decisions).filteredOn(Decision.Refused.class::isInstance)
                .allSatisfy(each -> assertThat(Samples.refusal(each)).isInstanceOf(NotEnoughFloatingIps.class));
        assertThat(room.addressBookings()).hasSize(4);
        assertNothingOverlaps();
        assertThat(room.room.leases().all()).as("the refused left nothing").hasSize(4);
    }

    @Test
    void whoWantsSeveralAndAHostBesideThemGetsAllOrNothing() throws Exception {
        for (int i = 101; i <= 108; i++) {
            room.register("172.24.4." + i);
        }
        room.enrol("node-1");
        room.enrol("node-2");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(i % 2 == 0
                    ? lease("13:00", "15:00", hosts(1, 1), addresses(2))
                    : lease("13:00", "15:00", addresses(3, "172.24.4." + (101 + i % 8))));
        }
        ask(requests);

        assertNothingOverlaps();
        List<Lease> leases = room.room.leases().all();
        assertThat(leases).isNotEmpty();
        for (Lease lease : leases) {
            boolean hasHost = lease.reservations().size() == 2;
            assertThat(room.addressBookings()).filteredOn(each -> each.leaseId().equals(lease.id())).hasSize(hasHost ? 2 : 3);
            assertThat(room.bookings()).filteredOn(each -> lease.id().equals(each.leaseId())).hasSize(hasHost ? 1 : 0);
        }
        assertThat(room.addressBookings().stream().map(AddressBooking::leaseId).distinct()).hasSameSizeAs(leases);
    }

    @Test
    void timesThatDoNotOverlapAreAllGranted() throws Exception {
        room.register("172.24.4.101");
        List<CreateLease> requests = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            requests.add(lease("13:%02d".formatted(i), "13:%02d".formatted(i + 1), addresses(1)));
        }
        assertThat(accepted(ask(requests))).isEqualTo(ASKERS);
        assertNothingOverlaps();
    }

    /** What a bug upstairs would write: a second booking that claims to have seen the latest revision. */
    @Test
    void theDatabaseItselfRefusesASecondBooking() {
        FloatingIp address = room.register("172.24.4.101");
        room.create(lease("13:00", "15:00", addresses(1)));
        AddressBooking first = room.addressBookings().getFirst();
        long revision = room.room.floatingIps().find(address.id().toString()).orElseThrow().revision();
        AddressBooking second =
                new AddressBooking(new UUID(7, 7), address.id(), first.period(), new UUID(7, 8), new UUID(7, 9));
        TreeMap<UUID, Long> seen = new TreeMap<>();
        seen.put(address.id(), revision);
        assertThatThrownBy(() -> room.write(
                        new AddressesRebooked(second.leaseId(), List.of(), List.of(second), seen, new TreeSet<>())))
                .hasStackTraceContaining("an_address_is_booked_once");
        assertThat(room.addressBookings()).containsExactly(first);
    }
}
