package io.berth.reservation.lease;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.refusal.ReservationRefusal.BeforeEndOutOfLease;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time is 12:00:30. A dash leaves a date as it is. */
class WindowChangeTest {

    private static Lease lease(String status, String start, String end) {
        Lease pending = Leases.pending(start, end);
        return switch (status) {
            case "active" -> Leases.started(pending);
            case "ended" -> Leases.ended(Leases.started(pending));
            default -> pending;
        };
    }

    private static WindowChange change(Lease lease, String start, String end, String beforeEnd) {
        return WindowChange.of(Leases.moving(asked(start), asked(end), asked(beforeEnd)), lease, NOW);
    }

    private static @Nullable String asked(String text) {
        return Optional.of(text).filter(it -> !it.equals("-")).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # not started: any window ahead
            pending | 13:00 | 14:00 | -     | 15:00 | ''
            pending | 13:00 | 14:00 | 12:30 | -     | ''
            pending | 13:00 | 14:00 | now   | -     | ''
            pending | 13:00 | 14:00 | 12:00 | -     | ''
            pending | 13:00 | 14:00 | 18:00 | 19:00 | ''
            pending | 13:00 | 14:00 | -     | 13:01 | ''
            pending | 13:00 | 14:00 | 11:59 | -     | Start date must be later than current date
            pending | 13:00 | 14:00 | 14:00 | -     | End date must be later than current and start date
            pending | 13:00 | 14:00 | 15:00 | 14:30 | End date must be later than current and start date
            pending | 13:00 | 14:00 | -     | 13:00 | End date must be later than current and start date
            pending | 13:00 | 14:00 | -     | now   | End date must be later than current and start date
            pending | 13:00 | 14:00 | -     | 11:00 | End date must be later than current and start date
            pending | 13:00 | 14:00 | now   | now   | End date must be later than current and start date
            # in the minute of its start, with the start still to come, it can still be moved
            pending | 12:00 | 14:00 | 13:00 | -     | ''
            pending | 12:00 | 14:00 | -     | 15:00 | ''
            # its start overdue: as good as started
            pending | 11:00 | 14:00 | 13:00 | -     | Cannot modify the start date of already started leases
            pending | 11:00 | 14:00 | -     | 15:00 | ''
            pending | 10:00 | 11:00 | -     | 15:00 | Terminated leases can only be renamed
            # started: only its end moves
            active  | 11:00 | 14:00 | 11:00 | 15:00 | ''
            active  | 11:00 | 14:00 | 11:30 | -     | Cannot modify the start date of already started leases
            active  | 11:00 | 14:00 | now   | 11:00 | Cannot modify the start date of already started leases
            active  | 12:00 | 14:00 | 13:00 | -     | Cannot modify the start date of already started leases
            active  | 11:00 | 14:00 | -     | 12:01 | ''
            active  | 11:00 | 14:00 | -     | 12:00 | ''
            active  | 11:00 | 14:00 | -     | now   | ''
            active  | 11:00 | 14:00 | -     | 11:59 | End date must be later than current and start date
            active  | 11:00 | 14:00 | -     | 10:00 | End date must be later than current and start date
            # in the minute of its end, which is still to come, it can be prolonged
            active  | 11:00 | 12:00 | -     | 13:00 | ''
            active  | 11:00 | 12:00 | -     | now   | ''
            active  | 10:00 | 11:00 | -     | 13:00 | Terminated leases can only be renamed
            # ended in its first minute by the word, never by a date: a lease is not empty
            active  | 12:00 | 14:00 | -     | now   | ''
            active  | 12:00 | 14:00 | -     | 12:00 | End date must be later than current and start date
            # the clock was set back: its start is still to come
            active  | 13:00 | 14:00 | -     | now   | End date must be later than current and start date
            active  | 13:00 | 14:00 | -     | 13:30 | ''
            # ended
            ended   | 10:00 | 11:00 | -     | 13:00 | Terminated leases can only be renamed
            ended   | 11:00 | 12:00 | -     | 13:00 | Terminated leases can only be renamed
            ended   | 10:00 | 14:00 | -     | 13:00 | Terminated leases can only be renamed
            ended   | 10:00 | 11:00 | 13:00 | 14:00 | Cannot modify the start date of already started leases
            """)
    void datesMayMoveOnlySo(String status, String start, String end, String newStart, String newEnd, String refusal) {
        WindowChange change = change(lease(status, start, end), newStart, newEnd, "-");
        String answer = switch (change) {
            case WindowChange.Accepted accepted -> "";
            case WindowChange.Refused refused -> refused.refusal().message();
        };
        assertThat(answer).isEqualTo(refusal);
    }

    /** Of the newly asked window, not of the old one. */
    @ParameterizedTest
    @CsvSource({
        "-, -, 13:30, true", "-, -, 13:00, false", "-, -, 14:00, false", "-, -, 12:59, false", "-, -, 14:01, false",
        "-, 16:00, 15:00, true", "-, 16:00, 16:00, false", "-, 13:20, 13:30, false", "13:40, -, 13:30, false",
    })
    void beforeEndMustLieInTheNewWindow(String start, String end, String beforeEnd, boolean isAccepted) {
        WindowChange change = change(lease("pending", "13:00", "14:00"), start, end, beforeEnd);
        assertThat(change instanceof WindowChange.Accepted).isEqualTo(isAccepted);
        if (change instanceof WindowChange.Refused refused) {
            assertThat(refused.refusal()).isEqualTo(new BeforeEndOutOfLease());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pending, 13:00, 15:00, -, -, true",
        "pending, 13:00, 15:00, 13:30, 14:30, true",
        "pending, 13:00, 15:00, 12:59, -, false",
        "pending, 13:00, 15:00, -, 15:01, false",
        "pending, 13:00, 15:00, 14:00, 16:00, false",
        "active, 11:00, 15:00, -, 14:00, true",
        "active, 11:00, 15:00, -, 16:00, false",
    })
    void whatOnlyShrinksIsWithinTheOldWindow(String status, String start, String end, String newStart, String newEnd, boolean isWithin) {
        WindowChange.Accepted change = (WindowChange.Accepted) change(lease(status, start, end), newStart, newEnd, "-");
        assertThat(change.isWithinOld()).isEqualTo(isWithin);
        assertThat(change.endsNow()).isFalse();
    }

    @Test
    void hostsAreAskedForTheTimeThatIsStillToCome() {
        WindowChange.Accepted pending = (WindowChange.Accepted) change(lease("pending", "13:00", "14:00"), "-", "15:00", "-");
        assertThat(pending.hosts()).isEqualTo(new Period(at("13:00"), at("15:00")));
        WindowChange.Accepted active = (WindowChange.Accepted) change(lease("active", "11:00", "14:00"), "-", "15:00", "-");
        assertThat(active.hosts()).isEqualTo(new Period(NOW, at("15:00")));
        assertThat(active.start()).as("what clients see").isEqualTo(at("11:00"));
        WindowChange.Accepted soon = (WindowChange.Accepted) change(lease("pending", "13:00", "14:00"), "now", "-", "-");
        assertThat(soon.hosts()).isEqualTo(new Period(NOW, at("14:00")));
    }

    @Test
    void aStartedLeaseEndsThisInstantWhenItsEndIsNow() {
        WindowChange.Accepted change = (WindowChange.Accepted) change(lease("active", "12:00", "14:00"), "-", "now", "-");
        assertThat(change.endsNow()).isTrue();
        assertThat(change.end()).isEqualTo(at("12:00"));
        assertThat(change.hosts()).isEqualTo(new Period(NOW, NOW.plus(1, ChronoUnit.MICROS)));
    }
}
