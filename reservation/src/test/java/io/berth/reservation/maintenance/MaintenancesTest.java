package io.berth.reservation.maintenance;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.health.HealthStatus;
import io.berth.reservation.health.HostHealth;
import io.berth.reservation.health.ReportHealth;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostChange.HostChanged;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.maintenance.MaintenanceRefusal.AlreadyClosed;
import io.berth.reservation.maintenance.MaintenanceRefusal.Ended;
import io.berth.reservation.maintenance.MaintenanceRefusal.Invalid;
import io.berth.reservation.maintenance.MaintenanceRefusal.LeasesInTheWay;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.relocation.Move;
import io.berth.reservation.relocation.Relocated;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.waiting.WaitLease;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts that are closed, on PostgreSQL with a real ledger. The time is 12:00:30 until it is moved. */
class MaintenancesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    @AfterEach
    void allIsAsItMustBe() {
        room.assertClean();
    }

    private static CloseHosts closing(
            MaintenanceKind kind, @Nullable String start, @Nullable String end, OnConflict onConflict, Host... hosts) {
        return new CloseHosts(
                Arrays.stream(hosts).map(Host::name).toList(), kind, start == null ? null : at(start),
                end == null ? null : at(end), "fans", onConflict, "operator");
    }

    private static CloseHosts maintenance(String start, String end, OnConflict onConflict, Host... hosts) {
        return closing(MaintenanceKind.MAINTENANCE, start, end, onConflict, hosts);
    }

    private Maintenance close(CloseHosts request) {
        return accepted(room.room.maintenances().close(request)).reply().maintenance();
    }

    private Refusal refused(CloseHosts request) {
        return refusal(room.room.maintenances().close(request));
    }

    private boolean canHave(String start, String end) {
        return room.room.leases().tryCreating(lease(start, end, hosts(1, 1)), TestRoom.OWNER) instanceof Decision.Accepted;
    }

    private Host reread(Host host) {
        return room.room.hosts().find(Long.toString(host.number())).orElseThrow();
    }

    private static List<String> moves(List<Relocated> leases) {
        return leases.stream().flatMap(each -> each.moves().stream()).map(MaintenancesTest::shown).toList();
    }

    private static String shown(Move move) {
        return move.from().name() + " -> " + move.to().map(Host::name).orElse("nothing");
    }

    @Test
    void aClosedHostIsNobodysForThatTimeAndItsOwnersAgain() {
        Host one = room.enrol("node-1");
        Maintenance it = close(maintenance("13:00", "15:00", OnConflict.REFUSE, one));

        assertThat(room.bookings()).extracting(Booking::kind, Booking::period)
                .containsExactly(tuple(BookingKind.MAINTENANCE, new Period(at("13:00"), at("15:00"))));
        assertThat(canHave("12:30", "13:00")).isTrue();
        assertThat(canHave("12:30", "13:01")).isFalse();
        assertThat(canHave("14:00", "14:30")).isFalse();
        assertThat(canHave("15:00", "16:00")).isTrue();
        assertThat(reread(one).reservable()).isTrue();
        assertThat(it.status(NOW)).isEqualTo(Maintenance.Status.PLANNED);
        assertThat(it.status(at("13:00"))).isEqualTo(Maintenance.Status.ACTIVE);
        assertThat(it.status(at("15:00"))).isEqualTo(Maintenance.Status.OVER);
        assertThat(room.room.maintenances().find(it.id()).orElseThrow().maintenance()).isEqualTo(it);
    }

    @Test
    void requestsAtFaultAreRefused() {
        Host one = room.enrol("node-1");
        assertThat(refused(closing(MaintenanceKind.MAINTENANCE, "13:00", null, OnConflict.REFUSE, one))).isInstanceOf(Invalid.class);
        assertThat(refused(maintenance("13:00", "13:00", OnConflict.REFUSE, one))).isInstanceOf(Invalid.class);
        assertThat(refused(maintenance("11:00", "13:00", OnConflict.REFUSE, one))).isInstanceOf(Invalid.class);
        assertThat(refused(maintenance("13:00", "14:00", OnConflict.REFUSE))).isInstanceOf(Invalid.class);
        assertThat(refused(closing(MaintenanceKind.DRAIN, "13:00", null, OnConflict.REFUSE, one))).isInstanceOf(Invalid.class);
        assertThat(refused(closing(MaintenanceKind.DRAIN, null, "13:00", OnConflict.REFUSE, one))).isInstanceOf(Invalid.class);
        assertThat(refusal(room.room.maintenances().close(new CloseHosts(
                List.of("node-1", "nowhere"), MaintenanceKind.QUARANTINE, null, null, "", OnConflict.REFUSE, "operator"))))
                .isEqualTo(new NoSuchHost("nowhere"));
        assertThat(room.bookings()).as("all or none").isEmpty();
    }

    @Test
    void aHostIsClosedOnceAtATime() {
        Host one = room.enrol("node-1");
        close(maintenance("13:00", "15:00", OnConflict.REFUSE, one));
        assertThat(refused(maintenance("14:00", "16:00", OnConflict.FORCE, one)))
                .isEqualTo(new AlreadyClosed("node-1", "maintenance"));
        close(maintenance("15:00", "16:00", OnConflict.REFUSE, one));
    }

    @Test
    void leasesInTheWayRefuseItAndItIsSaidWhatWouldBecomeOfThem() {
        Host one = room.enrol("node-1");
        Lease waiting = room.create(lease("13:00", "14:00", hosts(1, 1)));
        Lease later = room.create(lease("14:00", "16:00", hosts(1, 1)));
        room.enrol("node-2");
        LeasesInTheWay refusal = (LeasesInTheWay) refused(maintenance("13:30", "15:00", OnConflict.REFUSE, one));
        assertThat(refusal.leases()).extracting(each -> each.before().id()).containsExactly(waiting.id(), later.id());
        assertThat(moves(refusal.leases())).containsExactly("node-1 -> node-2", "node-1 -> node-2");
        assertThat(room.bookings()).extracting(Booking::hostId).containsOnly(one.id());
    }

    @Test
    void whatHasNotStartedMovesWithoutAMark() {
        Host one = room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "14:00", hosts(1, 1)));
        Host two = room.enrol("node-2");
        Decision.Accepted<Closed> moved =
                accepted(room.room.maintenances().close(maintenance("13:30", "15:00", OnConflict.MOVE, one)));
        assertThat(moves(moved.reply().leases())).containsExactly("node-1 -> node-2");
        assertThat(room.read(lease)).isEqualTo(lease);
        assertThat(room.bookings()).extracting(Booking::hostId, Booking::kind).containsExactlyInAnyOrder(
                tuple(one.id(), BookingKind.MAINTENANCE), tuple(two.id(), BookingKind.LEASE));
        assertThat(room.effects.told).containsExactly("MAINTENANCE node-1 -> node-2 of lease");
    }

    @Test
    void leasesOfSeveralClosedHostsDoNotMoveToOneAnother() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        room.create(lease("13:00", "14:00", hosts(1, 1)));
        Host three = room.enrol("node-3");
        assertThat(moves(accepted(room.room.maintenances().close(
                maintenance("13:30", "15:00", OnConflict.MOVE, one, two))).reply().leases())).containsExactly("node-1 -> node-3");
        assertThat(room.bookings()).filteredOn(booking -> booking.kind() == BookingKind.LEASE)
                .extracting(Booking::hostId).containsExactly(three.id());
    }

    @Test
    void whatRunsOrFindsNoOtherStaysUnlessItIsForced() {
        Host one = room.enrol("node-1");
        Lease running = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        Host two = room.enrol("node-2");
        assertThat(moves(((LeasesInTheWay) refused(maintenance("13:00", "15:00", OnConflict.MOVE, one))).leases()))
                .containsExactly("node-1 -> nothing");
        assertThat(room.used(one)).isNotEmpty();

        assertThat(moves(accepted(room.room.maintenances().close(maintenance("13:00", "15:00", OnConflict.FORCE, one)))
                .reply().leases())).containsExactly("node-1 -> node-2");
        assertThat(room.read(running).degraded()).isTrue();
        assertThat(room.used(one)).isEmpty();
        assertThat(room.used(two)).isNotEmpty();
        Decision<Closed> last = room.room.maintenances().close(maintenance("13:00", "15:00", OnConflict.FORCE, two));
        assertThat(moves(accepted(last).reply().leases())).containsExactly("node-2 -> nothing");
        assertThat(room.read(running).reservations().getFirst().missingResources()).isTrue();
    }

    @Test
    void instancesMoveToo() {
        Host one = room.enrol("node-1");
        room.create(lease("13:00", "14:00", instances(2, 3, Affinity.ONE_HOST)));
        room.enrol("node-2");
        assertThat(moves(accepted(room.room.maintenances().close(maintenance("13:30", "15:00", OnConflict.MOVE, one)))
                .reply().leases())).containsExactly("node-1 -> node-2");
    }

    @Test
    void aDryRunIsTheSameAndChangesNothing() {
        Host one = room.enrol("node-1");
        room.create(lease("13:00", "14:00", hosts(1, 1)));
        Host two = room.enrol("node-2");
        assertThat(moves(accepted(room.room.maintenances().tryClosing(maintenance("13:30", "15:00", OnConflict.MOVE, one)))
                .reply().leases())).containsExactly("node-1 -> node-2");
        assertThat(refusal(room.room.maintenances().tryClosing(maintenance("13:30", "15:00", OnConflict.MOVE, one, two))))
                .isInstanceOf(LeasesInTheWay.class);
        assertThat(room.bookings()).extracting(Booking::kind, Booking::hostId)
                .containsExactly(tuple(BookingKind.LEASE, one.id()));
        assertThat(room.room.maintenances().all(true)).isEmpty();
    }

    @Test
    void aQuarantineHasNoEndUntilItIsLiftedOrGivenOne() {
        Host one = room.enrol("node-1");
        Maintenance it = close(closing(MaintenanceKind.QUARANTINE, null, null, OnConflict.REFUSE, one));
        assertThat(room.bookings().getFirst().period()).isEqualTo(new Period(NOW, Period.OPEN));
        assertThat(canHave("13:00", "14:00")).isFalse();
        assertThat(new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS).room.leases()
                        .tryCreating(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER))
                .as("another replica reads that it has no end").isInstanceOf(Decision.Refused.class);

        accepted(room.room.maintenances().endAt(it.id(), at("13:00"), OnConflict.REFUSE));
        assertThat(canHave("13:00", "14:00")).isTrue();
        accepted(room.room.maintenances().endAt(it.id(), null, OnConflict.REFUSE));
        assertThat(canHave("13:00", "14:00")).isFalse();

        room.clock.moveTo(at("12:10"));
        assertThat(accepted(room.room.maintenances().lift(it.id())).reply().maintenance().status(at("12:10")))
                .isEqualTo(Maintenance.Status.LIFTED);
        assertThat(canHave("13:00", "14:00")).isTrue();
        assertThat(room.bookings()).as("what was stays").extracting(Booking::period)
                .containsExactly(new Period(NOW, at("12:10")));
        assertThat(refusal(room.room.maintenances().lift(it.id()))).isEqualTo(new Ended(it.id().toString()));
        assertThat(room.room.maintenances().all(false)).isEmpty();
        assertThat(room.room.maintenances().all(true)).hasSize(1);
    }

    @Test
    void aLongerMaintenanceMovesWhatIsInItsWayThen() {
        Host one = room.enrol("node-1");
        Maintenance it = close(maintenance("13:00", "14:00", OnConflict.REFUSE, one));
        room.create(lease("14:00", "15:00", hosts(1, 1)));
        assertThat(refusal(room.room.maintenances().endAt(it.id(), at("14:30"), OnConflict.MOVE)))
                .isInstanceOf(LeasesInTheWay.class);
        Host two = room.enrol("node-2");
        assertThat(moves(accepted(room.room.maintenances().endAt(it.id(), at("14:30"), OnConflict.MOVE)).reply().leases()))
                .containsExactly("node-1 -> node-2");
        assertThat(room.bookings()).extracting(Booking::hostId, Booking::period).containsExactlyInAnyOrder(
                tuple(one.id(), new Period(at("13:00"), at("14:30"))), tuple(two.id(), new Period(at("14:00"), at("15:00"))));
    }

    @Test
    void aDrainedHostKeepsItsLeasesAndGetsNoOther() {
        Host one = room.enrol("node-1");
        Lease running = room.create(lease("now", "13:00", hosts(1, 1)));
        room.create(lease("15:00", "16:00", hosts(1, 1)));
        room.runDue();
        Maintenance it = close(closing(MaintenanceKind.DRAIN, null, null, OnConflict.REFUSE, one));

        assertThat(reread(one).reservable()).isFalse();
        assertThat(room.bookings()).extracting(Booking::kind, Booking::period).contains(
                tuple(BookingKind.DRAIN, new Period(at("16:00"), Period.OPEN)));
        assertThat(canHave("13:30", "14:00")).as("between its leases").isFalse();
        assertThat(canHave("17:00", "18:00")).isFalse();
        accepted(room.update(running, new UpdateLease(null, null, on("12:50"), null, List.of(), false)));
        room.at("15:00");
        room.at("16:00");
        assertThat(room.used(one)).isEmpty();

        accepted(room.room.maintenances().lift(it.id()));
        assertThat(reread(one).reservable()).isTrue();
        assertThat(canHave("17:00", "18:00")).isTrue();
    }

    @Test
    void aHostThatFailsWhileItIsDrainedIsReservableWhenBothAreOver() {
        Host one = room.enrol("node-1");
        Maintenance it = close(closing(MaintenanceKind.DRAIN, null, null, OnConflict.REFUSE, one));
        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.FAILED, "", HostHealth.OPERATOR)));
        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.HEALTHY, "", HostHealth.OPERATOR)));
        assertThat(reread(one).reservable()).isFalse();
        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.FAILED, "", HostHealth.OPERATOR)));
        accepted(room.room.maintenances().lift(it.id()));
        assertThat(reread(one).reservable()).isFalse();
        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.HEALTHY, "", HostHealth.OPERATOR)));
        assertThat(reread(one).reservable()).isTrue();
    }

    /** As everybody else does: two who lock the same hosts wait for each other, and do not deadlock. */
    @Test
    void hostsAreLockedInTheOrderOfTheirIdsAndBeforeTheMaintenanceNamesThem() {
        Host[] hosts = IntStream.range(0, 8).mapToObj(i -> room.enrol("node-" + i)).toArray(Host[]::new);
        List<String> inOrder = Arrays.stream(hosts).map(host -> host.id().toString()).sorted().toList();
        CloseHosts drain = closing(MaintenanceKind.DRAIN, null, null, OnConflict.REFUSE, hosts);
        List<Change> changes = accepted(room.room.maintenances().tryClosing(drain)).changes();
        assertThat(changes.stream().filter(HostChanged.class::isInstance).map(each -> ((HostChanged) each).host().id().toString()))
                .containsExactlyElementsOf(inOrder);
        assertThat(changes.getLast()).isInstanceOf(MaintenanceChange.MaintenanceCreated.class);
        Maintenance drained = close(drain);
        assertThat(accepted(room.room.maintenances().lift(drained.id())).changes().stream()
                        .filter(HostChanged.class::isInstance).map(each -> ((HostChanged) each).host().id().toString()))
                .containsExactlyElementsOf(inOrder);
    }

    @Test
    void aCleaningGivesWay() {
        TestRoom cleaned = new TestRoom(
                DB.newReplica(), ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(30)));
        Host one = cleaned.enrol("node-1");
        cleaned.create(lease("12:30", "13:00", hosts(1, 1)));
        accepted(cleaned.room.maintenances().close(maintenance("13:10", "14:00", OnConflict.REFUSE, one)));
        assertThat(cleaned.bookings()).extracting(Booking::kind, Booking::period).containsExactlyInAnyOrder(
                tuple(BookingKind.LEASE, new Period(at("12:30"), at("13:00"))),
                tuple(BookingKind.CLEANING, new Period(at("13:00"), at("13:10"))),
                tuple(BookingKind.MAINTENANCE, new Period(at("13:10"), at("14:00"))));
        cleaned.at("12:30");
        cleaned.at("13:00");
        cleaned.at("13:10");
        assertThat(cleaned.bookings()).extracting(Booking::kind).containsExactlyInAnyOrder(BookingKind.LEASE, BookingKind.MAINTENANCE);
        room.clock.moveTo(at("13:10"));
    }

    @Test
    void whoWaitsForHostsHasThemWhenTheyAreOpenedOrWellAgain() {
        Host one = room.enrol("node-1");
        Maintenance it = close(closing(MaintenanceKind.QUARANTINE, null, null, OnConflict.REFUSE, one));
        UUID first = awaiting("12:30", "13:00");
        accepted(room.room.maintenances().lift(it.id()));
        assertThat(room.room.leases().find(first)).isPresent();

        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.FAILED, "", HostHealth.OPERATOR)));
        UUID second = awaiting("14:00", "15:00");
        assertThat(room.room.leases().find(second)).isEmpty();
        accepted(room.room.healths().report(new ReportHealth("node-1", HealthStatus.HEALTHY, "", HostHealth.OPERATOR)));
        assertThat(room.room.leases().find(second)).isPresent();
    }

    private UUID awaiting(String start, String end) {
        return accepted(room.room.waiting().create(
                new WaitLease(lease(start, end, hosts(1, 1)), at(start), "{}"), TestRoom.OWNER)).reply().entry().id();
    }

    @Test
    void closedHostsAreNotOfferedForThatTime() {
        Host one = room.enrol("node-1");
        close(maintenance("13:00", "15:00", OnConflict.REFUSE, one));
        assertThat(refusal(room.room.leases().create(lease("13:00", "13:30", hosts(1, 1)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(room.room.leases().create(lease("13:00", "13:30", instances(1, 1, Affinity.ANYWHERE)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughHosts.class);
    }
}
