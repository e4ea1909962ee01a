package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.host;
import static io.berth.reservation.Samples.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingLease.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantWaitingTest {
    /** The first host is taken from 10:00 to 14:00, the second from 11:00 to 15:00, the third, a fast one, from 13:00 to 16:00. */
    private static final Supply SUPPLY = Supply.ofHosts(CalendarView.of(List.of(
            HostCalendar.of(host(1), List.of(booking(1, "10:00", "14:00"))),
            HostCalendar.of(host(2), List.of(booking(2, "11:00", "15:00"))),
            HostCalendar.of(host(3, "speed", "fast"), List.of(booking(3, "13:00", "16:00"))))));

    private static Booking booking(int host, String start, String end) {
        return booking(host, new Period(at(start), at(end)));
    }

    private static Booking booking(int host, Period period) {
        return new Booking(UUID.randomUUID(), host(host).id(), period, BookingKind.LEASE, null, null);
    }

    private static WaitingLease entry(ReservationRequest hosts, String earliest, String deadline, int minutes, @Nullable Duration beforeEnd) {
        Wish wish = new Wish("w", List.of(hosts), at(earliest), at(deadline), Duration.ofMinutes(minutes), beforeEnd);
        return entry(wish);
    }

    private static WaitingLease entry(Wish wish) {
        return new WaitingLease(
                new UUID(7, 7), 1, new Owner("p", "u", "r"), wish, "{}", WaitingStatus.WAITING, null, Samples.NOW, Samples.NOW);
    }

    private static GrantWaiting rules(Instant now) {
        return new GrantWaiting(ReservationOptions.DEFAULTS, now, Ids.counting(1));
    }

    private static Freed freed(int... hosts) {
        return new Freed(Arrays.stream(hosts).mapToObj(Samples::hostId).collect(Collectors.toSet()), Set.of());
    }

    private static String start(Decision<Lease> decision) {
        return decision.fold(
                lease -> lease.startsAt().toString().substring(11, 16) + " to " + lease.endsAt().toString().substring(11, 16),
                refusal -> "waits");
    }

    /** It is half past 12:00. Hosts is min/max, with "fast" for those that are; changed are the hosts that became free. */
    @ParameterizedTest(name = "{0} from {1}, at the latest {2}, for {3} minutes, {4} changed: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            1      | 12:00 | 12:00 | 30  |       | 12:00 to 12:30
            1      | 11:00 | 12:30 | 30  |       | 12:00 to 12:30
            1      | 12:10 | 12:40 | 60  |       | waits
            1      | 12:10 | 14:00 | 60  |       | 14:00 to 15:00
            1      | 12:10 | 13:59 | 60  |       | waits
            2      | 12:00 | 15:00 | 30  |       | 15:00 to 15:30
            2      | 12:00 | 14:59 | 30  |       | waits
            3      | 12:00 | 16:00 | 60  |       | 16:00 to 17:00
            4      | 12:00 | 20:00 | 60  |       | waits
            1 fast | 12:10 | 16:00 | 60  |       | 16:00 to 17:00
            1 slow | 12:10 | 16:00 | 60  |       | waits
            1      | 12:10 | 14:00 | 60  | 1     | 14:00 to 15:00
            1      | 12:10 | 14:00 | 60  | 2     | waits
            1      | 12:10 | 15:00 | 60  | 2     | 15:00 to 16:00
            1 fast | 12:10 | 16:00 | 60  | 1,2   | waits
            2      | 12:10 | 15:00 | 60  | 1     | 15:00 to 16:00
            2      | 12:10 | 15:00 | 60  | 9     | waits
            1      | 11:00 | 11:59 | 30  |       | waits
            """)
    void itGetsTheEarliestTimeAtWhichThereAreHosts(
            String hosts, String earliest, String deadline, int minutes, @Nullable String changed, String expected) {
        String[] words = hosts.split(" ");
        String properties = words.length == 1 ? "" : "[\"==\", \"$speed\", \"" + words[1] + "\"]";
        int count = Integer.parseInt(words[0]);
        Optional<Freed> free = Optional.ofNullable(changed).map(text -> freed(Arrays.stream(text.split(","))
                .mapToInt(Integer::parseInt)
                .toArray()));
        WaitingLease entry = entry(hosts(count, count, properties), earliest, deadline, minutes, null);
        assertThat(start(rules(Samples.NOW).decide(entry, SUPPLY, free))).isEqualTo(expected);
    }

    /** Host 1 is free for half of each hour, host 2 from the eightieth hour on. */
    @Test
    void aHostWithManyGapsIsSearchedUpToTheDeadline() {
        Instant start = at("12:00");
        List<Booking> hourly = IntStream.range(0, 100)
                .mapToObj(hour -> start.plus(Duration.ofHours(hour)))
                .map(hour -> booking(1, new Period(hour, hour.plus(Duration.ofMinutes(30)))))
                .toList();
        Supply supply = Supply.ofHosts(CalendarView.of(List.of(
                HostCalendar.of(host(1), hourly),
                HostCalendar.of(host(2), List.of(booking(2, new Period(start, start.plus(Duration.ofHours(80)))))))));
        WaitingLease entry = entry(new Wish(
                "w", List.of(hosts(2, 2)), start, start.plus(Duration.ofHours(90)), Duration.ofMinutes(30), null));
        Instant both = start.plus(Duration.ofHours(80)).plus(Duration.ofMinutes(30));
        assertThat(rules(Samples.NOW).earliest(entry, supply, Optional.of(freed(1)), entry.wish().deadline()))
                .hasValueSatisfying(found -> assertThat(Samples.accepted(found).reply().startsAt()).isEqualTo(both));
        Instant tooEarly = start.plus(Duration.ofHours(80));
        assertThat(rules(Samples.NOW).earliest(entry, supply, Optional.of(freed(1)), tooEarly)).isEmpty();
    }

    @Test
    void theLeaseHasTheIdOfWhatWaited() {
        WaitingLease entry = entry(hosts(1, 1), "12:00", "12:00", 30, null);
        assertThat(Samples.accepted(rules(Samples.NOW).decide(entry, SUPPLY, Optional.empty())).reply().id())
                .isEqualTo(entry.id());
    }

    @Test
    void theTimeBeforeItsEndMovesWithIt() {
        WaitingLease entry = entry(hosts(1, 1), "12:10", "14:00", 60, Duration.ofMinutes(10));
        Lease lease = Samples.accepted(rules(Samples.NOW).decide(entry, SUPPLY, Optional.empty())).reply();
        assertThat(lease.beforeEndEvent().orElseThrow().time()).isEqualTo(at("14:50"));
    }

    @Test
    void cleaningIsPartOfWhatIsLookedFor() {
        GrantWaiting rules = new GrantWaiting(
                ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(40)), Samples.NOW, Ids.counting(1));
        WaitingLease entry = entry(hosts(1, 1), "12:00", "16:00", 30, null);
        assertThat(start(rules.decide(entry, SUPPLY, Optional.empty())))
                .as("half an hour on host 3 and its cleaning would run into 13:00")
                .isEqualTo("14:00 to 14:30");
    }

    @Test
    void moreHostsThanTheMinimumAreTakenWhereTheyAreFree() {
        WaitingLease entry = entry(hosts(1, 3), "16:00", "16:00", 30, null);
        Decision.Accepted<Lease> granted = Samples.accepted(rules(Samples.NOW).decide(entry, SUPPLY, Optional.empty()));
        assertThat(granted.changes()).filteredOn(CalendarChange.LeaseRebooked.class::isInstance)
                .singleElement()
                .satisfies(change -> assertThat(((CalendarChange.LeaseRebooked) change).added())
                        .hasSize(3));
    }
}
