package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.flavors;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import io.berth.store.Database;
import io.berth.testkit.HeldLocks;
import io.berth.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases that wait for shares of hosts, for addresses, and for several things at once. Hosts have 8 processors. */
class WaitingKindsTest extends WaitingScene {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final ReservationOptions OPTIONS = ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS);

    WaitingKindsTest() {
        super(new TestRoom(DB.newReplica(), OPTIONS));
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(room.store);
    }

    @Test
    void instancesWaitForRoomBesideOthersAndGetIt() {
        room.enrol("node-1");
        Lease six = room.create(lease("13:00", "15:00", instances(6, 1, Affinity.ANYWHERE)));
        WaitingLease three = wait("13:00", "14:00", "14:00", instances(3, 1, Affinity.ANYWHERE));
        WaitingLease two = wait("13:00", "14:00", "14:00", instances(2, 1, Affinity.ANYWHERE));
        assertThat(two.status()).as("there is room for two beside the six").isEqualTo(WaitingStatus.GRANTED);
        assertThat(shown(three).expected().start()).as("when the six have gone").contains(at("15:00"));
        assertThat(room.room.waiting().all().getFirst().expected().start()).contains(at("15:00"));

        room.room.leases().delete(six.id());

        assertThat(leaseOf(three).startsAt()).isEqualTo(at("13:00"));
        assertThat(room.bookings()).extracting(Booking::isWhole).containsExactly(false, false);
        room.at("13:01");
        assertThat(leaseOf(three).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.effects.told).anyMatch(told -> told.startsWith("slots of"));
    }

    @Test
    void aFlavorWaitsForAWholeHostToBeGivenBackAndTheOtherWayRound() {
        room.enrol("node-1");
        Lease whole = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitingLease flavor = wait("13:00", "15:00", "13:00", flavors(4, 2));
        WaitingLease host = wait("13:00", "15:00", "13:00", hosts(1, 1));
        room.room.leases().delete(whole.id());
        assertThat(List.of(status(flavor), status(host)))
                .as("the older first: a host that is shared is not for the younger")
                .containsExactly(WaitingStatus.GRANTED, WaitingStatus.WAITING);
        room.room.leases().delete(flavor.id());
        assertThat(status(host)).isEqualTo(WaitingStatus.GRANTED);
    }

    @Test
    void aShareThatIsGivenBackIsForTheOneWhoWaitsForTheWholeHost() {
        room.enrol("node-1");
        Lease share = room.create(lease("13:00", "15:00", instances(1, 1, Affinity.ANYWHERE)));
        WaitingLease entry = wait("13:00", "14:00", "13:00", hosts(1, 1));
        room.room.leases().delete(share.id());
        assertThat(leaseOf(entry).startsAt()).isEqualTo(at("13:00"));
    }

    @Test
    void anAddressThatIsGivenBackOrRegisteredIsForTheOldestWhoWaits() {
        FloatingIp first = room.register("172.24.4.101");
        Lease taken = room.create(lease("13:00", "15:00", addresses(1)));
        WaitingLease two = wait("13:00", "14:00", "13:00", addresses(2));
        WaitingLease one = wait("13:00", "14:00", "14:30", addresses(1));
        WaitingLease required = wait("13:00", "14:00", "13:00", addresses(1, "172.24.4.101"));
        assertThat(shown(one).expected().start()).contains(at("15:00"));
        assertThat(shown(two).expected()).satisfies(unknown -> {
            assertThat(unknown.start()).isEmpty();
            assertThat(unknown.whyUnknown()).hasValueSatisfying(why ->
                    assertThat(why).isEqualTo("in the next 90 days the calendar has no time for all that the lease reserves"));
        });

        FloatingIp second = room.register("172.24.4.102");
        assertThat(List.of(status(two), status(one), status(required)))
                .as("one address is not enough for the oldest")
                .containsExactly(WaitingStatus.WAITING, WaitingStatus.GRANTED, WaitingStatus.WAITING);
        assertThat(leaseOf(one).startsAt()).isEqualTo(at("13:00"));

        room.room.leases().delete(taken.id());
        assertThat(List.of(status(two), status(required))).containsExactly(WaitingStatus.WAITING, WaitingStatus.GRANTED);
        room.room.leases().delete(one.id());
        room.room.leases().delete(required.id());
        assertThat(status(two)).isEqualTo(WaitingStatus.GRANTED);
        assertThat(room.addressBookings()).extracting(AddressBooking::floatingIpId)
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void anAddressIsFreeWhenALeaseEndsEarly() {
        room.register("172.24.4.101");
        Lease first = room.create(lease("now", "17:00", addresses(1)));
        room.runDue();
        WaitingLease entry = wait("now", "13:00", "13:00", addresses(1));
        room.clock.moveTo(at("12:30"));
        accepted(room.update(first, new UpdateLease(null, null, new Moment.Now(), null, List.of(), false)));
        room.runDue();
        assertThat(leaseOf(entry).startsAt()).isEqualTo(at("12:30"));
        assertThat(leaseOf(entry).status()).isEqualTo(LeaseStatus.ACTIVE);
    }

    @Test
    void aLeaseOfSeveralReservationsIsGrantedWhenTheLastOfThemIsThere() {
        room.enrol("node-1");
        room.enrol("node-2");
        room.register("172.24.4.101");
        Lease host = room.create(lease("13:00", "14:00", hosts(1, 1)));
        Lease share = room.create(lease("13:00", "14:30", instances(8, 1, Affinity.ANYWHERE)));
        Lease address = room.create(lease("13:00", "15:00", addresses(1)));
        WaitingLease all = wait(
                "13:00", "13:30", "13:00", hosts(1, 1), instances(2, 2, Affinity.ONE_HOST), flavors(1, 1), addresses(1, "172.24.4.101"));
        assertThat(shown(all).expected().start()).contains(at("15:00"));
        room.room.leases().delete(share.id());
        room.room.leases().delete(address.id());
        assertThat(status(all)).isEqualTo(WaitingStatus.WAITING);
        room.room.leases().delete(host.id());
        assertThat(leaseOf(all)).satisfies(lease -> {
            assertThat(lease.startsAt()).isEqualTo(at("13:00"));
            assertThat(lease.reservations()).hasSize(4);
        });
        assertThat(room.bookings()).hasSize(3);
        assertThat(room.addressBookings()).hasSize(1);
        room.at("13:01");
        assertThat(leaseOf(all).status()).isEqualTo(LeaseStatus.ACTIVE);
    }

    @Test
    void oneTransactionGrantsTheSameAddressAndTheSameHostTwiceWhereTheTimesAllow() {
        room.enrol("node-1");
        room.register("172.24.4.101");
        Lease first = room.create(lease("13:00", "17:00", instances(8, 1, Affinity.ANYWHERE), addresses(1)));
        WaitingLease older = wait("13:00", "14:00", "13:00", instances(5, 1, Affinity.ANYWHERE), addresses(1));
        WaitingLease younger = wait("13:00", "15:00", "15:30", instances(5, 1, Affinity.ANYWHERE), addresses(1));
        WaitingLease beside = wait("13:00", "14:00", "13:00", instances(3, 1, Affinity.ANYWHERE));

        room.room.leases().delete(first.id());

        assertThat(leaseOf(older).startsAt()).isEqualTo(at("13:00"));
        assertThat(leaseOf(younger).startsAt()).isEqualTo(at("14:00"));
        assertThat(leaseOf(beside).startsAt()).isEqualTo(at("13:00"));
    }

    @Test
    void whereSomebodyHoldsAnAddressThatIsNeededItIsLookedAtAgain() {
        FloatingIp busy = room.register("172.24.4.101");
        FloatingIp other = room.register("172.24.4.102");
        Lease first = room.create(lease("13:00", "15:00", addresses(1, "172.24.4.102")));
        WaitingLease both = wait("13:00", "14:00", "13:00", addresses(2));
        Database elsewhere = DB.newReplica().database();
        try (HeldLocks _ = HeldLocks.of(elsewhere, tx -> FloatingIpStore.lockIdle(tx, List.of(busy.id())))) {
            room.room.leases().delete(first.id());
            assertThat(status(both)).as("while the first address is held").isEqualTo(WaitingStatus.WAITING);
        }
        room.clock.moveTo(Samples.NOW.plusSeconds(1));
        room.runDue();
        assertThat(status(both)).isEqualTo(WaitingStatus.GRANTED);
        assertThat(room.addressBookings()).extracting(AddressBooking::floatingIpId)
                .containsExactlyInAnyOrder(busy.id(), other.id());
    }

    @Test
    void twoWhoFreeOneAddressEachServeTheOneWhoWaitsForTwo() {
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        Lease one = room.create(lease("13:00", "15:00", addresses(1)));
        Lease other = room.create(lease("13:00", "15:00", addresses(1)));
        WaitingLease both = wait("13:00", "14:00", "13:00", addresses(2));
        TestRoom replica = new TestRoom(DB.newReplica(), OPTIONS);
        room.room.leases().delete(one.id());
        assertThat(status(both)).isEqualTo(WaitingStatus.WAITING);
        replica.room.leases().delete(other.id());
        assertThat(status(both)).isEqualTo(WaitingStatus.GRANTED);
        Decision<Lease> rest = room.room.leases().create(lease("13:00", "14:00", addresses(1)), TestRoom.OWNER);
        assertThat(refusal(rest)).isInstanceOf(NotEnoughFloatingIps.class);
    }

    @Test
    void whatIsAskedForComesOutOfTheDatabaseAsItWasAsked() {
        ReservationRequest[] requests = {
            hosts(2, 3, "[\">=\", \"$vcpus\", \"2\"]"), instances(2, 2, Affinity.A_HOST_EACH), flavors(1, 1),
            addresses(2, "172.24.4.101"),
        };
        WaitingLease entry = wait("13:00", "14:00", "13:00", requests);
        assertThat(shown(entry).entry().wish()).isEqualTo(entry.wish());
        assertThat(entry.wish().requests()).containsExactly(requests);
        assertThat(entry.status()).isEqualTo(WaitingStatus.WAITING);
    }

    @Test
    void whatCouldNeverBeIsRefusedAtOnce() {
        room.enrol("node-1");
        InstanceRequest unknown = new InstanceRequest(1, 1, 0, 0, Affinity.ANYWHERE, "[\"==\", \"$nothing\", \"1\"]");
        assertThat(refusal(room.room.waiting().create(wish("13:00", "14:00", "13:00", unknown), TestRoom.OWNER)))
                .isInstanceOf(UnknownProperty.class);
        InstanceRequest many = instances(InstanceRequest.AMOUNT_MAX + 1, 1, Affinity.ANYWHERE);
        assertThat(refusal(room.room.waiting().create(wish("13:00", "14:00", "13:00", many), TestRoom.OWNER)))
                .isInstanceOf(InvalidInput.class);
    }
}
