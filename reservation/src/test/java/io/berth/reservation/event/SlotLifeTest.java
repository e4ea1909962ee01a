package io.berth.reservation.event;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
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
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NotEditable;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.InstanceEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reservations of instances from their start to their end, on PostgreSQL with a real ledger. The time is 12:00:30 until it is moved. */
class SlotLifeTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private static UpdateLease growing(Lease lease, int amount, @Nullable Integer vcpus) {
        String id = lease.reservations().getFirst().id().toString();
        return new UpdateLease(null, null, null, null,
                List.of(new ReservationEdit(id, null, new InstanceEdit(amount, vcpus, null, null, null, null))), false);
    }

    private static UpdateLease ending(String end) {
        return new UpdateLease(null, null, on(end), null, List.of(), false);
    }

    /** The slots that Nova finds below a host, by resource class. */
    private Map<String, Inventory> slotsOn(Host host) {
        Map<String, Inventory> slots = new TreeMap<>();
        List<Provider> below = room.store.database().read(handle -> List.copyOf(room.ledger.trees(handle, List.of(host.id())).values()));
        below.stream()
                .filter(provider -> provider.parent().isPresent())
                .forEach(provider -> {
                    assertThat(provider.name()).isEqualTo("blazar_" + host.name());
                    slots.putAll(provider.inventories());
                });
        return slots;
    }

    private SortedSet<String> resourceClasses() {
        return room.store.database().read(room.ledger::resourceClasses);
    }

    private static String classOf(Reservation reservation) {
        return SlotProviders.resourceClass(reservation.id());
    }

    @Test
    void theClassIsNamedAsBlazarNamesIt() {
        assertThat(SlotProviders.resourceClass(UUID.fromString("2b99ebea-7d1c-4d3d-9d9a-0f3f1a6c0b11")))
                .isEqualTo("CUSTOM_RESERVATION_2B99EBEA_7D1C_4D3D_9D9A_0F3F1A6C0B11");
    }

    @Test
    void instancesHaveWhatTheyWerePromisedFromStartToEndAndNothingIsLeftBehind() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        Lease lease = room.create(lease("13:00", "15:00", instances(5, 2, Affinity.ANYWHERE)));
        Reservation reservation = lease.reservations().getFirst();
        assertThat(room.bookings()).extracting(Booking::hostId, booking -> booking.share().orElseThrow().slots())
                .containsExactlyInAnyOrder(tuple(one.id(), 4), tuple(two.id(), 1));
        assertThat(slotsOn(one)).isEmpty();

        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.used(one)).isEqualTo(Map.of("VCPU", 8L));
        assertThat(room.used(two)).isEqualTo(Map.of("VCPU", 2L));
        assertThat(slotsOn(one)).isEqualTo(Map.of(classOf(reservation), new Inventory(4, 0, 1, 1, 1, 1.0)));
        assertThat(slotsOn(two)).isEqualTo(Map.of(classOf(reservation), new Inventory(1, 0, 1, 1, 1, 1.0)));
        assertThat(room.effects.told).containsExactly("slots of " + reservation.id());

        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.used(one)).isEmpty();
        assertThat(room.used(two)).isEmpty();
        assertThat(slotsOn(one)).isEmpty();
        assertThat(resourceClasses()).doesNotContain(classOf(reservation));
        assertThat(room.effects.told).containsExactly("slots of " + reservation.id(), "no slots of " + reservation.id());
    }

    @Test
    void reservationsThatShareAHostStartAndEndWithoutEachOther() {
        Host host = room.enrol("node-1");
        Lease first = room.create(lease("13:00", "15:00", instances(1, 3, Affinity.ANYWHERE), instances(1, 2, Affinity.ANYWHERE)));
        Lease second = room.create(lease("14:00", "16:00", instances(3, 1, Affinity.ANYWHERE)));
        assertThat(refusal(room.room.leases().create(lease("14:30", "14:45", instances(1, 1, Affinity.ANYWHERE)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughHosts.class);

        room.at("13:00");
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 5L));
        room.at("14:00");
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 8L));
        assertThat(slotsOn(host).keySet()).containsExactlyInAnyOrder(
                classOf(first.reservations().get(0)), classOf(first.reservations().get(1)), classOf(second.reservations().getFirst()));

        accepted(room.room.leases().delete(first.id()));
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 3L));
        assertThat(slotsOn(host).keySet()).containsExactly(classOf(second.reservations().getFirst()));
        room.at("16:00");
        assertThat(slotsOn(host)).isEmpty();
    }

    @Test
    void aWholeHostAndInstancesFollowEachOther() {
        Host host = room.enrol("node-1");
        room.create(lease("13:00", "14:00", instances(4, 2, Affinity.ONE_HOST)));
        Lease whole = room.create(lease("14:00", "15:00", hosts(1, 1)));
        Lease after = room.create(lease("15:00", "16:00", instances(1, 1, Affinity.A_HOST_EACH)));
        room.at("13:00");
        room.clock.moveTo(at("14:00"));
        room.runDue();
        room.clock.advance(LeaseLife.WAIT_FOR_END);
        room.runDue();
        assertThat(room.read(whole).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.used(host)).containsEntry("MEMORY_MB", 1000L);
        assertThat(slotsOn(host)).isEmpty();
        room.clock.moveTo(at("15:00"));
        room.runDue();
        room.clock.advance(LeaseLife.WAIT_FOR_END);
        room.runDue();
        assertThat(room.read(after).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 1L));
    }

    @Test
    void aRunningReservationGrowsInPlaceAndOnOtherHostsButNeitherShrinksNorChanges() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        Lease lease = room.create(lease("13:00", "15:00", instances(3, 2, Affinity.ANYWHERE)));
        Reservation reservation = lease.reservations().getFirst();
        room.at("13:00");

        accepted(room.update(lease, growing(lease, 6, null)));
        assertThat(room.used(one)).isEqualTo(Map.of("VCPU", 8L));
        assertThat(room.used(two)).isEqualTo(Map.of("VCPU", 4L));
        assertThat(slotsOn(one)).isEqualTo(Map.of(classOf(reservation), new Inventory(4, 0, 1, 1, 1, 1.0)));
        assertThat(slotsOn(two)).isEqualTo(Map.of(classOf(reservation), new Inventory(2, 0, 1, 1, 1, 1.0)));

        assertThat(refusal(room.update(lease, growing(lease, 9, null)))).isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(room.update(lease, growing(lease, 5, null)))).isEqualTo(new NotEditable(
                "Instance reservation doesn't allow to reduce/replace reserved instance slots when the reservation is in active status."));
        assertThat(refusal(room.update(lease, growing(lease, 6, 1))))
                .isEqualTo(new NotEditable("An active reservation only accepts to update amount."));

        accepted(room.update(lease, ending("16:00")));
        room.at("15:00");
        assertThat(room.used(one)).isEqualTo(Map.of("VCPU", 8L));
        room.at("16:00");
        assertThat(room.used(one)).isEmpty();
        assertThat(slotsOn(two)).isEmpty();
    }

    @Test
    void prolongingIsRefusedWhereAnotherHasTheRoomAndChangesNothing() {
        room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", instances(4, 2, Affinity.ANYWHERE)));
        room.create(lease("15:00", "16:00", instances(1, 1, Affinity.ANYWHERE)));
        room.at("13:00");
        List<Booking> before = room.bookings();
        assertThat(refusal(room.update(lease, ending("15:30"))).message())
                .contains("the reservation is active and keeps its instances where they are");
        assertThat(room.bookings()).isEqualTo(before);
    }

    @Test
    void aPendingReservationMovesWhereThereIsRoom() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        Lease lease = room.create(lease("13:00", "14:00", instances(2, 4, Affinity.ONE_HOST)));
        room.create(lease("14:00", "15:00", instances(1, 1, Affinity.ONE_HOST)));
        accepted(room.update(lease, ending("15:00")));
        assertThat(room.bookings())
                .filteredOn(booking -> lease.id().equals(booking.leaseId()))
                .extracting(Booking::hostId)
                .containsExactly(two.id());
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void whoHasNotItsRoomAtTheStartFailsAndTheOthersStart() {
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", instances(1, 4, Affinity.ANYWHERE), instances(1, 4, Affinity.ANYWHERE)));
        // The ledger gives 16 away; somebody has 10 of them.
        room.claim("stranger", host, "VCPU", 5);
        room.claim("another", host, "VCPU", 5);
        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ERROR);
        assertThat(room.read(lease).reservations()).extracting(Reservation::status)
                .containsExactlyInAnyOrder(ReservationStatus.ACTIVE, ReservationStatus.ERROR);
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 14L));
        assertThat(refusal(room.update(lease, growing(withFailedFirst(lease), 2, null))))
                .isEqualTo(new NotEditable("An error reservation doesn't accept an updating request."));
        room.at("15:00");
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 10L));
        assertThat(slotsOn(host)).isEmpty();
    }

    private Lease withFailedFirst(Lease lease) {
        Lease now = room.read(lease);
        return new Lease(now.id(), now.name(), now.projectId(), now.userId(), now.requestId(), now.startsAt(), now.endsAt(),
                now.status(), now.degraded(),
                now.reservations().stream().filter(each -> each.status() == ReservationStatus.ERROR).toList(),
                now.events(), now.revision(), now.createdAt(), now.updatedAt());
    }

    @Test
    void slotsThatSomebodyUsesWhomBerthDoesNotKnowStayButAreGivenToNobodyElse() {
        Host host = room.enrol("node-1");
        Lease lease = room.create(lease("13:00", "15:00", instances(2, 2, Affinity.ANYWHERE)));
        room.at("13:00");
        String name = classOf(lease.reservations().getFirst());
        Provider below = room.store.database()
                .read(handle -> room.ledger.providerNamed(handle, "blazar_node-1")).orElseThrow();
        room.claim("server-of-another-nova", below.uuid(), name, 1);
        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(slotsOn(host).get(name).capacity()).isZero();
        assertThat(room.used(host)).isEmpty();
    }
}
