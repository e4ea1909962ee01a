package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.NETWORK;
import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.address;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.supply.AddressSupply;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingLease.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The search for the earliest start beside one that tries every minute, on random calendars of four hosts with four processors each and
 * three addresses.
 */
class EarliestStartTest {
    private static final int HOSTS = 4;
    private static final int ADDRESSES = 3;
    private static final int BOOKINGS = 14;
    private static final int MINUTES = 120;
    private static final Duration CLEANING = Duration.ofMinutes(2);
    private static final ReservationOptions OPTIONS = ReservationOptions.DEFAULTS.withCleaningTime(CLEANING);
    private static final Map<UUID, Provider> PROVIDERS = providers();

    private static Map<UUID, Provider> providers() {
        Map<UUID, Provider> providers = new HashMap<>();
        for (int number = 1; number <= HOSTS; number++) {
            UUID id = host(number).id();
            providers.put(id, new Provider(
                    id, "node-" + number, 0, 0, Optional.empty(), id,
                    new TreeMap<>(Map.of("VCPU", new Inventory(4, 0, 1, 4, 1, 1.0))), new TreeSet<>(), new TreeSet<>(),
                    new Provider.Times(at("00:00"), Optional.empty(), new TreeMap<>(), Optional.empty())));
        }
        return providers;
    }

    /** What is booked at random; whole hosts never beside anything else. */
    private static final class Site {
        private final Random random;
        private final List<Booking> hosts = new ArrayList<>();
        private final List<AddressBooking> addresses = new ArrayList<>();

        Site(Random random) {
            this.random = random;
            IntStream.range(0, BOOKINGS).forEach(any -> bookHost());
            IntStream.range(0, BOOKINGS / 2).forEach(any -> bookAddress());
        }

        /** Some begin and end within a minute, as those do that are cut short. */
        private Period period() {
            Instant start = NOW.plusSeconds(10L * random.nextInt(6 * MINUTES) - 300);
            return new Period(start, start.plusSeconds(30L * (1 + random.nextInt(60))));
        }

        private void bookHost() {
            UUID host = host(1 + random.nextInt(HOSTS)).id();
            Period period = period();
            List<Booking> beside = hosts.stream()
                    .filter(other -> other.hostId().equals(host) && other.period().overlaps(period))
                    .toList();
            if (beside.isEmpty() && random.nextBoolean()) {
                hosts.add(new Booking(UUID.randomUUID(), host, period, BookingKind.LEASE, null, null));
            } else if (beside.stream().noneMatch(Booking::isWhole) && beside.size() < 4) {
                Share share = new Share(1, new TreeMap<>(Map.of("VCPU", 1L)));
                hosts.add(new Booking(UUID.randomUUID(), host, period, BookingKind.LEASE, null, null, share));
            }
        }

        private void bookAddress() {
            UUID address = new UUID(3, 1 + random.nextInt(ADDRESSES));
            Period period = period();
            if (addresses.stream().noneMatch(other ->
                    other.floatingIpId().equals(address) && other.period().overlaps(period))) {
                addresses.add(new AddressBooking(UUID.randomUUID(), address, period, UUID.randomUUID(), UUID.randomUUID()));
            }
        }

        /** Takes some bookings away. */
        Freed free() {
            Set<UUID> freedHosts = new TreeSet<>();
            Set<UUID> freedAddresses = new TreeSet<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                if (random.nextInt(3) > 0 && !hosts.isEmpty()) {
                    freedHosts.add(hosts.remove(random.nextInt(hosts.size())).hostId());
                } else if (!addresses.isEmpty()) {
                    freedAddresses.add(addresses.remove(random.nextInt(addresses.size())).floatingIpId());
                }
            }
            return new Freed(freedHosts, freedAddresses);
        }

        Supply supply() {
            List<HostCalendar> calendars = IntStream.rangeClosed(1, HOSTS)
                    .mapToObj(number -> HostCalendar.of(host(number), hosts.stream()
                            .filter(booking -> booking.hostId().equals(host(number).id()))
                            .toList()))
                    .toList();
            List<FloatingIp> known = IntStream.rangeClosed(1, ADDRESSES)
                    .mapToObj(number -> new FloatingIp(
                            new UUID(3, number), NETWORK, "subnet", address("172.24.4." + number), number, at("00:00")))
                    .toList();
            return new Supply(CalendarView.of(calendars), PROVIDERS, AddressSupply.of(known, addresses));
        }

        WaitingLease entry() {
            List<ReservationRequest> requests = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                requests.add(request());
            }
            Instant minute = at("12:00").plus(Duration.ofMinutes(random.nextInt(20) - 5L));
            Wish wish = new Wish(
                    "w", requests, minute, minute.plus(Duration.ofMinutes(random.nextInt(MINUTES))),
                    Duration.ofMinutes(1 + random.nextInt(20)), null);
            return new WaitingLease(
                    new UUID(7, 7), 1, new Owner("p", "u", "r"), wish, "{}", WaitingStatus.WAITING, null, NOW, NOW);
        }

        private ReservationRequest request() {
            return switch (random.nextInt(4)) {
                case 0 -> hosts(1 + random.nextInt(2), 3);
                case 1 -> addresses(1 + random.nextInt(2), random.nextBoolean() ? new String[0] : new String[] {"172.24.4.2"});
                default -> instances(
                        1 + random.nextInt(6), 1 + random.nextInt(2), Affinity.values()[random.nextInt(Affinity.values().length)]);
            };
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    private static GrantWaiting rules() {
        return new GrantWaiting(OPTIONS, NOW, Ids.counting(1));
    }

    private static String start(Decision<Lease> decision) {
        return decision.fold(lease -> lease.startsAt().toString(), refusal -> "waits");
    }

    /** By the rules of {@link CreateLease} alone. */
    private static String everyMinute(WaitingLease entry, Supply supply) {
        Wish wish = entry.wish();
        Instant from = wish.earliest().isBefore(at("12:00")) ? at("12:00") : wish.earliest();
        for (Instant minute = from; !minute.isAfter(wish.deadline()); minute = minute.plusSeconds(60)) {
            CreateLease request = wish.startingAt(minute);
            Decision<Lease> decision = request.fault(NOW).isPresent()
                    ? Decision.refuse(request.fault(NOW).get())
                    : request.decide(
                            entry.id(), supply.stock(request, CLEANING, NOW),
                            new CreateLease.Circumstances(entry.owner(), OPTIONS, NOW, Ids.counting(1)));
            if (decision instanceof Decision.Accepted<Lease>) {
                return start(decision);
            }
        }
        return "waits";
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheOneThatTryingEveryMinuteFinds(int seed) {
        Site site = new Site(new Random(seed));
        WaitingLease entry = site.entry();
        Supply before = site.supply();
        String first = everyMinute(entry, before);
        assertThat(start(rules().decide(entry, before, Optional.empty())))
                .as("%s", entry.wish())
                .isEqualTo(first);
        if (first.equals("waits")) {
            Freed freed = site.free();
            Supply after = site.supply();
            String found = everyMinute(entry, after);
            assertThat(start(rules().decide(entry, after, Optional.of(freed))))
                    .as("%s after %s became free", entry.wish(), freed)
                    .isEqualTo(found);
            assertThat(found.equals("waits") || rules().mayUse(entry, after, freed))
                    .as("%s: what became free is of use, for it starts at %s", entry.wish(), found)
                    .isTrue();
        }
    }
}
