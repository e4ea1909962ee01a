package io.berth.reservation.availability;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.availability.NextWindows.Ask;
import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextWindowsTest {
    private static final Starts DAY = new Starts(at("00:00"), at("23:59"));

    private static Booking booking(int host, Instant start, Instant end) {
        return new Booking(UUID.randomUUID(), host(host).id(), new Period(start, end), BookingKind.LEASE, null, null);
    }

    private static BitSet all(int hosts) {
        BitSet places = new BitSet();
        places.set(0, hosts);
        return places;
    }

    /** Two hosts: the first is taken from 02:00 to 04:00, the second from 03:00 to 05:00. */
    @ParameterizedTest(name = "{0} hosts for {1} minutes, {2} windows: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | 60  | 9 | 00:00-02:00 04:00-23:59
            2 | 60  | 1 | 00:00-01:00
            2 | 60  | 2 | 00:00-01:00 05:00-23:59
            2 | 120 | 9 | 00:00-00:00 05:00-23:59
            2 | 121 | 9 | 05:00-23:59
            1 | 180 | 9 | 00:00-00:00 04:00-23:59
            3 | 60  | 1 |
            """)
    void windowsComeEarliestFirst(int hosts, int minutes, int count, String expected) {
        CalendarView calendars = CalendarView.of(List.of(
                HostCalendar.of(host(1), List.of(booking(1, at("02:00"), at("04:00")))),
                HostCalendar.of(host(2), List.of(booking(2, at("03:00"), at("05:00"))))));
        List<String> found = NextWindows.find(calendars, all(2), new Ask(hosts, Duration.ofMinutes(minutes), DAY, count)).stream()
                .map(starts -> time(starts.earliest()) + "-" + time(starts.latest()))
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
    }

    private static String time(Instant instant) {
        return instant.toString().substring(11, 16);
    }

    @Test
    void aWindowFarAwayIsFoundToo() {
        Instant free = at("00:00").plus(Duration.ofDays(200));
        CalendarView calendars =
                CalendarView.of(List.of(HostCalendar.of(host(1), List.of(booking(1, at("00:00").minusSeconds(1), free)))));
        Ask ask = new Ask(1, Duration.ofHours(1), new Starts(at("00:00"), free.plus(Duration.ofDays(9))), 3);
        assertThat(NextWindows.find(calendars, all(1), ask)).containsExactly(new Starts(free, free.plus(Duration.ofDays(9))));
    }

    /** Minute by minute, host by host, booking by booking. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itFindsWhatTryingEveryMinuteFinds(long seed) {
        Random random = new Random(seed);
        List<List<Booking>> bookings = new ArrayList<>();
        List<HostCalendar> calendars = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Booking> its = new ArrayList<>();
            for (int b = 0; b < 8; b++) {
                // Overlapping, as shares of a host do, and with odd seconds.
                Instant start = at("00:00").plusSeconds(random.nextInt(9_000));
                its.add(booking(i + 1, start, start.plusSeconds(1 + random.nextInt(900))));
            }
            bookings.add(its);
            calendars.add(HostCalendar.of(host(i + 1), its));
        }
        for (int hosts = 1; hosts <= 6; hosts++) {
            Duration takes = Duration.ofMinutes(1 + random.nextInt(20));
            Starts within = new Starts(at("00:00").plusSeconds(random.nextInt(600)), at("02:00").plusSeconds(random.nextInt(60)));
            Ask ask = new Ask(hosts, takes, within, 100);
            assertThat(NextWindows.find(CalendarView.of(calendars), all(6), ask))
                    .as("seed %d, %d hosts for %s", seed, hosts, takes)
                    .isEqualTo(naive(bookings, ask));
        }
    }

    /** Leases with their cleaning, some of it over before the search begins; hosts that are closed, some for ever; shares beside each other. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void itFindsTheSameInWorldsOfAllKinds(long seed) {
        Random random = new Random(seed);
        List<List<Booking>> bookings = new ArrayList<>();
        CalendarView calendars = CalendarView.of(IntStream.rangeClosed(1, 12)
                .mapToObj(number -> HostCalendar.of(host(number), List.of()))
                .toList());
        for (int number = 1; number <= 12; number++) {
            List<Booking> its = life(number, random);
            bookings.add(its);
            for (Booking each : its) {
                calendars = calendars.plus(List.of(each));
            }
        }
        for (int hosts = 1; hosts <= 8; hosts++) {
            BitSet places = new BitSet();
            random.ints(9, 0, 12).forEach(places::set);
            Starts within = new Starts(at("00:00").plusSeconds(random.nextInt(90_000)), at("00:00").plus(Duration.ofDays(3)));
            Ask ask = new Ask(hosts, Duration.ofMinutes(1 + random.nextInt(600)), within, 1 + random.nextInt(20));
            List<Starts> expected = naive(places.stream().mapToObj(bookings::get).toList(), ask);
            assertThat(NextWindows.find(calendars, places, ask))
                    .as("seed %d, %d of the hosts %s for %s", seed, hosts, places, ask.takes())
                    .isEqualTo(expected.stream().limit(ask.count()).toList());
        }
    }

    private static List<Booking> life(int number, Random random) {
        List<Booking> its = new ArrayList<>();
        Instant free = at("00:00").minusSeconds(random.nextInt(20_000));
        while (free.isBefore(at("00:00").plus(Duration.ofDays(3)))) {
            Instant start = free.plusSeconds(random.nextInt(4) * 17L * random.nextInt(900));
            Instant end = start.plusSeconds(1 + random.nextInt(30_000));
            free = end.plusSeconds(600);
            switch (random.nextInt(8)) {
                case 0 -> {
                    its.add(booking(number, new Period(start, end), BookingKind.LEASE, share(random)));
                    Period beside = new Period(end.minusSeconds(1 + random.nextInt(600)), end.plusSeconds(random.nextInt(999)));
                    its.add(booking(number, beside, BookingKind.LEASE, share(random)));
                }
                case 1 -> its.add(booking(number, new Period(start, end), BookingKind.MAINTENANCE, null));
                default -> {
                    its.add(booking(number, new Period(start, end), BookingKind.LEASE, null));
                    its.add(booking(number, new Period(end, free), BookingKind.CLEANING, null));
                }
            }
        }
        if (random.nextBoolean()) {
            its.add(booking(number, Period.of(free.plusSeconds(9_999), null), BookingKind.QUARANTINE, null));
        }
        return its;
    }

    private static Share share(Random random) {
        return new Share(1 + random.nextInt(3), new TreeMap<>(Map.of("VCPU", 1L)));
    }

    private static Booking booking(int host, Period period, BookingKind kind, @Nullable Share share) {
        return new Booking(UUID.randomUUID(), host(host).id(), period, kind, null, null, share);
    }

    private static List<Starts> naive(List<List<Booking>> bookings, Ask ask) {
        List<Starts> found = new ArrayList<>();
        Instant since = null;
        Instant minute = Instant.ofEpochSecond(Math.ceilDiv(ask.within().earliest().getEpochSecond(), 60L) * 60);
        Instant last = ask.within().latest().truncatedTo(ChronoUnit.MINUTES);
        for (; !minute.isAfter(last); minute = minute.plusSeconds(60)) {
            Period wanted = new Period(minute, minute.plus(ask.takes()));
            long free = bookings.stream()
                    .filter(its -> its.stream().noneMatch(booking -> booking.period().overlaps(wanted)))
                    .count();
            if (free >= ask.hosts()) {
                since = since == null ? minute : since;
            } else if (since != null) {
                found.add(new Starts(since, minute.minusSeconds(60)));
                since = null;
            }
        }
        if (since != null) {
            found.add(new Starts(since, last));
        }
        return found;
    }
}
