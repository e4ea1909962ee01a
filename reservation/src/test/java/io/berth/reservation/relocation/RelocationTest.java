package io.berth.reservation.relocation;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.flavors;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.taken;
import static io.berth.reservation.Samples.unreservable;
import static io.berth.reservation.Samples.unused;
import static io.berth.reservation.Samples.used;
import static io.berth.reservation.lease.Leases.IDS;
import static io.berth.reservation.lease.Leases.booked;
import static io.berth.reservation.lease.Leases.failed;
import static io.berth.reservation.lease.Leases.hosts;
import static io.berth.reservation.lease.Leases.pending;
import static io.berth.reservation.lease.Leases.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.event.HostLost.Cause;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.request.Affinity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Host 1 is closed for good, from now on: 12:00:30. */
class RelocationTest {
    private static final Duration CLEANING = Duration.ofMinutes(10);

    private static Terms terms(Cause cause, Instant until, boolean replacesStarted, Period period, int... closed) {
        TreeMap<UUID, Closing> closings = new TreeMap<>();
        for (int number : closed) {
            closings.put(hostId(number), new Closing(host(number), period));
        }
        return new Terms(
                closings, until, cause, replacesStarted, Set.of(), ReservationOptions.DEFAULTS.withCleaningTime(CLEANING), NOW, IDS);
    }

    private static Terms failure() {
        return terms(Cause.FAILURE, Period.OPEN, true, new Period(NOW, Period.OPEN), 1);
    }

    private static Displaced displaced(Lease lease, List<Booking> bookings, HostOffer... offers) {
        return new Displaced(lease, bookings, Stock.ofHosts(HostOffers.of(List.of(offers))));
    }

    private static Displaced onHosts(Lease lease, int[] hosts, HostOffer... offers) {
        return displaced(lease, booked(lease, CLEANING, hosts), offers);
    }

    /** {@code 1->2 pending}, {@code 1->none active missing}: moves, and how the reservation is marked afterwards. */
    private static List<String> shown(Relocation.Plan plan) {
        return plan.leases().stream().flatMap(each -> each.moves().stream().map(move -> shown(each, move))).toList();
    }

    private static String shown(Relocated of, Move move) {
        Reservation after = of.after().reservations().stream()
                .filter(each -> each.id().equals(move.reservation().id()))
                .findFirst()
                .orElseThrow();
        String slots = move.slots() > 0 ? " x" + move.slots() : "";
        return move.from().number() + "->" + move.to().map(to -> Long.toString(to.number())).orElse("none") + slots + " "
                + after.status().text() + (after.missingResources() ? " missing" : "")
                + (after.resourcesChanged() ? " changed" : "") + (of.after().degraded() ? " degraded" : "");
    }

    private static List<String> decide(Terms terms, Displaced... leases) {
        return shown(Relocation.decide(List.of(leases), terms));
    }

