package io.berth.reservation.health;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.flavors;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.StatementCount;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts that fail, on PostgreSQL with a real ledger. The time is 12:00:30 until it is moved; leases are healed an hour ahead. */
class HostHealthsTest {
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

    private HostHealths.Known report(String host, HealthStatus status) {
        return accepted(room.room.healths().report(new ReportHealth(host, status, "smoke", HostHealth.OPERATOR))).reply();
    }

    private HostHealths.Known fail(Host host) {
        return report(host.name(), HealthStatus.FAILED);
    }

    private Reservation reservation(Lease lease) {
        return room.read(lease).reservations().getFirst();
    }

    @Test
    void aFailedHostIsNotReservableUntilItHasRecovered() {
        Host one = room.enrol("node-1");
        HostHealths.Known known = report(Long.toString(one.number()), HealthStatus.FAILED);
        assertThat(known.host().reservable()).isFalse();
        assertThat(known.host().updatedAt()).isEqualTo(NOW);
        assertThat(known.health()).isEqualTo(new HostHealth(one.id(), HealthStatus.FAILED, "smoke", "operator", NOW, 0));
        assertThat(room.room.healths().failed()).extracting(each -> each.host().name()).containsExactly("node-1");
        assertThat(refusal(room.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughHosts.class);

        room.clock.moveTo(at("12:10"));
        assertThat(fail(one).health().since()).as("it has been so since").isEqualTo(NOW);
        assertThat(report("node-1", HealthStatus.HEALTHY).host().reservable()).isTrue();
        assertThat(room.room.healths().failed()).isEmpty();
        room.create(lease("13:00", "14:00", hosts(1, 1)));
    }

    @Test
    void nobodyKnowsAHostThatThereIsNot() {
        assertThat(refusal(room.room.healths().report(
                new ReportHealth("nowhere", HealthStatus.FAILED, "", HostHealth.OPERATOR)))).isEqualTo(new NoSuchHost("nowhere"));
        assertThat(refusal(room.room.healths().show("7"))).isEqualTo(new NoSuchHost("7"));
    }

    @Test
    void aLeaseThatHasNotStartedGetsAnotherHostAndNoMark() {
        Host one = room.enrol("node-1");
        Lease lease = room.create(lease("12:30", "14:00", hosts(1, 1)));
        Host two = room.enrol("node-2");
        fail(one);

        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(two.id());
        assertThat(room.read(lease)).isEqualTo(lease);
        assertThat(room.effects.told).containsExactly("FAILURE node-1 -> node-2 of lease");
        room.at("12:30");
        assertThat(room.used(two)).isNotEmpty();
        assertThat(room.used(one)).isEmpty();
    }

    @Test
    void aRunningLeaseGetsAnotherHostItsClaimsMoveAndItIsMarked() {
        Host one = room.enrol("node-1");
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        Host two = room.enrol("node-2");
        SortedMap<String, Long> claimed = room.used(one);
        HostHealths.Known known = fail(one);

        assertThat(known.healed()).hasSize(1);
        assertThat(room.used(one)).isEmpty();
        assertThat(room.used(two)).isEqualTo(claimed);
        assertThat(room.read(lease).degraded()).isTrue();
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(reservation(lease)).extracting(Reservation::resourcesChanged, Reservation::missingResources)
                .containsExactly(true, false);
        assertThat(room.bookings()).extracting(Booking::hostId, Booking::period)
                .containsExactly(tuple(two.id(), new Period(NOW, at("14:00"))));
        assertThat(room.effects.told)
                .containsExactly("started node-1", "started node-2", "FAILURE node-1 -> node-2 of lease");

        room.at("14:00");
        assertThat(room.used(two)).isEmpty();
        assertThat(room.effects.told.getLast()).as("what is on the failed host is nobody's business").isEqualTo("ended node-2");
    }

    @Test
    void whereThereIsNoOtherTheRestStaysAndStarts() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        Lease lease = room.create(lease("12:30", "14:00", hosts(2, 2)));
        fail(one);
        assertThat(reservation(lease).missingResources()).isTrue();
        assertThat(room.read(lease).degraded()).isTrue();
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(two.id());

        report("node-1", HealthStatus.HEALTHY);
        assertThat(room.read(lease).degraded()).as("marks stay").isTrue();
        room.at("12:30");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        fail(two);
        assertThat(room.bookings()).extracting(Booking::hostId).as("host 1 is well again").containsExactly(one.id());
    }

