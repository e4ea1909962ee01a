package io.berth.reservation.lease.plan;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.change;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static io.berth.reservation.Samples.unused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What leases of instances book. Hosts have 8 processors each where nothing else is said. */
class InstancePlanTest {
    private static Stock stock(int count, long processors) {
        List<ShareOffer> shares = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            shares.add(new ShareOffer(
                    host(number),
                    new Provider(hostId(number), "node-" + number, 0, 0, Optional.empty(), hostId(number),
                            new TreeMap<>(Map.of("VCPU", Inventory.of(processors))), new TreeSet<>(), new TreeSet<>(),
                            new Provider.Times(at("00:00"), Optional.empty(), new TreeMap<>(), Optional.empty())),
                    List.of()));
        }
        return Stock.ofHosts(HostOffers.of(List.of(unused(1), unused(2)).subList(0, count))).withShares(shares);
    }

    private static Decision<Lease> decide(CreateLease request, Stock stock, Duration cleaning) {
        return request.decide(stock, new CreateLease.Circumstances(
                new Owner("p", "u", "r"), ReservationOptions.DEFAULTS.withCleaningTime(cleaning), NOW, Ids.counting(1)));
    }

    @Test
    void sharesStayTakenForAsLongAsAHostIsCleaned() {
        Decision<Lease> decision =
                decide(lease("13:00", "14:00", instances(2, 2, Affinity.ANYWHERE)), stock(1, 8), Duration.ofMinutes(10));
        LeaseRebooked booked = change(accepted(decision), LeaseRebooked.class);
        Share share = new Share(2, new TreeMap<>(Map.of("VCPU", 2L)));
        assertThat(booked.added())
                .extracting(Booking::kind, booking -> booking.period().start(), booking -> booking.period().end(), Booking::share)
                .containsExactly(
                        tuple(BookingKind.LEASE, at("13:00"), at("14:00"), Optional.of(share)),
                        tuple(BookingKind.CLEANING, at("14:00"), at("14:10"), Optional.of(share)));
        assertThat(booked.claimed()).as("at the revision at which it was seen").isEqualTo(Map.of(hostId(1), 10L));
    }

    @Test
    void reservationsOfALeaseShareHostsButNotAWholeOne() {
        Decision<Lease> decision = decide(
                lease("13:00", "14:00", instances(1, 6, Affinity.ANYWHERE), hosts(1, 1), instances(1, 2, Affinity.ANYWHERE)),
                stock(2, 8), Duration.ZERO);
        assertThat(change(accepted(decision), LeaseRebooked.class).added())
                .extracting(Booking::hostId, Booking::isWhole)
                .containsExactly(tuple(hostId(1), false), tuple(hostId(2), true), tuple(hostId(1), false));

        assertThat(refusal(decide(
                        lease("13:00", "14:00", instances(1, 6, Affinity.ANYWHERE), hosts(1, 1), instances(1, 3, Affinity.ANYWHERE)),
                        stock(2, 8), Duration.ZERO)))
                .isInstanceOf(NotEnoughHosts.class);
    }

    @Test
    void thereIsAnEndToTheNumberOfInstancesEvenWhereThereIsRoom() {
        CreateLease most = lease("13:00", "14:00", instances(10_000, 1, Affinity.ANYWHERE));
        assertThat(accepted(decide(most, stock(1, 20_000), Duration.ZERO)).changes()).isNotEmpty();
        CreateLease more = lease("13:00", "14:00", instances(10_001, 1, Affinity.ANYWHERE));
        assertThat(refusal(decide(more, stock(1, 20_000), Duration.ZERO))).isInstanceOf(InvalidInput.class);
        assertThat(refusal(decide(more, stock(1, 10_000), Duration.ZERO))).isInstanceOf(NotEnoughHosts.class);
    }
}
