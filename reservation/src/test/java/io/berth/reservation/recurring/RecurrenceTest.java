package io.berth.reservation.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static String starts(String rule, String zone, String first) {
        return new Recurrence(rule, zone)
                .starts(Instant.parse(first))
                .fold(starts -> String.join(" ", starts.stream().map(Instant::toString).toList()).replace(":00Z", ""),
                        refusal -> refusal.message());
    }

    /** 7 December 2026 is a Monday. Clocks in Berlin go forward on 28 March 2027 at 02:00, back on 31 October at 03:00. */
    @ParameterizedTest(name = "{0} in {1} from {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=WEEKLY;COUNT=3;BYDAY=MO     | UTC           | 2026-12-07T09:00:00Z | 2026-12-07T09:00 2026-12-14T09:00 2026-12-21T09:00
            freq=daily;count=2               | UTC           | 2026-12-07T09:00:00Z | 2026-12-07T09:00 2026-12-08T09:00
            FREQ=WEEKLY;COUNT=3              | Europe/Berlin | 2027-03-21T08:00:00Z | 2027-03-21T08:00 2027-03-28T07:00 2027-04-04T07:00
            FREQ=DAILY;COUNT=3               | Europe/Berlin | 2027-03-27T01:30:00Z | 2027-03-27T01:30 2027-03-28T01:30 2027-03-29T00:30
            FREQ=DAILY;COUNT=3               | Europe/Berlin | 2027-10-30T00:30:00Z | 2027-10-30T00:30 2027-10-31T00:30 2027-11-01T01:30
            FREQ=DAILY;COUNT=2               | Europe/Berlin | 2027-10-31T01:30:00Z | 2027-10-31T01:30 2027-11-01T01:30
            FREQ=DAILY;UNTIL=20261209T090000Z | UTC          | 2026-12-07T09:00:00Z | 2026-12-07T09:00 2026-12-08T09:00 2026-12-09T09:00
            FREQ=DAILY;UNTIL=20261209T085959Z | UTC          | 2026-12-07T09:00:00Z | 2026-12-07T09:00 2026-12-08T09:00
            FREQ=DAILY;UNTIL=20261208        | Europe/Berlin | 2026-12-07T22:30:00Z | 2026-12-07T22:30 2026-12-08T22:30
            FREQ=DAILY;UNTIL=20261208T080000Z | Europe/Berlin | 2026-12-07T08:00:00Z | 2026-12-07T08:00 2026-12-08T08:00
            FREQ=DAILY;UNTIL=20261208T090000 | Europe/Berlin | 2026-12-07T08:00:00Z | 2026-12-07T08:00 2026-12-08T08:00
            FREQ=MONTHLY;BYDAY=-1FR;COUNT=2  | UTC           | 2026-12-25T09:00:00Z | 2026-12-25T09:00 2027-01-29T09:00
            FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3 | UTC         | 2026-12-31T09:00:00Z | 2026-12-31T09:00 2027-01-31T09:00 2027-03-31T09:00
            FREQ=DAILY;COUNT=4;BYHOUR=1,2,3  | Europe/Berlin | 2027-03-28T00:00:00Z | 2027-03-28T00:00 2027-03-28T01:00 2027-03-28T23:00
            FREQ=DAILY;COUNT=3;BYHOUR=2;BYMINUTE=30,45 | Europe/Berlin | 2027-10-31T01:30:00Z | 2027-10-31T01:30 2027-10-31T01:45 2027-11-01T01:30
            FREQ=DAILY;COUNT=2;BYHOUR=9,15   | UTC           | 2026-12-07T09:00:00Z | 2026-12-07T09:00 2026-12-07T15:00
            """)
    void occurrencesAreThoseOfTheRfcOnTheZonesClock(String rule, String zone, String first, String expected) {
        assertThat(starts(rule, zone, first)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=DAILY                         | The rrule must end: say COUNT or UNTIL
            FREQ=HOURLY;COUNT=2                | The rrule must be DAILY, WEEKLY, MONTHLY or YEARLY, without BYSECOND and RSCALE
            FREQ=DAILY;COUNT=2;BYSECOND=1      | The rrule must be DAILY, WEEKLY, MONTHLY or YEARLY, without BYSECOND and RSCALE
            RSCALE=JULIAN;FREQ=DAILY;COUNT=2   | The rrule must be DAILY, WEEKLY, MONTHLY or YEARLY, without BYSECOND and RSCALE
            FREQ=DAILY;INTERVAL=2147483647;COUNT=3 | The rrule's INTERVAL must be at most 2000
            FREQ=DAILY;COUNT=367               | The rrule has more than 366 occurrences
            FREQ=YEARLY;COUNT=7                | The rrule goes on for more than 1830 days
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5 | The rrule has no occurrences, or too few
            FREQ=WEEKLY;BYDAY=MO;BYSETPOS=50;COUNT=3 | The rrule has no occurrences, or too few
            FREQ=DAILY;BYSETPOS=2;BYDAY=MO;COUNT=2   | The rrule has no occurrences, or too few
            FREQ=YEARLY;UNTIL=20270601;BYYEARDAY=-366;BYDAY=MO | The rrule cannot be worked out: some years have no day that it names
            FREQ=DAILY;UNTIL=20261206          | The rrule has no occurrences
            FREQ=DAILY;UNTIL=20270231          | ~Malformed parameter rrule: UNTIL is no date
            FREQ=DAILY;UNTIL=20271345T000000Z  | ~Malformed parameter rrule: UNTIL is no date
            FREQ=DAILY;UNTIL=20261210T250000Z  | ~Malformed parameter rrule: UNTIL is no date
            FREQ=DAILY;UNTIL=20261210T006100   | ~Malformed parameter rrule: UNTIL is no date
            FREQ=WEEKLY;COUNT=2;BYDAY=TU       | The lease's start, 2026-12-07T09:00 in UTC, is no occurrence of the rrule: the first is 2026-12-08T09:00
            FREQ=DAILY;COUNT=2;COUNT=3         | Malformed parameter rrule: duplicate part COUNT in FREQ=DAILY;COUNT=2;COUNT=3
            FREQ=DAILY;COUNT=0                 | Malformed parameter rrule: int value out of range: 0
            RRULE:FREQ=DAILY;COUNT=3           | Malformed parameter rrule: invalid part RRULE:FREQ in RRULE:FREQ=DAILY;COUNT=3
            """)
    void whatCannotBeServedIsRefusedInWords(String rule, String expected) {
        String message = starts(rule, "UTC", "2026-12-07T09:00:00Z");
        if (expected.startsWith("~")) {
            assertThat(message).startsWith(expected.substring(1));
        } else {
            assertThat(message).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} in {1} from {2}")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=YEARLY;COUNT=4 | UTC                | 9998-01-01T09:00:00Z
            FREQ=DAILY;COUNT=2  | UTC                | 9999-12-31T09:00:00Z
            FREQ=DAILY;COUNT=1  | Pacific/Kiritimati | 9999-12-31T23:00:00Z
            """)
    void noYearHasMoreThanFourDigits(String rule, String zone, String first) {
        assertThat(starts(rule, zone, first)).isEqualTo("The rrule goes on beyond the year 9999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "+02:00", "UTC+2", "Z", "europe/berlin", ""})
    void aZoneMustBeAPlacesThatIsKnown(String zone) {
        assertThat(starts("FREQ=DAILY;COUNT=2", zone, "2026-12-07T09:00:00Z"))
                .isEqualTo("Unknown time_zone " + zone + ": it must be an IANA name like Europe/Berlin");
    }

    @Test
    void aRuleWithoutEndIsNotEvenBegun() {
        List<String> refused = List.of("", "x", "FREQ=", "FREQ=NEVER;COUNT=1", ";".repeat(400), "FREQ=DAILY;COUNT=1;X=" + "1".repeat(600));
        assertThat(refused).allSatisfy(rule ->
                assertThat(starts(rule, "UTC", "2026-12-07T09:00:00Z")).startsWith("Malformed parameter rrule"));
    }
}
