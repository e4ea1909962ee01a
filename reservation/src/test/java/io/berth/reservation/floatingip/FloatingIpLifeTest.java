package io.berth.reservation.floatingip;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIpRefusal.FloatingIpReserved;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.FloatingIpsNotEditable;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.FloatingIpEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jspecify.annotations.Nullable;

/** Addresses and the leases that have them, on PostgreSQL. The time is 12:00:30 until it is moved. */
class FloatingIpLifeTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(
            DB.store(), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS).withCleaningTime(Duration.ofMinutes(10)));

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private static UpdateLease during(@Nullable String start, @Nullable String end) {
        return new UpdateLease(
                null, start == null ? null : on(start), end == null ? null : on(end), null, List.of(), false);
    }

    private static UpdateLease edit(Lease lease, @Nullable Integer amount, @Nullable List<String> required) {
        return new UpdateLease(
                null, null, null, null,
                List.of(new ReservationEdit(
                        lease.reservations().getFirst().id().toString(), null, new FloatingIpEdit(null, amount, required))),
                false);
    }

    private List<String> held(Lease lease) {
        return room.addressBookings().stream()
                .filter(booking -> booking.leaseId().equals(lease.id()))
                .map(booking -> room.room.floatingIps().find(booking.floatingIpId().toString()).orElseThrow().address().toString())
                .sorted()
                .toList();
    }

    private List<Period> periods() {
        return room.addressBookings().stream().map(AddressBooking::period).toList();
    }

    private Decision<FloatingIp> remove(FloatingIp address) {
        return room.room.floatingIps().remove(new RemoveFloatingIp(address.id().toString()));
    }

    @Test
    void aLeaseOfAddressesLives() {
        FloatingIp address = room.register("172.24.4.101");
        Lease lease = room.create(lease("13:00", "15:00", addresses(1)));
        assertThat(room.read(lease)).isEqualTo(lease);
        assertThat(periods()).as("no cleaning").containsExactly(new Period(at("13:00"), at("15:00")));

        room.at("13:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.effects.told).as("no hosts were handed over").isEmpty();
        assertThat(refusal(remove(address))).isInstanceOf(FloatingIpReserved.class);

        room.at("15:00");
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(lease).reservations().getFirst().status()).isEqualTo(ReservationStatus.DELETED);
        accepted(remove(address));
        assertThat(room.room.floatingIps().all()).isEmpty();
        assertThat(room.addressBookings()).as("the past of an address that is gone").isEmpty();
    }

    @Test
    void whatIsGivenBackBeforeItsTimeIsFreeAtOnce() {
        room.register("172.24.4.101");
        Lease early = room.create(lease("13:00", "15:00", addresses(1)));
        room.at("13:00");
        room.clock.moveTo(at("14:00"));
        accepted(room.update(early, during(null, "now")));
        room.runDue();
        assertThat(periods()).containsExactly(new Period(at("13:00"), at("14:00")));

        Lease deleted = room.create(lease("14:00", "15:00", addresses(1)));
        accepted(room.room.leases().delete(deleted.id()));
        assertThat(periods()).as("was never used").containsExactly(new Period(at("13:00"), at("14:00")));
        room.create(lease("14:00", "15:00", addresses(1)));

        accepted(room.room.leases().delete(early.id()));
        assertThat(periods()).as("an ended lease's past goes with it").containsExactly(new Period(at("14:00"), at("15:00")));
    }

    @Test
    void leasesBackToBackFollowOneAnother() {
        room.register("172.24.4.101");
        Lease first = room.create(lease("13:00", "14:00", addresses(1)));
        Lease second = room.create(lease("14:00", "15:00", addresses(1)));
        room.at("13:00");
        room.at("14:00");
        room.clock.moveTo(at("14:01"));
        room.runDue();
        assertThat(room.read(first).status()).isEqualTo(LeaseStatus.TERMINATED);
        assertThat(room.read(second).status()).isEqualTo(LeaseStatus.ACTIVE);
    }

    @Test
    void hostsAndAddressesAreReservedTogetherOrNotAtAll() {
        room.enrol("node-1");
        room.register("172.24.4.101");
        assertThat(refusal(room.room.leases().create(lease("13:00", "15:00", hosts(1, 1), addresses(2)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughFloatingIps.class);
        assertThat(refusal(room.room.leases().create(lease("13:00", "15:00", addresses(1), hosts(2, 2)), TestRoom.OWNER)))
                .isInstanceOf(NotEnoughHosts.class);
        assertThat(room.bookings()).isEmpty();
        assertThat(room.addressBookings()).isEmpty();

        Lease both = room.create(lease("13:00", "15:00", addresses(1), hosts(1, 1)));
        room.at("13:00");
        assertThat(room.effects.told).containsExactly("started node-1");
        accepted(room.update(both, during(null, "16:00")));
        assertThat(periods()).containsExactly(new Period(at("13:00"), at("16:00")));
        room.at("16:00");
        assertThat(room.effects.told).containsExactly("started node-1", "ended node-1");
    }

    @Test
    void reservationsOfOneLeaseGetDifferentAddresses() {
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        Lease lease = room.create(lease("13:00", "15:00", addresses(1), addresses(1)));
        assertThat(held(lease)).containsExactly("172.24.4.101", "172.24.4.102");
    }

    @Test
    void aWindowMovesWithTheAddressesThatAreStillFree() {
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        Lease lease = room.create(lease("13:00", "15:00", addresses(1)));
        assertThat(held(lease)).containsExactly("172.24.4.101");
        room.create(lease("16:00", "17:00", addresses(1, "172.24.4.101")));

        accepted(room.update(lease, during(null, "16:00")));
        assertThat(held(lease)).as("it fits before the other").containsExactly("172.24.4.101");
        accepted(room.update(lease, during(null, "16:30")));
        assertThat(held(lease)).as("its address is taken at the end").containsExactly("172.24.4.102");
        accepted(room.update(lease, during("13:30", "14:00")));
        assertThat(periods()).contains(new Period(at("13:30"), at("14:00")));
    }

    @Test
    void aRequiredAddressIsNotReplaced() {
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        Lease lease = room.create(lease("13:00", "15:00", addresses(1, "172.24.4.101")));
        room.create(lease("15:00", "17:00", addresses(1, "172.24.4.101")));
        assertThat(refusal(room.update(lease, during(null, "16:00")))).isInstanceOf(NotEnoughFloatingIps.class);
        assertThat(room.read(lease)).as("refused, so nothing changed").isEqualTo(lease);

        accepted(room.update(lease, edit(lease, null, List.of())));
        accepted(room.update(lease, during(null, "16:00")));
        assertThat(held(lease)).containsExactly("172.24.4.102");
    }

    @Test
    void beforeItsStartAReservationGrowsAndShrinks() {
        for (int i = 101; i <= 103; i++) {
            room.register("172.24.4." + i);
        }
        Lease lease = room.create(lease("13:00", "15:00", addresses(2, "172.24.4.102")));
        accepted(room.update(lease, edit(lease, 3, null)));
        assertThat(held(lease)).containsExactly("172.24.4.101", "172.24.4.102", "172.24.4.103");
        assertThat(refusal(room.update(lease, edit(lease, 4, null)))).isInstanceOf(NotEnoughFloatingIps.class);
        accepted(room.update(lease, edit(lease, 1, null)));
        assertThat(held(lease)).as("the required one stays").containsExactly("172.24.4.102");
        accepted(room.update(lease, edit(lease, 0, List.of())));
        assertThat(room.addressBookings()).isEmpty();
    }

    @Test
    void onceItIsActiveAReservationOnlyGrows() {
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        Lease lease = room.create(lease("13:00", "15:00", addresses(1)));
        room.at("13:00");
        room.clock.moveTo(at("14:00"));
        accepted(room.update(lease, edit(lease, 2, null)));
        assertThat(periods()).containsExactlyInAnyOrder(
                new Period(at("13:00"), at("15:00")), new Period(at("14:00"), at("15:00")));
        assertThat(refusal(room.update(lease, edit(lease, 1, null))).message())
                .isEqualTo("Floating IP reservation cannot be updated with requested parameters. "
                        + "Cannot remove allocations from an active reservation");
        room.create(lease("15:00", "17:00", addresses(2)));
        assertThat(refusal(room.update(lease, during(null, "16:00")))).isInstanceOf(FloatingIpsNotEditable.class);
        accepted(room.update(lease, during(null, "14:30")));
        assertThat(room.addressBookings()).filteredOn(each -> each.leaseId().equals(lease.id()))
                .allSatisfy(each -> assertThat(each.period().end()).isEqualTo(at("14:30")));
    }
}
