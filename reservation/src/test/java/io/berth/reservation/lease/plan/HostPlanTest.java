package io.berth.reservation.lease.plan;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static io.berth.reservation.Samples.taken;
import static io.berth.reservation.Samples.unused;
import static io.berth.reservation.Samples.used;
import static io.berth.reservation.lease.Leases.IDS;
import static io.berth.reservation.lease.Leases.booked;
import static io.berth.reservation.lease.Leases.editing;
import static io.berth.reservation.lease.Leases.hosts;
import static io.berth.reservation.lease.Leases.moving;
import static io.berth.reservation.lease.Leases.numbers;
import static io.berth.reservation.lease.Leases.pending;
import static io.berth.reservation.lease.Leases.started;
import static io.berth.reservation.lease.Leases.wanting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Leases;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.lease.UpdateLease.Updated;
import io.berth.reservation.lease.UpdateLease.View;
import io.berth.reservation.lease.WindowChange;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an update does to a lease's hosts. The time is 12:00:30. */
class HostPlanTest {

    private static Decision<Updated> decide(UpdateLease update, Lease lease, List<Booking> bookings, HostOffer... offers) {
        return decide(update, lease, bookings, ReservationOptions.DEFAULTS, offers);
    }

    private static Decision<Updated> decide(
            UpdateLease update, Lease lease, List<Booking> bookings, ReservationOptions options, HostOffer... offers) {
        return update.decide(new View(lease, bookings, Stock.ofHosts(HostOffers.of(List.of(offers)))), options, NOW, IDS);
    }

    private static Optional<LeaseRebooked> rebooked(Decision<?> decision) {
        return accepted(decision).changes().stream()
                .filter(LeaseRebooked.class::isInstance)
                .map(LeaseRebooked.class::cast)
                .findFirst();
    }

    /** What the lease has when the change is written: host by host, {@code from-to}. */
    private static Map<UUID, Period> after(List<Booking> before, Decision<?> decision) {
        Map<UUID, Period> after = before.stream()
                .filter(booking -> rebooked(decision).stream().noneMatch(it -> it.removed().contains(booking.id())))
                .collect(Collectors.toMap(Booking::hostId, Booking::period, (a, b) -> b, TreeMap::new));
        rebooked(decision).ifPresent(it -> it.added().forEach(booking -> after.put(booking.hostId(), booking.period())));
        return after;
    }

    private static Period period(String start, String end) {
        return new Period(at(start), at(end));
    }

