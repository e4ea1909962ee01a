package io.berth.reservation.floatingip;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.request.FloatingIpEdit;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random creations, updates and deletions of leases of addresses, beside a count of what is free that is so plain that it must be
 * right. Which addresses are chosen is the room's business; whether there are enough is not.
 */
class AddressModelTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int ADDRESSES = 5;
    private static final int STEPS = 150;
    private static final int QUARTERS = 40;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant DAWN = Samples.at("13:00");

    private final TestRoom room =
            new TestRoom(DB.store(), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS));
    private final List<Lease> leases = new ArrayList<>();
    private final List<FloatingIp> registered = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersAreThoseOfAPlainCount(long seed) {
        TestRoom.clear(DB.store());
        for (int i = 101; i < 101 + ADDRESSES; i++) {
            registered.add(room.register("172.24.4." + i));
        }
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String context = "seed " + seed + ", step " + step;
            switch (leases.isEmpty() ? 0 : random.nextInt(6)) {
                case 0, 1, 2 -> create(random, context);
                case 3, 4 -> change(random, context);
                default -> accepted(room.room.leases().delete(leases.remove(random.nextInt(leases.size())).id()));
            }
            check(context);
        }
        assertThat(leases).as("seed %d made some leases", seed).isNotEmpty();
    }

    private void create(Random random, String context) {
        Period window = window(random);
        int amount = random.nextInt(4);
        String[] required = amount > 0 && random.nextInt(3) == 0 ? new String[] {text(random)} : new String[0];
        FloatingIpRequest wanted = addresses(amount, required);
        CreateLease request = new CreateLease("lease", new Moment.At(window.start()), new Moment.At(window.end()), null,
                List.of(new CreateLease.Asked.Fit(wanted)), List.of());
        boolean isEnough = isEnough(wanted, window, room.addressBookings(), Optional.empty());
        Decision<Lease> decision = room.room.leases().create(request, TestRoom.OWNER);
        expect(decision, isEnough, context);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.add(yes.reply());
        }
    }

    /** To another window, for another number of addresses: those that stay free are kept, so it is as if the lease were new. */
    private void change(Random random, String context) {
        int index = random.nextInt(leases.size());
        Lease lease = room.read(leases.get(index));
        Period window = window(random);
        FloatingIpRequest before = (FloatingIpRequest) lease.reservations().getFirst().request();
        int amount = before.requiredAddresses().size() + random.nextInt(3);
        UpdateLease request = new UpdateLease(
                null, new Moment.At(window.start()), new Moment.At(window.end()), null,
                List.of(new ReservationEdit(
                        lease.reservations().getFirst().id().toString(), null, new FloatingIpEdit(null, amount, null))),
                false);
        FloatingIpRequest wanted = new FloatingIpRequest(before.networkId(), amount, before.requiredAddresses());
        List<AddressBooking> held = room.addressBookings();
        Decision<Lease> decision = room.update(lease, request);
        expect(decision, isEnough(wanted, window, held, Optional.of(lease.id())), context);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.set(index, yes.reply());
        } else {
            assertThat(room.read(lease)).as(context).isEqualTo(lease);
            assertThat(room.addressBookings()).as(context).isEqualTo(held);
        }
    }

    private static void expect(Decision<Lease> decision, boolean isEnough, String context) {
        if (isEnough) {
            assertThat(decision).as(context).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(Samples.refusal(decision)).as(context).isInstanceOf(NotEnoughFloatingIps.class);
        }
    }

    private boolean isEnough(FloatingIpRequest wanted, Period window, List<AddressBooking> held, Optional<UUID> own) {
        List<FloatingIp> free = registered.stream()
                .filter(address -> held.stream().noneMatch(booking -> booking.floatingIpId().equals(address.id())
                        && booking.period().overlaps(window)
                        && own.filter(booking.leaseId()::equals).isEmpty()))
                .toList();
        return free.size() >= wanted.amount()
                && wanted.required().stream().allMatch(each -> free.stream().anyMatch(address -> address.address().equals(each)));
    }

    /** No two bookings of an address overlap; each lease has its addresses, the required ones among them, for its window. */
    private void check(String context) {
        List<AddressBooking> all = room.addressBookings();
        assertThat(all).as(context).allSatisfy(booking -> assertThat(all).noneMatch(other -> other != booking
                && other.floatingIpId().equals(booking.floatingIpId())
                && other.period().overlaps(booking.period())));
        int expected = 0;
        for (Lease lease : leases) {
            FloatingIpRequest request = (FloatingIpRequest) lease.reservations().getFirst().request();
            List<AddressBooking> its = all.stream().filter(booking -> booking.leaseId().equals(lease.id())).toList();
            expected += request.amount();
            assertThat(its).as(context).hasSize(request.amount()).allSatisfy(booking ->
                    assertThat(booking.period()).isEqualTo(new Period(lease.startsAt(), lease.endsAt())));
            assertThat(registered.stream().filter(address -> request.required().contains(address.address())))
                    .as(context)
                    .allMatch(address -> its.stream().anyMatch(booking -> booking.floatingIpId().equals(address.id())));
        }
        assertThat(all).as(context).hasSize(expected);
    }

    private static Period window(Random random) {
        Instant start = DAWN.plus(QUARTER.multipliedBy(random.nextInt(QUARTERS)));
        return new Period(start, start.plus(QUARTER.multipliedBy(1 + random.nextInt(8))));
    }

    private static String text(Random random) {
        return "172.24.4." + (101 + random.nextInt(ADDRESSES));
    }
}
