package io.berth.reservation.lease.plan;

import static io.berth.reservation.Samples.NETWORK;
import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.address;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.refusal;
import static io.berth.reservation.lease.Leases.IDS;
import static io.berth.reservation.lease.Leases.moving;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressOffer;
import io.berth.reservation.floatingip.AddressStock;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.lease.CreateLease.Circumstances;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Leases;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.lease.UpdateLease.Updated;
import io.berth.reservation.lease.UpdateLease.View;
import io.berth.reservation.refusal.ReservationRefusal.FloatingIpsNotEditable;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.request.FloatingIpEdit;
import io.berth.reservation.request.ReservationEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a lease's addresses. Address n has the number n in its id, and n times 10 as revision. */
class AddressPlanTest {
    private static UUID id(int number) {
        return new UUID(3, number);
    }

    private static AddressOffer offer(int number, boolean isFree) {
        return new AddressOffer(
                new FloatingIp(id(number), NETWORK, "subnet", address("172.24.4." + number), number * 10L, at("00:00")), isFree, isFree);
    }

    private static AddressOffer free(int number) {
        return offer(number, true);
    }

    private static AddressOffer taken(int number) {
        return offer(number, false);
    }

    private static List<AddressBooking> booked(Lease lease, int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> new AddressBooking(
                        IDS.uuid(), id(number), new Period(lease.startsAt(), lease.endsAt()), lease.id(),
                        lease.reservations().getFirst().id()))
                .toList();
    }

    private static Decision<Updated> update(
            Lease lease, UpdateLease update, List<AddressBooking> held, AddressOffer... offers) {
        Stock stock = Stock.NONE.withAddresses(new AddressStock(List.of(offers), held));
        return update.decide(new View(lease, List.of(), stock), ReservationOptions.DEFAULTS, NOW, IDS);
    }

    private static UpdateLease to(Lease lease, @Nullable Integer amount, @Nullable List<String> required) {
        return Leases.editing(new ReservationEdit(
                lease.reservations().getFirst().id().toString(), null, new FloatingIpEdit(null, amount, required)));
    }

    private static AddressesRebooked rebooked(Decision<?> decision) {
        return accepted(decision).changes().stream()
                .filter(AddressesRebooked.class::isInstance)
                .map(AddressesRebooked.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the addresses stay as they are"));
    }

    @Test
    void aNewLeaseClaimsItsAddressesAtTheRevisionsThatWereSeen() {
        Stock stock = Stock.NONE.withAddresses(new AddressStock(List.of(free(1), taken(2), free(3)), List.of()));
        AddressesRebooked change = rebooked(Samples.lease("13:00", "15:00", addresses(2))
                .decide(stock, new Circumstances(new Owner("p", "u", "r"), ReservationOptions.DEFAULTS, NOW, IDS)));
        assertThat(change.claimed()).isEqualTo(Map.of(id(1), 10L, id(3), 30L));
        assertThat(change.freed()).isEmpty();
        assertThat(change.added()).allSatisfy(each -> assertThat(each.period()).isEqualTo(new Period(at("13:00"), at("15:00"))));
    }

    @Test
    void aWindowThatShrinksOnlyGivesTimeBack() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(1));
        List<AddressBooking> held = booked(lease, 1);
        AddressesRebooked change = rebooked(update(lease, moving(null, "14:00", null), held));
        assertThat(change.claimed()).as("nobody has to be asked").isEmpty();
        assertThat(change.freed()).containsExactly(id(1));
        assertThat(change.added()).containsExactly(held.getFirst().during(new Period(at("13:00"), at("14:00"))));
    }

    @Test
    void aWindowThatGrowsKeepsWhatIsFreeAndReplacesWhatIsNot() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(2));
        AddressesRebooked change =
                rebooked(update(lease, moving(null, "16:00", null), booked(lease, 1, 2), taken(1), free(2), free(3)));
        assertThat(change.claimed()).isEqualTo(Map.of(id(2), 20L, id(3), 30L));
        assertThat(change.freed()).containsExactly(id(1));
        assertThat(change.added()).allSatisfy(each -> assertThat(each.period().end()).isEqualTo(at("16:00")));
    }

    @Test
    void anActiveReservationKeepsItsPastAndItsAddresses() {
        Lease lease = Leases.started(Leases.pending("11:00", "15:00", addresses(1)));
        AddressesRebooked change = rebooked(update(lease, moving(null, "16:00", null), booked(lease, 1), free(1)));
        assertThat(change.added()).extracting(AddressBooking::period).containsExactly(new Period(at("11:00"), at("16:00")));

        assertThat(refusal(update(lease, moving(null, "16:00", null), booked(lease, 1), taken(1), free(2))))
                .isInstanceOf(FloatingIpsNotEditable.class);
        assertThat(refusal(update(lease, to(lease, 0, null), booked(lease, 1), free(1)))).isInstanceOf(FloatingIpsNotEditable.class);
    }

    @Test
    void whatIsTooMuchGoesButNotWhatIsRequired() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(3, "172.24.4.3"));
        AddressesRebooked change =
                rebooked(update(lease, to(lease, 2, null), booked(lease, 1, 2, 3), free(1), free(2), free(3)));
        assertThat(change.removed()).extracting(AddressBooking::floatingIpId).containsExactly(id(2));
        assertThat(change.added()).isEmpty();
    }

    @Test
    void aRequiredAddressThatIsTakenIsMissed() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(1, "172.24.4.1"));
        assertThat(refusal(update(lease, moving(null, "16:00", null), booked(lease, 1), taken(1), free(2))))
                .isInstanceOf(NotEnoughFloatingIps.class);
        assertThat(rebooked(update(
                                lease, new UpdateLease(
                                        null, null, new Moment.At(at("16:00")), null, to(lease, null, List.of()).reservations(), false),
                                booked(lease, 1), taken(1), free(2)))
                        .claimed())
                .isEqualTo(Map.of(id(2), 20L));
    }

    @Test
    void whatOneReservationGivesUpTheNextMayHave() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(1), addresses(1));
        List<AddressBooking> held = new ArrayList<>(booked(lease, 1));
        held.add(new AddressBooking(
                IDS.uuid(), id(2), new Period(lease.startsAt(), lease.endsAt()), lease.id(), lease.reservations().get(1).id()));
        UpdateLease update = Leases.editing(
                new ReservationEdit(lease.reservations().get(0).id().toString(), null, new FloatingIpEdit(null, 0, null)),
                new ReservationEdit(lease.reservations().get(1).id().toString(), null, new FloatingIpEdit(null, 2, null)));
        AddressesRebooked change = rebooked(update(lease, update, held, free(1), free(2)));
        assertThat(change.claimed()).isEqualTo(Map.of(id(1), 10L));
        assertThat(change.added()).extracting(AddressBooking::reservationId).containsExactly(lease.reservations().get(1).id());

        UpdateLease greedy = Leases.editing(
                new ReservationEdit(lease.reservations().get(0).id().toString(), null, new FloatingIpEdit(null, 2, null)));
        assertThat(refusal(update(lease, greedy, held, free(1), free(2)))).as("the other one's is no spare one")
                .isInstanceOf(NotEnoughFloatingIps.class);
    }

    @Test
    void aNameLeavesAddressesAlone() {
        Lease lease = Leases.pending("13:00", "15:00", addresses(1));
        assertThat(accepted(update(lease, Leases.renaming("other"), booked(lease, 1))).changes())
                .noneMatch(AddressesRebooked.class::isInstance);
    }
}