    @Test
    void whatHasNotStartedMovesAndNoticesNothing() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1));
        Relocation.Plan plan = Relocation.decide(List.of(onHosts(lease, hosts(1), unused(1), unused(2))), failure());

        assertThat(shown(plan)).containsExactly("1->2 pending");
        Relocated moved = plan.leases().getFirst();
        assertThat(moved.after()).isSameAs(lease);
        assertThat(moved.removed()).extracting(Booking::kind).containsExactly(BookingKind.LEASE, BookingKind.CLEANING);
        assertThat(moved.added()).extracting(Booking::hostId, Booking::kind, Booking::period).containsExactly(
                Tuple.tuple(hostId(2), BookingKind.LEASE, new Period(at("13:00"), at("16:00"))),
                Tuple.tuple(hostId(2), BookingKind.CLEANING, new Period(at("16:00"), at("16:10"))));
        assertThat(plan.seen()).as("the revision that it was decided on").isEqualTo(Map.of(hostId(2), 20L));
        assertThat(moved.exchange()).isEmpty();
    }

    @Test
    void whatRunsGetsAnotherFromNowOnAndIsMarked() {
        Lease lease = started(pending("12:00", "16:00", Samples.hosts(2, 2)));
        Relocation.Plan plan = Relocation.decide(
                List.of(onHosts(lease, hosts(1, 2), taken(1), taken(2), taken(3), used(4))), failure());

        assertThat(shown(plan)).containsExactly("1->4 active changed degraded");
        Relocated moved = plan.leases().getFirst();
        assertThat(moved.added().getFirst().period()).isEqualTo(new Period(NOW, at("16:00")));
        assertThat(moved.exchange().orElseThrow().lost()).extracting(Booking::hostId).containsExactly(hostId(1));
        assertThat(moved.exchange().orElseThrow().added()).extracting(Booking::hostId).containsExactly(hostId(4));
    }

    @Test
    void whatFindsNoOtherIsMissing() {
        assertThat(decide(failure(), onHosts(pending("13:00", "16:00", Samples.hosts(1, 1)), hosts(1), unused(1), taken(2))))
                .containsExactly("1->none pending missing degraded");
        assertThat(decide(failure(), onHosts(started(pending("12:00", "16:00", Samples.hosts(1, 1))), hosts(1), taken(2))))
                .containsExactly("1->none active missing degraded");
    }

    @Test
    void anotherHostMustBeReservableAndOfTheSameProperties() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1, "[\"==\", \"$rack\", \"r1\"]"));
        HostOffer other = new HostOffer(host(2, "rack", "r2"), true, true);
        HostOffer closed = new HostOffer(unreservable(host(3, "rack", "r1")), true, true);
        HostOffer like = new HostOffer(host(4, "rack", "r1"), true, false);
        assertThat(decide(failure(), onHosts(lease, hosts(1), other, closed, like))).containsExactly("1->4 pending");
        assertThat(decide(failure(), onHosts(lease, hosts(1), other, closed)))
                .containsExactly("1->none pending missing degraded");
    }

    @Test
    void theOneThatStartsFirstIsServedFirstAndNobodyGetsWhatAnotherWasGiven() {
        Displaced late = onHosts(pending("14:00", "16:00", Samples.hosts(1, 1)), hosts(1), unused(2));
        Displaced early = onHosts(pending("13:00", "13:30", Samples.hosts(1, 1)), hosts(1), unused(2));
        assertThat(decide(failure(), late, early)).as("one after the other").containsExactly("1->2 pending", "1->2 pending");

        Displaced within = onHosts(pending("14:30", "15:00", Samples.hosts(1, 1)), hosts(1), unused(2));
        assertThat(decide(failure(), within, late))
                .containsExactly("1->2 pending", "1->none pending missing degraded");
        Displaced tooSoon = onHosts(pending("13:00", "13:55", Samples.hosts(1, 1)), hosts(1), unused(2));
        assertThat(decide(failure(), late, tooSoon)).as("cleaning counts")
                .containsExactly("1->2 pending", "1->none pending missing degraded");
    }

    @Test
    void whatStartsAfterTheHorizonStays() {
        Displaced soon = onHosts(pending("13:00", "16:00", Samples.hosts(1, 1)), hosts(1), unused(2));
        Period forever = new Period(NOW, Period.OPEN);
        assertThat(decide(terms(Cause.FAILURE, at("12:59"), true, forever, 1), soon)).isEmpty();
        assertThat(decide(terms(Cause.FAILURE, at("13:00"), true, forever, 1), soon)).containsExactly("1->2 pending");
        Displaced running = onHosts(started(pending("12:00", "16:00", Samples.hosts(1, 1))), hosts(1), unused(2));
        assertThat(decide(terms(Cause.FAILURE, at("12:01"), true, forever, 1), running))
                .containsExactly("1->2 active changed degraded");
    }

    @Test
    void whatIsOverOrFailedToStartIsLeftAlone() {
        assertThat(decide(failure(), onHosts(started(pending("10:00", "12:00", Samples.hosts(1, 1))), hosts(1), unused(2))))
                .isEmpty();
        assertThat(decide(failure(), onHosts(failed(pending("12:00", "16:00", Samples.hosts(1, 1))), hosts(1), unused(2))))
                .isEmpty();
    }

    @Test
    void aHostThatIsClosedForATimeTakesNobodyInForThatTimeOnly() {
        Period window = new Period(at("13:30"), at("14:30"));
        Terms both = terms(Cause.MAINTENANCE, Period.OPEN, false, window, 1, 2);
        Displaced lease = onHosts(pending("14:00", "16:00", Samples.hosts(1, 1)), hosts(1), unused(2), used(3));
        assertThat(decide(both, lease)).containsExactly("1->3 pending");
        assertThat(decide(both, onHosts(pending("14:30", "16:00", Samples.hosts(1, 1)), hosts(1), unused(2)))).isEmpty();
    }

    @Test
    void maintenanceTakesNothingFromWhatRunsUnlessItIsForced() {
        Period window = new Period(at("13:30"), at("14:30"));
        Displaced lease = onHosts(started(pending("12:00", "16:00", Samples.hosts(1, 1))), hosts(1), unused(2));
        assertThat(decide(terms(Cause.MAINTENANCE, Period.OPEN, false, window, 1), lease))
                .containsExactly("1->none active missing degraded");
        assertThat(decide(terms(Cause.MAINTENANCE, Period.OPEN, true, window, 1), lease))
                .containsExactly("1->2 active changed degraded");
    }

    @Test
    void hostsThatTheLedgerDoesNotGiveAreForThoseWhoStartLater() {
        Terms without = failure().without(Set.of(hostId(2)));
        assertThat(decide(without, onHosts(started(pending("12:00", "16:00", Samples.hosts(1, 1))), hosts(1), unused(2), unused(3))))
                .containsExactly("1->3 active changed degraded");
        assertThat(decide(without, onHosts(pending("13:00", "16:00", Samples.hosts(1, 1)), hosts(1), unused(2), unused(3))))
                .containsExactly("1->2 pending");
    }

    private static ShareOffer share(int number, Booking... bookings) {
        Provider provider = new Provider(
                hostId(number), "node-" + number, 0, 0, Optional.empty(), hostId(number),
                new TreeMap<>(Map.of("VCPU", new Inventory(4, 0, 1, 4, 1, 1.0))), new TreeSet<>(), new TreeSet<>(),
                new Provider.Times(at("00:00"), Optional.empty(), new TreeMap<>(), Optional.empty()));
        return new ShareOffer(host(number), provider, List.of(bookings));
    }

    /** @param slots of host 1, 2, … */
    private static List<Booking> slots(Lease lease, int... slots) {
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] > 0) {
                bookings.addAll(LeaseBookings.of(
                        lease.id(), lease.reservations().getFirst().id(),
                        new LeaseBookings.Part(hostId(i + 1), new Share(slots[i], new TreeMap<>(Map.of("VCPU", 1L)))),
                        new Period(lease.startsAt(), lease.endsAt()), CLEANING, IDS));
            }
        }
        return bookings;
    }

    private static Displaced sharing(Lease lease, List<Booking> bookings, ShareOffer... offers) {
        return new Displaced(lease, bookings, Stock.NONE.withShares(List.of(offers)));
    }

    @Test
    void instancesThatMayBeAnywhereGoWhereThereIsRoomAndTheRestIsMissing() {
        Lease lease = started(pending("12:00", "16:00", instances(5, 1, Affinity.ANYWHERE)));
        List<Booking> held = slots(lease, 4, 1);
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, held.get(2)), share(3))))
                .containsExactly("1->2 x3 active changed degraded", "1->3 x1 active changed degraded");
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, held.get(2)))))
                .containsExactly("1->2 x3 active missing changed degraded", "1->none x1 active missing changed degraded");
        assertThat(decide(failure(), sharing(lease, held, share(1)))).containsExactly("1->none x4 active missing degraded");
    }

    @Test
    void instancesThatBelongTogetherGoTogether() {
        Lease lease = pending("13:00", "16:00", instances(3, 1, Affinity.ONE_HOST));
        List<Booking> held = slots(lease, 3);
        Booking half = slots(pending("13:00", "16:00", instances(2, 1, Affinity.ANYWHERE)), 0, 2).getFirst();
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, half), share(3))))
                .containsExactly("1->3 x3 pending");
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, half))))
                .containsExactly("1->none x3 pending missing degraded");
    }

    @Test
    void instancesThatShallBeApartStayApart() {
        Lease lease = pending("13:00", "16:00", instances(2, 1, Affinity.A_HOST_EACH));
        List<Booking> held = slots(lease, 1, 1);
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, held.get(2)), share(3))))
                .containsExactly("1->3 x1 pending");
        assertThat(decide(failure(), sharing(lease, held, share(1), share(2, held.get(2)))))
                .containsExactly("1->none x1 pending missing degraded");
    }

    @Test
    void reservationsOfFlavorsGoTheSameWay() {
        Lease soon = pending("13:00", "16:00", flavors(3, 1));
        assertThat(decide(failure(), sharing(soon, slots(soon, 3), share(1), share(2)))).containsExactly("1->2 x3 pending");
        Lease running = started(pending("12:00", "16:00", flavors(5, 1)));
        assertThat(decide(failure(), sharing(running, slots(running, 5), share(1), share(2))))
                .containsExactly("1->2 x4 active missing changed degraded", "1->none x1 active missing changed degraded");
        Lease failed = failed(pending("12:00", "16:00", flavors(1, 1)));
        assertThat(decide(failure(), sharing(failed, slots(failed, 1), share(1), share(2)))).isEmpty();
    }
}