    @Test
    void aLeaseThatLosesAllOfItsHostsGoesOnWithout() {
        Host one = room.enrol("node-1");
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        fail(one);
        assertThat(room.used(one)).isEmpty();
        assertThat(room.bookings()).isEmpty();
        room.at("14:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
    }

    @Test
    void whatStartsLaterIsHealedWhenItComesNear() {
        Host one = room.enrol("node-1");
        Lease later = room.create(lease("15:00", "16:00", hosts(1, 1)));
        Lease last = room.create(lease("17:00", "18:00", hosts(1, 1)));
        fail(one);
        Host two = room.enrol("node-2");
        room.at("13:59");
        assertThat(room.bookings()).extracting(Booking::hostId).containsOnly(one.id());

        room.at("14:00");
        assertThat(room.bookings()).extracting(Booking::hostId, Booking::leaseId)
                .containsExactlyInAnyOrder(tuple(two.id(), later.id()), tuple(one.id(), last.id()));
        room.at("16:00");
        assertThat(room.bookings()).extracting(Booking::hostId).containsOnly(two.id());
        assertThat(room.read(last).degraded()).isFalse();
    }

    @Test
    void aHostThatRecoversInTimeKeepsItsLaterLeases() {
        Host one = room.enrol("node-1");
        room.enrol("node-2");
        room.create(lease("15:00", "16:00", hosts(1, 1)));
        fail(one);
        room.at("13:00");
        report("node-1", HealthStatus.HEALTHY);
        room.at("15:00");
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(one.id());
    }

    @Test
    void aLeaseThatIsMovedLeavesTheFailedHost() {
        Host one = room.enrol("node-1");
        Lease later = room.create(lease("15:00", "16:00", hosts(1, 1)));
        fail(one);
        Host two = room.enrol("node-2");
        accepted(room.update(later, new UpdateLease(null, on("12:30"), null, null, List.of(), false)));
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(two.id());
    }

    @Test
    void aHostThatTheLedgerDoesNotGiveIsPassedOver() {
        Host one = room.enrol("node-1");
        room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        Host two = room.enrol("node-2");
        Host three = room.enrol("node-3");
        room.claim("7ffb8a2c-5ea2-4b2f-9b25-4f4c1d2f0a10", two, "MEMORY_MB", 1);
        fail(one);
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(three.id());
        assertThat(room.used(three)).isNotEmpty();
        fail(three);
        assertThat(room.bookings()).as("nobody is left").isEmpty();
    }

    @Test
    void runningInstancesMoveWithTheirSlotsAndOthersOnTheHostToo() {
        Host one = room.enrol("node-1");
        Lease first = room.create(lease("now", "14:00", instances(2, 2, Affinity.ONE_HOST)));
        Lease second = room.create(lease("now", "15:00", instances(1, 1, Affinity.ANYWHERE)));
        room.runDue();
        Host two = room.enrol("node-2");
        fail(one);

        assertThat(room.used(one)).isEmpty();
        assertThat(room.used(two)).isEqualTo(Map.of("VCPU", 5L));
        assertThat(slotsBelow(one)).isZero();
        assertThat(slotsBelow(two)).isEqualTo(3);
        assertThat(reservation(first).resourcesChanged()).isTrue();
        assertThat(reservation(second).resourcesChanged()).isTrue();
        room.at("15:00");
        assertThat(room.used(two)).isEmpty();
        assertThat(slotsBelow(two)).isZero();
    }

    @Test
    void instancesOfAFlavorMoveAsOthersDo() {
        Host one = room.enrol("node-1");
        Lease running = room.create(lease("now", "14:00", flavors(2, 2)));
        Lease soon = room.create(lease("12:30", "15:00", flavors(3, 1)));
        room.runDue();
        Host two = room.enrol("node-2");
        room.effects.told.clear();
        fail(one);

        assertThat(room.effects.told).containsExactly("FAILURE node-1 -> node-2 of lease", "FAILURE node-1 -> node-2 of lease");
        assertThat(room.bookings()).extracting(Booking::hostId).containsOnly(two.id());
        assertThat(room.used(one)).isEmpty();
        assertThat(room.used(two)).isEqualTo(Map.of("VCPU", 4L));
        assertThat(slotsBelow(one)).isZero();
        assertThat(slotsBelow(two)).isEqualTo(2);
        assertThat(room.read(running).degraded()).isTrue();
        assertThat(reservation(running)).extracting(Reservation::resourcesChanged, Reservation::missingResources)
                .containsExactly(true, false);
        assertThat(room.read(soon)).as("it had not started").isEqualTo(soon);

        room.at("12:30");
        assertThat(room.used(two)).isEqualTo(Map.of("VCPU", 7L));
        room.at("15:00");
        assertThat(room.used(two)).isEmpty();
        assertThat(slotsBelow(two)).isZero();
    }

    @Test
    void instancesOfAFlavorWithoutAnotherHostAreMissing() {
        Host one = room.enrol("node-1");
        Lease running = room.create(lease("now", "14:00", flavors(2, 2)));
        room.runDue();
        fail(one);
        assertThat(room.effects.told.getLast()).isEqualTo("FAILURE node-1 -> nothing of lease");
        assertThat(room.read(running).degraded()).isTrue();
        assertThat(reservation(running).missingResources()).isTrue();
        assertThat(room.bookings()).isEmpty();
        assertThat(room.used(one)).isEmpty();
        assertThat(slotsBelow(one)).isZero();
    }

    private long slotsBelow(Host host) {
        List<Provider> tree = room.store.database().read(handle -> List.copyOf(room.ledger.trees(handle, List.of(host.id())).values()));
        return tree.stream()
                .filter(provider -> provider.parent().isPresent())
                .flatMap(provider -> provider.inventories().values().stream())
                .mapToLong(Inventory::total)
                .sum();
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndChangesNothing() {
        Host one = room.enrol("node-1");
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        Host two = room.enrol("node-2");
        HostHealths.Known known = accepted(room.room.healths()
                .tryReporting(new ReportHealth("node-1", HealthStatus.FAILED, "", HostHealth.OPERATOR))).reply();
        assertThat(known.healed().getFirst().moves().getFirst().to().orElseThrow().id()).isEqualTo(two.id());
        assertThat(room.read(lease).degraded()).isFalse();
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(one.id());
        assertThat(accepted(room.room.healths().show("node-1")).reply().health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void manyFailedHostsAreReadTogether() {
        for (int i = 0; i < 4; i++) {
            fail(room.enrol("node-" + i));
        }
        int statements = DB.database().read(handle -> {
            StatementCount count = StatementCount.on(handle);
            assertThat(room.room.healths().failed(handle)).extracting(each -> each.host().name())
                    .containsExactlyInAnyOrder("node-0", "node-1", "node-2", "node-3");
            return count.soFar();
        });
        assertThat(statements).isEqualTo(2);
    }

    @Test
    void whatLooksIsBelievedWhenItSaysSoOftenEnoughInARow() {
        Host one = room.enrol("node-1");
        HostHealths healths = room.room.healths();
        observe(one, HealthStatus.FAILED, HealthStatus.FAILED, HealthStatus.HEALTHY, HealthStatus.FAILED, HealthStatus.FAILED);
        assertThat(healths.failed()).as("never three times in a row").isEmpty();
        observe(one, HealthStatus.FAILED);
        assertThat(healths.failed()).extracting(each -> each.health().source()).containsExactly("redfish");
        observe(one, HealthStatus.HEALTHY, HealthStatus.HEALTHY);
        assertThat(healths.failed()).hasSize(1);
        observe(one, HealthStatus.HEALTHY);
        assertThat(healths.failed()).isEmpty();
    }

    @Test
    void whatAnOperatorSaidStandsUntilAnOperatorSaysOtherwise() {
        Host one = room.enrol("node-1");
        fail(one);
        observe(one, HealthStatus.HEALTHY, HealthStatus.HEALTHY, HealthStatus.HEALTHY, HealthStatus.HEALTHY);
        assertThat(room.room.healths().failed()).hasSize(1);
    }

    private void observe(Host host, HealthStatus... found) {
        for (HealthStatus each : found) {
            room.room.healths().observe(host.id(), each, "no answer", "redfish");
        }
    }
}