    @Test
    void onlyAWindowThatGrowsOrANewWishNeedsHosts() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 2));
        Reservation reservation = lease.reservations().getFirst();
        assertThat(choosesAnew(moving(null, "17:00", null), lease)).isTrue();
        assertThat(choosesAnew(moving("12:30", null, null), lease)).isTrue();
        assertThat(choosesAnew(moving("13:30", "15:00", null), lease)).isFalse();
        assertThat(choosesAnew(moving(null, null, "14:00"), lease)).isFalse();
        assertThat(choosesAnew(editing(numbers(reservation, 1, null)), lease)).isTrue();
        assertThat(choosesAnew(editing(wanting(reservation, "")), lease)).isTrue();
        assertThat(choosesAnew(editing(numbers(reservation, null, null)), lease)).isFalse();
        assertThat(choosesAnew(moving(null, "17:00", null), pending("13:00", "16:00"))).as("without reservations").isFalse();
        assertThat(choosesAnew(moving(null, "now", null), started(pending("11:00", "16:00", Samples.hosts(1, 1))))).isFalse();
    }

    private static boolean choosesAnew(UpdateLease update, Lease lease) {
        return update.choosesAnew(lease, (WindowChange.Accepted) update.window(lease, NOW));
    }

    @Test
    void prolongingKeepsTheHosts() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 2));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1, 2));
        Decision<Updated> decision = decide(moving(null, "17:00", null), lease, before, unused(1), unused(2), unused(3));

        assertThat(after(before, decision))
                .isEqualTo(Map.of(hostId(1), period("13:00", "17:00"), hostId(2), period("13:00", "17:00")));
        assertThat(rebooked(decision).orElseThrow().claimed())
                .as("each at the revision at which it was seen").isEqualTo(new TreeMap<>(Map.of(hostId(1), 10L, hostId(2), 20L)));
        assertThat(accepted(decision).reply().added()).isEmpty();
    }

    @Test
    void shorteningAsksNobody() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 2));
        List<Booking> before = booked(lease, Duration.ofMinutes(10), hosts(1));
        Decision<Updated> decision = decide(moving("13:30", "15:00", null), lease, before,
                ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10)));
        LeaseRebooked change = rebooked(decision).orElseThrow();
        assertThat(change.added()).extracting(Booking::period).containsExactly(period("13:30", "15:00"), period("15:00", "15:10"));
        assertThat(change.claimed()).isEmpty();
        assertThat(change.freed()).containsExactly(hostId(1));
    }

    @Test
    void movingToATimeWhenItsHostIsTakenFindsAnother() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        Decision<Updated> decision = decide(moving("17:00", "18:00", null), lease, before, taken(1), used(2));
        assertThat(after(before, decision)).isEqualTo(Map.of(hostId(2), period("17:00", "18:00")));
        assertThat(rebooked(decision).orElseThrow().freed()).containsExactly(hostId(1));

        Decision<Updated> refused = decide(moving("17:00", "18:00", null), lease, before, taken(1), taken(2));
        assertThat(refusal(refused)).isInstanceOf(NotEnoughHosts.class);
    }

    @Test
    void everyUpdateTopsUpTowardsTheMaximum() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 3));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        Decision<Updated> decision = decide(moving(null, "17:00", null), lease, before, used(1), unused(2), unused(3), unused(4));
        assertThat(after(before, decision).keySet()).containsExactly(hostId(1), hostId(2), hostId(3));
        assertThat(accepted(decision).reply().added()).as("a lease that has not started claims nothing yet").isEmpty();
    }

    @Test
    void growingAndShrinkingAPendingReservation() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 2));
        Reservation reservation = lease.reservations().getFirst();
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1, 2));

        Decision<Updated> grown = decide(editing(numbers(reservation, 3, 3)), lease, before, unused(1), unused(2), unused(3));
        assertThat(after(before, grown).keySet()).containsExactly(hostId(1), hostId(2), hostId(3));
        assertThat(accepted(grown).reply().lease().reservations().getFirst().request()).isEqualTo(Samples.hosts(3, 3));

        Decision<Updated> shrunk = decide(editing(numbers(reservation, null, 1)), lease, before, unused(1), unused(2));
        assertThat(after(before, shrunk).keySet()).containsExactly(hostId(1));

        Decision<Updated> tooMany = decide(editing(numbers(reservation, 3, 3)), lease, before, unused(1), unused(2), taken(3));
        assertThat(refusal(tooMany).message()).startsWith("Not enough hosts available: the reservation keeps 2; for the others, ")
                .contains("asked for at least 1");
    }

    @Test
    void newPropertiesReplaceHostsThatDoNotMatch() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1));
        Reservation reservation = lease.reservations().getFirst();
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        UpdateLease update = editing(wanting(reservation, "[\">\", \"$vcpus\", \"8\"]"));

        assertThat(after(before, decide(update, lease, before, unused(1), unused(2))).keySet()).containsExactly(hostId(2));
        assertThat(refusal(decide(update, lease, before, unused(1)))).isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(decide(editing(wanting(reservation, "[\"==\", \"$nope\", \"8\"]")), lease, before, unused(1))))
                .isEqualTo(new UnknownProperty("nope"));
    }

    @Test
    void aRunningReservationIsGivenMoreHostsButNeverLosesOne() {
        Lease lease = started(pending("11:00", "16:00", Samples.hosts(1, 2)));
        Reservation reservation = lease.reservations().getFirst();
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1, 2));

        Decision<Updated> more = decide(editing(numbers(reservation, null, 3)), lease, before, unused(1), unused(2), unused(3));
        assertThat(after(before, more)).isEqualTo(Map.of(
                hostId(1), period("11:00", "16:00"), hostId(2), period("11:00", "16:00"), hostId(3), new Period(NOW, at("16:00"))));
        assertThat(accepted(more).reply().added()).extracting(Booking::reservationId, Booking::hostId)
                .containsExactly(tuple(reservation.id(), hostId(3)));

        assertThat(refusal(decide(editing(numbers(reservation, null, 1)), lease, before, unused(1), unused(2))))
                .isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(decide(editing(wanting(reservation, "[\">\", \"$vcpus\", \"8\"]")), lease, before, unused(1), unused(2))))
                .isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(decide(moving(null, "17:00", null), lease, before, unused(1), taken(2), unused(3))))
                .isInstanceOf(NotEnoughHosts.class);
    }

    @Test
    void prolongingARunningLeaseKeepsWhatItHadOfItsHosts() {
        Lease lease = started(pending("11:00", "16:00", Samples.hosts(1, 1)));
        List<Booking> before = booked(lease, Duration.ofMinutes(10), hosts(1));
        Decision<Updated> decision = decide(moving(null, "17:00", null), lease, before,
                ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10)), unused(1));
        assertThat(rebooked(decision).orElseThrow().added()).extracting(Booking::period)
                .containsExactly(period("11:00", "17:00"), period("17:00", "17:10"));
    }

    /** It failed to get its hosts, so more of them would be claimed for nothing. */
    @Test
    void aFailedReservationIsGivenNoMoreHosts() {
        Lease lease = Leases.failed(pending("11:00", "16:00", Samples.hosts(1, 3)));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        Decision<Updated> decision = decide(moving(null, "17:00", null), lease, before, unused(1), unused(2));
        assertThat(after(before, decision)).isEqualTo(Map.of(hostId(1), period("11:00", "17:00")));
        assertThat(accepted(decision).reply().added()).isEmpty();
    }

    @Test
    void theReservationsOfOneLeaseNeverShareAHost() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 2), Samples.hosts(1, 2));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1), hosts(2));
        Decision<Updated> decision = decide(moving(null, "17:00", null), lease, before, unused(1), unused(2), unused(3), unused(4));
        List<Booking> added = rebooked(decision).orElseThrow().added();
        assertThat(added).extracting(Booking::hostId).containsExactlyInAnyOrder(hostId(1), hostId(2), hostId(3), hostId(4));
        assertThat(added).filteredOn(booking -> lease.reservations().getFirst().id().equals(booking.reservationId()))
                .extracting(Booking::hostId).containsExactly(hostId(1), hostId(3));
    }

    @Test
    void editingOneReservationLeavesTheOtherAlone() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1), Samples.hosts(1, 3));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1), hosts(2));
        UpdateLease update = editing(numbers(lease.reservations().getFirst(), 2, 2));
        Decision<Updated> decision = decide(update, lease, before, unused(1), taken(2), unused(3), unused(4));
        assertThat(after(before, decision).keySet()).containsExactly(hostId(1), hostId(2), hostId(3));
    }

    @Test
    void endingNowLeavesBookingsToTheEnd() {
        Lease lease = started(pending("11:00", "16:00", Samples.hosts(1, 1)));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        assertThat(rebooked(decide(moving(null, "now", null), lease, before))).isEmpty();
    }

    @Test
    void aWindowAndAWishMayChangeTogether() {
        Lease lease = pending("13:00", "16:00", Samples.hosts(1, 1));
        List<Booking> before = booked(lease, Duration.ZERO, hosts(1));
        UpdateLease update = new UpdateLease(
                "n", on("18:00"), on("19:00"), null, List.of(numbers(lease.reservations().getFirst(), 2, 2)), false);
        Decision<Updated> decision = decide(update, lease, before, taken(1), unused(2), unused(3));
        assertThat(after(before, decision))
                .isEqualTo(Map.of(hostId(2), period("18:00", "19:00"), hostId(3), period("18:00", "19:00")));
    }
}
