package io.berth.reservation.calendar;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hostId;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseBookingsTest {
    private static final UUID LEASE = new UUID(2, 1);
    private static final UUID RESERVATION = new UUID(3, 1);

    private final Ids ids = Ids.counting(1);

    private List<Booking> booked(int host, String start, String end, int cleaningMinutes) {
        return LeaseBookings.of(LEASE, RESERVATION, hostId(host), period(start, end), Duration.ofMinutes(cleaningMinutes), ids);
    }

    private static Period period(String start, String end) {
        return new Period(at(start), at(end));
    }

    private static List<String> shown(List<Booking> bookings) {
        return bookings.stream()
                .map(each -> each.kind() + " " + each.period().start().toString().substring(11, 16) + "-"
                        + each.period().end().toString().substring(11, 16))
                .toList();
    }

    @Test
    void aBookingIsFollowedByItsCleaning() {
        assertThat(shown(booked(1, "12:00", "13:00", 0))).containsExactly("LEASE 12:00-13:00");
        List<Booking> cleaned = booked(1, "12:00", "13:00", 20);
        assertThat(shown(cleaned)).containsExactly("LEASE 12:00-13:00", "CLEANING 13:00-13:20");
        assertThat(cleaned).allSatisfy(each -> {
            assertThat(each.leaseId()).isEqualTo(LEASE);
            assertThat(each.reservationId()).isEqualTo(RESERVATION);
            assertThat(each.hostId()).isEqualTo(hostId(1));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # before it began: nothing was used, nothing is to be cleaned
            11:00 | ''
            12:00 | ''
            # while it runs: cut, and cleaned at once
            12:30 | LEASE 12:00-12:30, CLEANING 12:30-12:50
            # at its planned end and later: as planned
            13:00 | LEASE 12:00-13:00, CLEANING 13:00-13:20
            13:10 | LEASE 12:00-13:00, CLEANING 13:00-13:20
            15:00 | LEASE 12:00-13:00, CLEANING 13:00-13:20
            """)
    void endingCutsWhatWasUsedAndCleansAtOnce(String now, String expected) {
        List<Booking> after = LeaseBookings.endingAt(at(now), booked(1, "12:00", "13:00", 20), ids);
        assertThat(String.join(", ", shown(after))).isEqualTo(expected);
    }

    @Test
    void endingKeepsEachHostsOwnCleaning() {
        List<Booking> both = new ArrayList<>(booked(1, "12:00", "13:00", 20));
        both.addAll(booked(2, "12:00", "13:00", 0));
        List<Booking> after = LeaseBookings.endingAt(at("12:30"), both, ids);
        assertThat(after).extracting(Booking::hostId).containsExactly(hostId(1), hostId(1), hostId(2));
        assertThat(shown(after)).containsExactly("LEASE 12:00-12:30", "CLEANING 12:30-12:50", "LEASE 12:00-12:30");
    }

    @Test
    void sharesOfAHostThatAreAlikeKeepACleaningEach() {
        LeaseBookings.Part part = new LeaseBookings.Part(hostId(1), new Share(1, new TreeMap<>(Map.of("VCPU", 2L))));
        List<Booking> alike = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            alike.addAll(LeaseBookings.of(LEASE, RESERVATION, part, period("12:00", "13:00"), Duration.ofMinutes(20), ids));
        }
        assertThat(LeaseBookings.endingAt(at("13:00"), alike, ids)).containsExactlyInAnyOrderElementsOf(alike);
        assertThat(LeaseBookings.cleanings(alike).values()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whatIsWantedAlreadyIsLeftAlone() {
        List<Booking> before = booked(1, "12:00", "13:00", 20);
        List<Booking> after = booked(1, "12:00", "13:00", 20);
        assertThat(LeaseBookings.change(LEASE, before, after, Map.of(hostId(1), 7L))).isEmpty();
        assertThat(LeaseBookings.change(LEASE, List.of(), List.of(), Map.of())).isEmpty();
    }

    @Test
    void onlyTheDifferenceIsWritten() {
        List<Booking> kept = booked(1, "12:00", "13:00", 0);
        List<Booking> moved = booked(2, "12:00", "13:00", 0);
        List<Booking> dropped = booked(3, "12:00", "13:00", 0);
        List<Booking> later = booked(2, "12:00", "14:00", 0);
        List<Booking> fresh = booked(4, "12:00", "14:00", 0);

        LeaseRebooked change = (LeaseRebooked) LeaseBookings.change(
                        LEASE,
                        all(kept, moved, dropped),
                        all(booked(1, "12:00", "13:00", 0), later, fresh),
                        Map.of(hostId(1), 10L, hostId(2), 20L, hostId(4), 40L))
                .orElseThrow();

        assertThat(change.removed()).containsExactly(moved.getFirst().id(), dropped.getFirst().id());
        assertThat(change.added()).containsExactly(later.getFirst(), fresh.getFirst());
        assertThat(change.claimed()).isEqualTo(new TreeMap<>(Map.of(hostId(2), 20L, hostId(4), 40L)));
        assertThat(change.freed()).isEqualTo(new TreeSet<>(List.of(hostId(3))));
    }

    /** Shrinking asks nobody: there is no revision at which it would be wrong. */
    @Test
    void shrinkingNeedsNoRevision() {
        LeaseRebooked change = (LeaseRebooked) LeaseBookings.change(
                        LEASE, booked(1, "12:00", "13:00", 0), booked(1, "12:00", "12:30", 0), Map.of())
                .orElseThrow();
        assertThat(change.claimed()).isEmpty();
        assertThat(change.freed()).containsExactly(hostId(1));
    }

    @SafeVarargs
    private static List<Booking> all(List<Booking>... lists) {
        return Arrays.stream(lists).flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "10:00, 11:00, 11:00, 12:00, false",
        "10:00, 11:01, 11:00, 12:00, true",
        "10:00, 13:00, 11:00, 12:00, true",
        "11:10, 11:20, 11:00, 12:00, true",
        "12:00, 13:00, 11:00, 12:00, false",
    })
    void periodsThatTouchDoNotOverlap(String start, String end, String otherStart, String otherEnd, boolean overlap) {
        Period one = period(start, end);
        Period other = period(otherStart, otherEnd);
        assertThat(one.overlaps(other)).isEqualTo(overlap);
        assertThat(other.overlaps(one)).isEqualTo(overlap);
    }
}
