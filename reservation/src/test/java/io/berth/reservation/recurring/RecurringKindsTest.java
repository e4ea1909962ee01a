package io.berth.reservation.recurring;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.flavors;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.recurring.RecurringRefusal.Conflicts;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.ReservationRequest;
import io.berth.testkit.StatementCount;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances and addresses that are reserved again and again. Hosts have 8 processors. */
class RecurringKindsTest extends RecurringScene {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    RecurringKindsTest() {
        super(new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS)));
    }

    @BeforeEach
    void clear() {
        TestRoom.clear(room.store);
    }

    private static RecurLeases daily(int count, Acceptance acceptance, ReservationRequest... requests) {
        return new RecurLeases(
                lease("13:00", "14:00", requests), new Recurrence("FREQ=DAILY;COUNT=" + count, "UTC"), Set.of(), acceptance, "{}");
    }

    private void taken(int day, ReservationRequest request) {
        room.create(new CreateLease(
                "taken", new Moment.At(day(day, "13:30")), new Moment.At(day(day, "13:40")), null,
                List.of(new CreateLease.Asked.Fit(request)), List.of()));
    }

    @Test
    void everyKindComesAgainOnTheSameHostsAndAddressesWhereTheyAreFree() {
        room.enrol("node-1");
        room.enrol("node-2");
        FloatingIp address = room.register("172.24.4.101");
        room.register("172.24.4.102");
        RecurringLease recurring = create(daily(
                3, Acceptance.ALL, hosts(1, 1), instances(2, 2, Affinity.ONE_HOST), flavors(1, 1), addresses(1, "172.24.4.101")));
        assertThat(leasesOf(recurring)).hasSize(3).allSatisfy(lease -> assertThat(lease.reservations()).hasSize(4));
        assertThat(room.bookings()).hasSize(9);
        assertThat(room.bookings().stream().filter(Booking::isWhole).map(Booking::hostId).distinct()).hasSize(1);
        assertThat(room.addressBookings()).hasSize(3).extracting(AddressBooking::floatingIpId).containsOnly(address.id());

        room.at("13:01");
        assertThat(leasesOf(recurring)).extracting(Lease::status)
                .containsExactly(LeaseStatus.ACTIVE, LeaseStatus.PENDING, LeaseStatus.PENDING);
        assertThat(room.room.recurring().remove(recurring).deleted()).hasSize(2);
        assertThat(room.addressBookings()).hasSize(1);
    }

    @Test
    void conflictsAreToldForEachOccurrenceAndTheOthersAreBookedWhereThatIsAskedFor() {
        room.enrol("node-1");
        room.register("172.24.4.101");
        taken(2, instances(7, 1, Affinity.ANYWHERE));
        taken(3, addresses(1));
        ReservationRequest[] wanted = {instances(2, 1, Affinity.ANYWHERE), addresses(1)};
        Conflicts all = conflicts(daily(4, Acceptance.ALL, wanted));
        assertThat(all.occurrences().stream().map(each -> each.isRefused() ? each.refused().code() : "booked"))
                .containsExactly("booked", "reservation.not_enough_hosts", "reservation.not_enough_floating_ips", "booked");
        assertThat(room.room.leases().all()).hasSize(2);

        RecurringLease possible = create(daily(4, Acceptance.POSSIBLE, wanted));
        assertThat(leasesOf(possible)).extracting(Lease::startsAt).containsExactly(day(1, "13:00"), day(4, "13:00"));
        assertThat(room.addressBookings()).hasSize(3);
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() {
        room.enrol("node-1");
        room.register("172.24.4.101");
        RecurLeases request = daily(3, Acceptance.ALL, flavors(2, 1), addresses(1));
        assertThat(accepted(room.room.recurring().tryCreating(request, TestRoom.OWNER)).reply().occurrences()).hasSize(3);
        assertThat(room.bookings()).isEmpty();
        assertThat(room.addressBookings()).isEmpty();
    }

    @Test
    void whatHoldsShortlyAfterAnotherTookTheAddressIsDecidedAnew() {
        room.register("172.24.4.101");
        TestRoom other = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS));
        RecurringLease first = create(daily(2, Acceptance.ALL, addresses(1)));
        other.room.recurring().create(daily(2, Acceptance.ALL, addresses(1)), TestRoom.OWNER)
                .fold(twice -> { throw new AssertionError("an address twice: " + twice); }, refusal -> refusal);
        assertThat(leasesOf(first)).hasSize(2);
    }

    /** Of writing so many occurrences. */
    private int statements(int count, ReservationRequest... requests) {
        var decided = accepted(room.room.recurring().tryCreating(daily(count, Acceptance.ALL, requests), TestRoom.OWNER));
        AtomicInteger statements = new AtomicInteger();
        // Nothing of it stays: whoever keeps calendars in memory is not told of it.
        assertThatThrownBy(() -> DB.database().transact(tx -> {
                    StatementCount counted = StatementCount.on(tx);
                    room.store.apply(tx, decided.changes());
                    statements.set(counted.soFar());
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        return statements.get();
    }

    @Test
    void anOccurrenceTakesNoMoreStatementsWhateverItReserves() {
        room.enrol("node-1");
        room.register("172.24.4.101");
        List<Integer> growth = Stream.of(
                        new ReservationRequest[] {hosts(1, 1)},
                        new ReservationRequest[] {instances(1, 1, Affinity.ANYWHERE), flavors(1, 1), addresses(1)})
                .map(requests -> statements(3, requests) - statements(2, requests))
                .toList();
        assertThat(growth.getLast()).as("statements of one more occurrence of hosts: %s", growth).isEqualTo(growth.getFirst());
    }
}
