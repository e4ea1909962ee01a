package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.supply.Supplies;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingList.Shown;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two replicas on which leases are deleted, created and waited for at once. What holds whatever the interleaving: nothing overlaps;
 * of those who wait for the same, the older are served before the younger; and in the end nobody waits who could be served.
 */
class WaitingRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int CLIENTS = 6;
    private static final int STEPS = 20;
    private static final int HOSTS = 4;
    private static final ReservationOptions OPTIONS = ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS);

    /** Once for all repetitions: each room follows what its store writes for as long as the store lives. */
    private static final List<TestRoom> REPLICAS = new ArrayList<>();

    private final Queue<UUID> leases = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void open() {
        REPLICAS.add(new TestRoom(DB.store(), OPTIONS));
        REPLICAS.add(new TestRoom(DB.newReplica(), OPTIONS));
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    @RepeatedTest(3)
    void nobodyOvertakesNothingOverlapsAndNobodyIsForgotten(RepetitionInfo repetition) throws Exception {
        TestRoom first = REPLICAS.getFirst();
        for (int i = 0; i < HOSTS; i++) {
            first.enrol("node-" + i);
            first.register("172.24.4.10" + (i + 1));
        }
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TestRoom room = REPLICAS.get(i % 2);
                Random random = new Random(repetition.getCurrentRepetition() * 100L + i);
                running.add(clients.submit(() -> live(room, random)));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        first.clock.moveTo(Samples.NOW.plusSeconds(1));
        first.runDue();

        List<Booking> bookings = first.bookings();
        for (Booking one : bookings) {
            assertThat(bookings)
                    .as("bookings that overlap with " + one)
                    .filteredOn(other -> other.hostId().equals(one.hostId()) && other.period().overlaps(one.period()))
                    .filteredOn(other -> other.isWhole() || one.isWhole() || other.equals(one))
                    .containsExactly(one);
        }
        List<WaitingLease> entries = first.room.waiting().all().stream().map(Shown::entry).toList();
        assertThat(entries).extracting(WaitingLease::status).contains(WaitingStatus.GRANTED);
        for (List<ReservationRequest> kind : entries.stream().map(entry -> entry.wish().requests()).distinct().toList()) {
            List<WaitingLease> alike = entries.stream().filter(entry -> entry.wish().requests().equals(kind)).toList();
            long oldestWaiting = alike.stream().filter(WaitingLease::isWaiting).mapToLong(WaitingLease::number).min().orElse(Long.MAX_VALUE);
            assertThat(alike).filteredOn(entry -> !entry.isWaiting())
                    .as("granted though an older one, number " + oldestWaiting + ", waits for the same")
                    .allSatisfy(entry -> assertThat(entry.number()).isLessThan(oldestWaiting));
        }
        for (AddressBooking one : first.addressBookings()) {
            assertThat(first.addressBookings())
                    .as("bookings that overlap with " + one)
                    .filteredOn(other -> other.floatingIpId().equals(one.floatingIpId()) && other.period().overlaps(one.period()))
                    .containsExactly(one);
        }
        Supply supply = supply(first, entries);
        GrantWaiting rules = new GrantWaiting(ReservationOptions.DEFAULTS, Samples.NOW, Ids.random());
        assertThat(entries).filteredOn(WaitingLease::isWaiting)
                .as("waits though there is what it wants")
                .allSatisfy(entry -> assertThat(rules.decide(entry, supply, Optional.empty()))
                        .isInstanceOf(Decision.Refused.class));
    }

    private static Supply supply(TestRoom room, List<WaitingLease> entries) {
        CalendarView calendars = room.room.calendars().refreshed();
        List<ReservationRequest> requests = entries.stream().flatMap(entry -> entry.wish().requests().stream()).toList();
        return room.store.database().read(handle -> new Supplies(room.ledger).read(handle, calendars, requests, Samples.NOW));
    }

    /** Whole hosts, all that a host has in shares, addresses, and a host with an address. */
    private static ReservationRequest[] wanted(Random random) {
        int size = 1 + random.nextInt(2);
        return switch (random.nextInt(4)) {
            case 0 -> new ReservationRequest[] {hosts(size, size)};
            case 1 -> new ReservationRequest[] {instances(8 * size, 1, Affinity.ANYWHERE)};
            case 2 -> new ReservationRequest[] {addresses(size)};
            default -> new ReservationRequest[] {hosts(1, 1), addresses(2)};
        };
    }

    private void live(TestRoom room, Random random) {
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(4)) {
                case 0 -> room.room.leases().create(
                                random.nextInt(3) == 0 ? lease("13:00", "15:00", addresses(1)) : lease("13:00", "15:00", hosts(1, 1)),
                                TestRoom.OWNER)
                        .fold(lease -> leases.add(lease.id()), full -> false);
                case 1, 2 -> {
                    UUID gone = leases.poll();
                    if (gone != null) {
                        Decision<Lease> deleted = room.room.leases().delete(gone);
                        deleted.fold(any -> true, notYetGranted -> leases.add(gone));
                    }
                }
                default -> {
                    WaitLease wish = new WaitLease(lease("13:00", "14:00", wanted(random)), at("13:00"), "{}");
                    leases.add(accepted(room.room.waiting().create(wish, TestRoom.OWNER)).reply().entry().id());
                }
            }
            if (random.nextInt(5) == 0) {
                room.runDue();
            }
        }
    }
}
