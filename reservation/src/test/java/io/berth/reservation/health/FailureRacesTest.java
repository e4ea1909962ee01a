package io.berth.reservation.health;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.maintenance.CloseHosts;
import io.berth.reservation.maintenance.MaintenanceKind;
import io.berth.reservation.maintenance.OnConflict;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.ReservationRequest;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts fail while leases are made and start, through two replicas. */
class FailureRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int HOSTS = 16;
    private static final int FAILING = 5;
    private static final int LEASES = 24;

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    @AfterEach
    void allIsAsItMustBe() {
        room.assertClean();
    }

    /** Leases of which every other one starts at once, while hosts fail, beside those that there were before. */
    private void race(ReservationRequest request) throws Exception {
        List<Host> enrolled = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            enrolled.add(room.enrol("node-" + i));
        }
        for (int i = 0; i < 4; i++) {
            room.create(lease("now", "14:00", request));
        }
        List<Callable<Object>> deeds = new ArrayList<>();
        for (int i = 0; i < LEASES; i++) {
            TestRoom through = i % 2 == 0 ? room : replica;
            String start = i % 4 < 2 ? "now" : "12:%02d".formatted(10 + i);
            deeds.add(() -> {
                Object made = through.room.leases().create(lease(start, "14:00", request), TestRoom.OWNER);
                through.runDue();
                return made;
            });
            if (i < FAILING) {
                TestRoom other = i % 2 == 0 ? replica : room;
                String host = enrolled.get(i * 2).name();
                deeds.add(() -> accepted(other.room.healths()
                        .report(new ReportHealth(host, HealthStatus.FAILED, "", HostHealth.OPERATOR))));
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(deeds.size())) {
            for (Future<Object> future : threads.invokeAll(deeds)) {
                future.get();
            }
        }
        room.runDue();
    }

    @Test
    void closedHostsAreLeftByAllAndLeasesStayWhole() throws Exception {
        List<Host> enrolled = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            enrolled.add(room.enrol("node-" + i));
        }
        List<Callable<Object>> deeds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestRoom through = i % 2 == 0 ? room : replica;
            deeds.add(() -> through.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER));
        }
        for (int i = 0; i < FAILING; i++) {
            TestRoom other = i % 2 == 0 ? replica : room;
            CloseHosts close = new CloseHosts(
                    List.of(enrolled.get(i).name()), MaintenanceKind.QUARANTINE, null, null, "", OnConflict.MOVE, "operator");
            deeds.add(() -> accepted(other.room.maintenances().close(close)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(deeds.size())) {
            for (Future<Object> future : threads.invokeAll(deeds)) {
                future.get();
            }
        }
        Set<UUID> closed = new HashSet<>(enrolled.subList(0, FAILING).stream().map(Host::id).toList());
        assertThat(room.bookings()).filteredOn(booking -> booking.kind() == BookingKind.LEASE)
                .hasSize(8)
                .noneMatch(booking -> closed.contains(booking.hostId()));
        assertThat(room.bookings()).filteredOn(booking -> booking.kind() == BookingKind.QUARANTINE)
                .extracting(Booking::hostId).containsExactlyInAnyOrderElementsOf(closed);
        assertThat(room.room.leases().all()).hasSize(8).noneMatch(Lease::degraded);
    }

    private Set<UUID> failed() {
        Set<UUID> failed = new HashSet<>();
        room.room.healths().failed().forEach(known -> failed.add(known.host().id()));
        assertThat(failed).hasSize(FAILING);
        return failed;
    }

    private List<Booking> bookingsOf(Reservation reservation) {
        return room.bookings().stream().filter(booking -> reservation.id().equals(booking.reservationId())).toList();
    }

    /** Each lease has its hosts or is marked, on hosts that are well, and has claimed them if it runs. */
    private void judge(int wanted) {
        Set<UUID> failed = failed();
        assertThat(room.bookings()).noneMatch(booking -> failed.contains(booking.hostId()));
        List<Lease> leases = room.room.leases().all();
        assertThat(leases).hasSizeGreaterThan(4);
        for (Lease lease : leases) {
            Reservation reservation = lease.reservations().getFirst();
            List<Booking> has = bookingsOf(reservation);
            int count = has.stream().mapToInt(booking -> booking.share().map(Share::slots).orElse(1)).sum();
            assertThat(count == wanted || reservation.missingResources() && count < wanted)
                    .as("%s has %s of %s", lease, count, wanted).isTrue();
            assertThat(lease.degraded()).isEqualTo(reservation.missingResources() || reservation.resourcesChanged());
            Set<UUID> claimed = room.consumer(reservation.id()).map(it -> it.allocations().keySet()).orElse(Set.of());
            Set<UUID> booked = new HashSet<>(has.stream().map(Booking::hostId).toList());
            assertThat(claimed).isEqualTo(lease.hasStarted() ? booked : Set.of());
        }
    }

    @Test
    void wholeHostsAreNeverOnFailedOnesNorTwice() throws Exception {
        race(hosts(1, 1));
        judge(1);
        Set<UUID> booked = new HashSet<>();
        assertThat(room.bookings()).as("all leases last until 14:00").allSatisfy(booking -> assertThat(booked.add(booking.hostId())).isTrue());
    }

    @Test
    void instancesAreNeverOnFailedHosts() throws Exception {
        race(instances(2, 3, Affinity.ANYWHERE));
        judge(2);
    }
}
