package io.berth.reservation.availability;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.availability.NextWindows.Ask;
import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextWindowsTest {
    private static final Period DAY = new Period(at("00:00"), at("23:59"));

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
        Ask ask = new Ask(1, Duration.ofHours(1), new Period(at("00:00"), free.plus(Duration.ofDays(9))), 3);
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
            Period within = new Period(at("00:00").plusSeconds(random.nextInt(600)), at("02:00"));
            Ask ask = new Ask(hosts, takes, within, 100);
            assertThat(NextWindows.find(CalendarView.of(calendars), all(6), ask))
                    .as("seed %d, %d hosts for %s", seed, hosts, takes)
                    .isEqualTo(naive(bookings, ask));
        }
    }

    private static List<Starts> naive(List<List<Booking>> bookings, Ask ask) {
        List<Starts> found = new ArrayList<>();
        Instant since = null;
        Instant minute = Instant.ofEpochSecond(Math.ceilDiv(ask.within().start().getEpochSecond(), 60L) * 60);
        Instant last = minute.plus(Duration.ofMinutes(Duration.between(ask.within().start(), ask.within().end()).toMinutes()));
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
