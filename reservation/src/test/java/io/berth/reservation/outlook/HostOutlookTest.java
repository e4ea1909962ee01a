package io.berth.reservation.outlook;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Consumer;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import io.berth.placement.outlook.ExpectedWorld;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates of a time to come against a reference that looks at every instant of it by itself. */
class HostOutlookTest {
    private static final int HOSTS = 8;
    private static final int MINUTES = 24;
    private static final int QUERIES = 12;
    private static final long TOTAL = 10;
    private static final List<String> CLASSES = List.of("MEMORY_MB", "VCPU");
    private static final Instant NOW = at("00:04");

    private final Map<UUID, List<Booking>> bookings = new HashMap<>();
    /** What is nobody's lease: it stays. */
    private final Map<UUID, SortedMap<String, Long>> staying = new HashMap<>();

    private final Map<String, Consumer> consumers = new HashMap<>();
    private final Map<UUID, SortedMap<String, Long>> used = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aHostIsACandidateWhereItHasRoomAtEveryInstant(long seed) {
        Random random = new Random(seed);
        List<Provider> providers = new ArrayList<>();
        for (int number = 1; number <= HOSTS; number++) {
            populate(host(number).id(), random);
            providers.add(provider(number));
        }
        CalendarView calendars = CalendarView.of(Stream.iterate(1, number -> number <= HOSTS, number -> number + 1)
                .map(number -> HostCalendar.of(host(number), bookings.get(host(number).id())))
                .toList());
        World world = World.of(World.Names.NONE, providers, used);

        for (int i = 0; i < QUERIES; i++) {
            int start = 4 + random.nextInt(MINUTES - 5);
            Period window = new Period(minute(start), minute(start + 1 + random.nextInt(MINUTES - start)));
            SortedMap<String, Long> wanted = amounts(random, 6);
            World expected = ExpectedWorld.of(
                    world, HostOutlook.of(calendars, window, NOW), id -> Optional.ofNullable(consumers.get(id)));
            CandidateQuery query = CandidateQuery.of(List.of(RequestGroup.of("_A").withResources(wanted)));

            List<UUID> found = CandidateSearch.of(expected, query, SearchOptions.STABLE).found().stream()
                    .flatMap(candidate -> candidate.shares().stream())
                    .map(share -> share.provider().uuid())
                    .sorted()
                    .toList();

            assertThat(found)
                    .as("seed %d, %s in %s of\n%s\nwhere this stays: %s", seed, wanted, window, shown(), staying)
                    .isEqualTo(providers.stream().map(Provider::uuid).filter(it -> isFree(it, window, wanted)).sorted().toList());
        }
    }

    /** The reference: each instant at which anything begins. */
    private boolean isFree(UUID host, Period window, Map<String, Long> wanted) {
        return Stream.concat(Stream.of(window.start()), bookings.get(host).stream().map(booking -> booking.period().start()))
                .filter(instant -> !instant.isBefore(window.start()) && instant.isBefore(window.end()))
                .allMatch(instant -> isFreeAt(host, instant, wanted));
    }

    private boolean isFreeAt(UUID host, Instant instant, Map<String, Long> wanted) {
        List<Booking> there = bookings.get(host).stream()
                .filter(booking -> !instant.isBefore(booking.period().start()) && instant.isBefore(booking.period().end()))
                .toList();
        return there.stream().noneMatch(Booking::isWhole) && wanted.entrySet().stream().allMatch(each -> {
            long shared = there.stream()
                    .flatMap(booking -> booking.share().stream())
                    .mapToLong(share -> share.total().getOrDefault(each.getKey(), 0L))
                    .sum();
            return staying.get(host).getOrDefault(each.getKey(), 0L) + shared + each.getValue() <= TOTAL;
        });
    }

    /** Whole bookings one after another, or shares at random, and what is claimed on account of them now. */
    private void populate(UUID host, Random random) {
        List<Booking> its = new ArrayList<>();
        boolean isShared = random.nextBoolean();
        int minute = random.nextInt(4);
        while (minute < MINUTES) {
            int length = 1 + random.nextInt(6);
            Period period = new Period(minute(minute), minute(minute + length));
            boolean isWhole = !isShared || random.nextInt(5) == 0;
            BookingKind kind = random.nextInt(4) > 0 ? BookingKind.LEASE : isWhole ? BookingKind.MAINTENANCE : BookingKind.CLEANING;
            its.add(new Booking(
                    UUID.randomUUID(), host, period, kind, null, kind == BookingKind.MAINTENANCE ? null : UUID.randomUUID(),
                    isWhole ? null : new Share(1 + random.nextInt(2), amounts(random, 2))));
            minute += isWhole || random.nextBoolean() ? length + random.nextInt(6) : 0;
        }
        bookings.put(host, its);
        SortedMap<String, Long> sums = new TreeMap<>();
        List<Booking> leases = its.stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .filter(booking -> !NOW.isBefore(booking.period().start()) && NOW.isBefore(booking.period().end()))
                .toList();
        boolean isLeased = leases.stream().anyMatch(Booking::isWhole);
        staying.put(host, isLeased ? new TreeMap<>() : amounts(random, 3));
        staying.get(host).forEach((name, amount) -> sums.merge(name, amount, Long::sum));
        for (Booking lease : leases) {
            SortedMap<String, Long> claimed = lease.share().map(Share::total).orElseGet(() ->
                    new TreeMap<>(CLASSES.stream().collect(Collectors.toMap(name -> name, name -> TOTAL))));
            String id = String.valueOf(lease.reservationId());
            consumers.put(id, new Consumer(
                    id, "p", "u", Optional.empty(), 1, 1, new TreeMap<>(Map.of(host, claimed)), NOW));
            claimed.forEach((name, amount) -> sums.merge(name, amount, Long::sum));
        }
        used.put(host, sums);
    }

    private static SortedMap<String, Long> amounts(Random random, int max) {
        SortedMap<String, Long> amounts = new TreeMap<>();
        CLASSES.forEach(name -> amounts.put(name, 1L + random.nextInt(max)));
        return amounts;
    }

    private static Instant minute(int minute) {
        return at("00:00").plusSeconds(minute * 60L);
    }

    private static Provider provider(int number) {
        UUID uuid = host(number).id();
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        CLASSES.forEach(name -> inventories.put(name, Inventory.of(TOTAL)));
        return new Provider(
                uuid, "host" + number, 1, 1, Optional.empty(), uuid, inventories, new TreeSet<>(), new TreeSet<>(),
                new Provider.Times(NOW, Optional.of(NOW), new TreeMap<>(), Optional.empty()));
    }

    private String shown() {
        return bookings.values().stream()
                .flatMap(List::stream)
                .map(booking -> booking.hostId() + " " + booking.period() + " " + booking.kind() + " " + booking.share())
                .collect(Collectors.joining("\n"));
    }
}
