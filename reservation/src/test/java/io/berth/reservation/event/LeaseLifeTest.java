package io.berth.reservation.event;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Inventory;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseEvent;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.HostsClaimed;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases from their start to their end, on PostgreSQL with a real ledger. The time is 12:00:30 until it is moved. */
class LeaseLifeTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Map<String, Long> WHOLE = new TreeMap<>(Map.of("VCPU", 8L, "MEMORY_MB", 1000L, "DISK_GB", 90L));

    private TestRoom room = room(ReservationOptions.DEFAULTS);

    private static TestRoom room(ReservationOptions options) {
        return new TestRoom(DB.store(), options);
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private static UpdateLease ending(String end) {
        return new UpdateLease(null, null, on(end), null, List.of(), false);
    }

    @Test
    void aLeaseLives() {
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        Reservation reservation = lease.reservations().getFirst();

        room.at("12:59");
        assertThat(room.read(lease)).isEqualTo(lease);
        assertThat(room.used(host)).isEmpty();

        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.read(lease).reservations().getFirst().status()).isEqualTo(ReservationStatus.ACTIVE);
        assertThat(room.used(host)).as("all of it, in the portions in which it is given").isEqualTo(WHOLE);
        assertThat(room.consumer(reservation.id()).orElseThrow().type()).contains("RESERVATION");
        assertThat(room.consumer(reservation.id()).orElseThrow().projectId()).isEqualTo("project");
        assertThat(room.effects.told).containsExactly("started node-1");

        room.at("14:00");
        assertThat(room.read(lease).beforeEndEvent().orElseThrow().status()).isEqualTo("DONE");
        assertThat(room.read(lease).beforeEndEvent().orElseThrow().updatedAt()).isEqualTo(at("14:00"));
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);

        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(lease).reservations().getFirst().status()).isEqualTo(ReservationStatus.DELETED);
        assertThat(room.read(lease).events()).extracting(LeaseEvent::status).containsOnly("DONE");
        assertThat(room.used(host)).isEmpty();
        assertThat(room.consumer(reservation.id())).isEmpty();
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1");

        accepted(room.room.leases().delete(lease.id()));
        assertThat(room.effects.told).as("it had ended").hasSize(2);
        assertThat(room.bookings()).isEmpty();
    }

    @Test
    void aLeaseWithoutReservationsLivesToo() {
        Lease lease = room.create(lease("13:00", "15:00"));
        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
    }

    @Test
    void aHostThatHasNothingToGiveIsLeasedAllTheSame() {
        room.enrol("bare", new TreeMap<String, Inventory>());
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.effects.told).containsExactly("started bare", "ended bare");
    }

    @Test
    void aHostThatLeftTheLedgerFailsItsReservation() {
        Host gone = room.enrol("gone");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        room.forget(gone);
        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ERROR);
        assertThat(room.effects.told).containsExactly("failed");
    }

    @Test
    void whatWasMissedHappensLateAndInOrder() {
        Host host = room.enrol("node-1");
        Lease first = room.create(lease("13:00", "14:00", hosts(1, 1)));
        Lease second = room.create(lease("14:00", "15:00", hosts(1, 1)));
        Lease third = room.create(lease("15:00", "23:00", hosts(1, 1)));

        room.clock.moveTo(at("20:00"));
        for (int i = 0; i < 10; i++) {
            room.runDue();
            room.clock.advance(LeaseLife.WAIT_FOR_END);
        }

        assertThat(room.read(first).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(second).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(third).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.effects.told).containsExactly(
                "started node-1", "ended node-1", "started node-1", "ended node-1", "started node-1");
        assertThat(room.used(host)).isEqualTo(WHOLE);
    }

    /** Another runner or replica has the end in hand: held here by its row's lock. */
    @Test
    void ofLeasesBackToBackTheSecondWaitsForTheEndOfTheFirst() {
        Host host = room.enrol("node-1");
        Lease first = room.create(lease("13:00", "14:00", hosts(1, 1)));
        Lease second = room.create(lease("14:00", "15:00", hosts(1, 1)));
        room.at("13:00");
        room.clock.moveTo(at("14:00"));
        DB.database().transact(tx -> {
            tx.createQuery("SELECT key FROM store.due_work WHERE kind <> 'lease.start' FOR UPDATE").mapTo(String.class).list();
            CompletableFuture.runAsync(() -> room.runDue()).join();
            return tx;
        });
        assertThat(room.read(second).status()).as("it waits").isEqualTo(LeaseStatus.PENDING);

        room.runDue();
        room.clock.advance(LeaseLife.WAIT_FOR_END);
        room.runDue();
        assertThat(room.read(first).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(second).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.used(host)).isEqualTo(WHOLE);
    }

    @Test
    void aHostThatSomebodyElseUsesFailsItsReservationAlone() {
        Host mine = room.enrol("node-1", "rack", "r1");
        Host foreign = room.enrol("node-2", "rack", "r2");
        Lease lease = room.create(lease("13:00", "15:00",
                hosts(1, 1, "[\"==\", \"$rack\", \"r1\"]"), hosts(1, 1, "[\"==\", \"$rack\", \"r2\"]")));
        room.claim("somebody", foreign, "DISK_GB", 30);

        room.at("13:00");
        Lease started = room.read(lease);
        assertThat(started.status()).isEqualTo(LeaseStatus.ERROR);
        assertThat(started.startEvent().status()).isEqualTo("ERROR");
        assertThat(started.reservations()).extracting(Reservation::status)
                .containsExactly(ReservationStatus.ACTIVE, ReservationStatus.ERROR);
        assertThat(room.effects.told).containsExactly("started node-1", "failed");
        assertThat(room.used(mine)).isEqualTo(WHOLE);
        assertThat(room.used(foreign)).isEqualTo(Map.of("DISK_GB", 30L));

        room.at("15:00");
        assertThat(room.read(lease).hasEnded()).isTrue();
        assertThat(room.used(mine)).isEmpty();
        assertThat(room.used(foreign)).as("not ours to take").isEqualTo(Map.of("DISK_GB", 30L));
    }

    @Test
    void deletingARunningLeaseReleasesItsHosts() {
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        assertThat(room.used(host)).isEqualTo(WHOLE);

        accepted(room.room.leases().delete(lease.id()));
        assertThat(room.room.leases().find(lease.id())).isEmpty();
        assertThat(room.used(host)).isEmpty();
        assertThat(room.bookings()).isEmpty();
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1");
        room.at("20:00");
        assertThat(room.effects.told).as("nothing is left to happen").hasSize(2);
    }

    @Test
    void deletingAPendingLeaseTellsNobody() {
        room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        accepted(room.room.leases().delete(lease.id()));
        room.at("20:00");
        assertThat(room.effects.told).isEmpty();
        assertThat(room.bookings()).isEmpty();
        assertThat(refusal(room.room.leases().delete(lease.id())).code()).isEqualTo("reservation.no_such_lease");
    }

    @Test
    void cleaningAppearsAndDisappears() {
        room = room(ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10)));
        room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        assertThat(refusal(room.room.leases().create(lease("15:09", "16:00", hosts(1, 1)), TestRoom.OWNER)).code())
                .isEqualTo("reservation.not_enough_hosts");
        room.create(lease("15:10", "16:00", hosts(1, 1)));

        room.at("15:00");
        assertThat(kinds()).containsExactly(BookingKind.LEASE, BookingKind.CLEANING, BookingKind.LEASE, BookingKind.CLEANING);
        accepted(room.room.leases().delete(lease.id()));
        assertThat(kinds()).as("a cleaning outlives its lease")
                .containsExactly(BookingKind.CLEANING, BookingKind.LEASE, BookingKind.CLEANING);
        room.at("15:10");
        assertThat(kinds()).containsExactly(BookingKind.LEASE, BookingKind.CLEANING);
    }

    private List<BookingKind> kinds() {
        return room.bookings().stream().map(Booking::kind).toList();
    }

    @Test
    void endingNowFreesTheHostAndCleansItAtOnce() {
        room = room(ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10)));
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        room.clock.advance(Duration.ofMillis(50));

        Lease ending = accepted(room.update(lease, ending("now"))).reply();
        assertThat(ending.endsAt()).as("in its first minute").isEqualTo(ending.startsAt());

        assertThat(room.read(lease).status()).as("with the answer").isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(lease).events()).extracting(LeaseEvent::status).containsOnly("DONE");
        assertThat(room.used(host)).isEmpty();
        assertThat(room.bookings()).extracting(Booking::kind).containsExactly(BookingKind.LEASE, BookingKind.CLEANING);
        Period cleaning = room.bookings().getLast().period();
        assertThat(cleaning).isEqualTo(
                new Period(Samples.NOW.plusMillis(50), Samples.NOW.plusMillis(50).plus(Duration.ofMinutes(10))));
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1");
        room.at("12:11");
        assertThat(kinds()).containsExactly(BookingKind.LEASE);
        assertThat(room.effects.told).as("nothing is left to fall due").hasSize(2);
    }

    @Test
    void aHostIsFreeAsSoonAsItsLeaseIsToEndNow() {
        room.enrol("node-1");
        Lease first = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        room.clock.advance(Duration.ofMillis(50));
        accepted(room.update(first, ending("now")));

        Lease next = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();

        assertThat(room.read(next).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1", "started node-1");
    }

    @Test
    void prolongingMovesTheEndAndItsWarning() {
        room.enrol("node-1");
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        room.at("13:30");
        assertThat(room.read(lease).beforeEndEvent().orElseThrow().status()).isEqualTo("DONE");

        accepted(room.update(lease, ending("16:00")));
        room.at("14:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.read(lease).beforeEndEvent().orElseThrow().status()).isEqualTo("UNDONE");
        room.at("15:00");
        assertThat(room.read(lease).beforeEndEvent().orElseThrow().status()).isEqualTo("DONE");
        room.at("16:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
    }

    @Test
    void aRunningReservationThatGrowsClaimsAtOnceAndGivesBackAll() {
        Host first = room.enrol("node-1");
        Host second = room.enrol("node-2");
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        accepted(room.update(lease, growing(lease, 2)));
        assertThat(room.used(first)).isEqualTo(WHOLE);
        assertThat(room.used(second)).isEqualTo(WHOLE);
        assertThat(room.consumer(lease.reservations().getFirst().id()).orElseThrow().allocations()).hasSize(2);
        assertThat(room.effects.told).containsExactly("started node-1", "started node-2");

        room.at("15:00");
        assertThat(room.used(first)).isEmpty();
        assertThat(room.used(second)).isEmpty();
        assertThat(room.effects.told).endsWith("ended node-1,node-2");
    }

    @Test
    void aRunningReservationDoesNotGrowOntoAHostThatSomebodyUses() {
        room.enrol("node-1");
        Host foreign = room.enrol("node-2");
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        room.claim("somebody", foreign, "DISK_GB", 60);
        Lease before = room.read(lease);
        assertThat(refusal(room.update(lease, growing(lease, 2)))).isInstanceOf(HostsClaimed.class);
        assertThat(refusal(room.room.leases().tryUpdating(lease.id(), growing(lease, 2)))).as("a dry run").isInstanceOf(HostsClaimed.class);
        assertThat(room.read(lease)).isEqualTo(before);
        assertThat(room.bookings()).hasSize(1);
    }

    @Test
    void aDryRunWaitsForNobodyAndChangesNothing() {
        room.enrol("node-1");
        room.enrol("node-2");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        room.at("13:00");
        List<Booking> before = room.bookings();
        Lease tried = DB.database().transact(tx -> {
            tx.createQuery("SELECT uuid FROM placement.provider FOR UPDATE").mapTo(UUID.class).list();
            return CompletableFuture.supplyAsync(
                            () -> accepted(room.room.leases().tryUpdating(lease.id(), growing(lease, 2))).reply())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        });
        assertThat(tried.id()).isEqualTo(lease.id());
        assertThat(room.bookings()).isEqualTo(before);
    }

    private static UpdateLease growing(Lease lease, int number) {
        ReservationEdit edit =
                new ReservationEdit(lease.reservations().getFirst().id().toString(), null, new HostEdit(number, number, null, null, null));
        return new UpdateLease(null, null, null, null, List.of(edit), false);
    }
}
