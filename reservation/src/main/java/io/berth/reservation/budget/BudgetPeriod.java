package io.berth.reservation.budget;

import io.berth.reservation.calendar.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For how long a number of host-hours is given: calendar days, weeks from Monday on, or calendar months, in UTC. */
public enum BudgetPeriod {
    DAY,
    WEEK,
    MONTH;

    /** As on the wire and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<BudgetPeriod> named(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /** The one that the instant lies in. */
    public Period around(Instant instant) {
        LocalDate day = instant.atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (this) {
            case DAY -> between(day, day.plusDays(1));
            case WEEK -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield between(monday, monday.plusWeeks(1));
            }
            case MONTH -> between(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
        };
    }

    private static Period between(LocalDate start, LocalDate end) {
        return new Period(
                start.atStartOfDay().toInstant(ZoneOffset.UTC), end.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
