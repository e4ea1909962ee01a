package io.berth.reservation.budget;

import static io.berth.reservation.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The arithmetic of budgets, by examples and against a sum that looks at every minute. */
class JudgeBudgetTest {
    private static final Period DAY = period("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");

    private static Period period(String start, String end) {
        return new Period(Instant.parse(start), Instant.parse(end));
    }

    private static ProjectUse.Slice had(String start, String end, int hosts) {
        return new ProjectUse.Slice(new Period(at(start), at(end)), hosts, hosts);
    }

    private static ProjectUse.Slice gets(String start, String end, int hosts) {
        return new ProjectUse.Slice(new Period(at(start), at(end)), 0, hosts);
    }

    private static ProjectUse.Slice loses(String start, String end, int hosts) {
        return new ProjectUse.Slice(new Period(at(start), at(end)), hosts, 0);
    }

    private static Budget.Limits limits(
            @Nullable Integer hosts, @Nullable Integer hostHours, BudgetPeriod period, @Nullable Integer leaseHours) {
        return new Budget.Limits(hosts, hostHours, period, leaseHours);
    }

    private static Optional<ReservationRefusal> judged(Budget.Limits limits, ProjectUse.Slice... slices) {
        Period booked = List.of(slices).getLast().period();
        return JudgeBudget.decide(
                limits, new JudgeBudget.Asked(Optional.of(booked), new ProjectUse(List.of(slices)), List.of()));
    }

    private static Optional<String> told(Optional<ReservationRefusal> refusal) {
        return refusal.map(each -> each instanceof BudgetExceeded it
                ? it.limit() + it.when() + ": " + it.figures().asked() + " asked, " + it.figures().used() + " used, "
                        + it.figures().left() + " left"
                : each.message());
    }

    @Test
    void hostsAtOneInstantCountWhereTheyOverlap() {
        Budget.Limits five = limits(5, null, BudgetPeriod.MONTH, null);
        assertThat(judged(five, had("10:00", "12:00", 3), gets("12:00", "13:00", 5))).as("back to back").isEmpty();
        assertThat(judged(five, had("10:00", "12:00", 3), gets("11:00", "13:00", 2))).as("as many as there are").isEmpty();
        assertThat(told(judged(five, had("10:00", "12:00", 3), gets("11:00", "13:00", 3))))
                .contains("max_hosts from 2026-03-01T11:00:00Z to 2026-03-01T12:00:00Z: 3 asked, 3 used, 2 left");
    }

    @Test
    void theWorstInstantIsTold() {
        Budget.Limits five = limits(5, null, BudgetPeriod.MONTH, null);
        assertThat(told(judged(five, had("10:00", "16:00", 2), had("12:00", "13:00", 2), gets("11:00", "15:00", 4))))
                .contains("max_hosts from 2026-03-01T12:00:00Z to 2026-03-01T13:00:00Z: 4 asked, 4 used, 1 left");
    }

    @Test
    void whatALeaseGivesUpMakesRoomForWhatItGets() {
        Budget.Limits two = limits(2, 4, BudgetPeriod.DAY, null);
        assertThat(judged(two, loses("10:00", "12:00", 2), gets("11:00", "13:00", 2))).as("moved").isEmpty();
        assertThat(told(judged(two, loses("10:00", "12:00", 2), gets("10:00", "12:30", 2))))
                .contains("max_host_hours from 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z: 1 asked, 4 used, 0 left");
    }

    @Test
    void whatIsTooMuchAlreadyMayShrinkOrStay() {
        Budget.Limits one = limits(1, 1, BudgetPeriod.DAY, 1);
        assertThat(judged(one, loses("10:00", "18:00", 4), gets("10:00", "17:00", 4))).as("shorter").isEmpty();
        assertThat(judged(one, loses("10:00", "18:00", 4), gets("10:00", "18:00", 4))).as("the same").isEmpty();
        assertThat(told(judged(one, had("10:00", "18:00", 4), gets("10:00", "10:06", 1))))
                .contains("max_hosts from 2026-03-01T10:00:00Z to 2026-03-01T10:06:00Z: 1 asked, 4 used, 0 left");
    }

    @Test
    void hoursThatCrossAPeriodsEndCountInEachForTheirPart() {
        Budget.Limits four = limits(null, 4, BudgetPeriod.DAY, null);
        ProjectUse.Slice overMidnight = new ProjectUse.Slice(period("2026-03-01T22:00:00Z", "2026-03-02T02:00:00Z"), 0, 2);
        assertThat(judged(four, overMidnight)).isEmpty();
        assertThat(told(judged(four, had("10:00", "10:30", 1), overMidnight)))
                .contains("max_host_hours from 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z: 4 asked, 0.5 used, 3.5 left");
        ProjectUse.Slice nextDay = new ProjectUse.Slice(period("2026-03-02T12:00:00Z", "2026-03-02T12:00:01Z"), 1, 1);
        assertThat(told(judged(four, nextDay, overMidnight)))
                .contains("max_host_hours from 2026-03-02T00:00:00Z to 2026-03-03T00:00:00Z: 4 asked, 0.01 used, 3.99 left");
    }

    @Test
    void theLengthOfEachLeaseCounts() {
        Budget.Limits day = limits(null, null, BudgetPeriod.MONTH, 24);
        assertThat(length(day, 0, 24 * 60)).isEmpty();
        assertThat(told(length(day, 0, 24 * 60 + 1))).contains("max_lease_hours: 24.02 asked, 0 used, 24 left");
        assertThat(length(day, 30 * 60, 29 * 60)).as("too long before, shorter now").isEmpty();
        assertThat(length(day, 30 * 60, 31 * 60)).isPresent();
    }

    private static Optional<ReservationRefusal> length(Budget.Limits limits, long before, long after) {
        return JudgeBudget.decide(limits, new JudgeBudget.Asked(Optional.empty(), new ProjectUse(List.of()), List.of(
                new JudgeBudget.Length(Duration.ZERO, Duration.ofHours(1)),
                new JudgeBudget.Length(Duration.ofMinutes(before), Duration.ofMinutes(after)))));
    }

    @Test
    void periodsAreThoseOfTheCalendarInUtc() {
        Instant sunday = Instant.parse("2026-03-01T23:59:59Z");
        assertThat(BudgetPeriod.DAY.around(sunday)).isEqualTo(DAY);
        assertThat(BudgetPeriod.WEEK.around(sunday)).isEqualTo(period("2026-02-23T00:00:00Z", "2026-03-02T00:00:00Z"));
        assertThat(BudgetPeriod.MONTH.around(sunday)).isEqualTo(period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"));
        assertThat(BudgetPeriod.WEEK.around(DAY.end())).isEqualTo(period("2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z"));
    }

    @Test
    void aLeaseOfThousandsOfPeriodsIsRefusedAndNotSummedUp() {
        Budget.Limits daily = limits(null, 1_000_000, BudgetPeriod.DAY, null);
        ProjectUse.Slice ages = new ProjectUse.Slice(period("2026-03-01T10:00:00Z", "9999-01-01T00:00:00Z"), 0, 1);
        assertThat(judged(daily, ages)).containsInstanceOf(InvalidInput.class);
    }

    @Test
    void aLeaseOfThousandsOfPeriodsCanBeShortened() {
        Budget.Limits daily = limits(null, 1, BudgetPeriod.DAY, null);
        ProjectUse.Slice ages = new ProjectUse.Slice(period("2026-03-01T10:00:00Z", "9999-01-01T00:00:00Z"), 1, 0);
        ProjectUse.Slice fewer = new ProjectUse.Slice(period("2026-03-01T10:00:00Z", "9998-01-01T00:00:00Z"), 0, 1);
        assertThat(judged(daily, ages, fewer)).isEmpty();
        ProjectUse.Slice more = new ProjectUse.Slice(period("2026-03-01T10:00:00Z", "9999-01-01T00:00:01Z"), 0, 1);
        assertThat(judged(daily, ages, more)).containsInstanceOf(InvalidInput.class);
    }

    @Test
    void itAgreesWithASumOverEveryMinute() {
        Random random = new Random(4);
        for (int round = 0; round < 400; round++) {
            List<ProjectUse.Slice> slices = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                Instant start = DAY.start().plus(random.nextInt(72 * 6) * 10L, ChronoUnit.MINUTES);
                Instant end = start.plus((1 + random.nextInt(36 * 6)) * 10L, ChronoUnit.MINUTES);
                slices.add(new ProjectUse.Slice(new Period(start, end), random.nextInt(3), random.nextInt(3)));
            }
            int hosts = random.nextInt(6);
            int hours = random.nextInt(60);
            ProjectUse use = new ProjectUse(slices);
            Period all = new Period(DAY.start(), DAY.end().plus(6, ChronoUnit.DAYS));
            boolean isRefused = JudgeBudget.decide(
                            limits(hosts, hours, BudgetPeriod.DAY, null),
                            new JudgeBudget.Asked(Optional.of(all), use, List.of()))
                    .isPresent();
            assertThat(isRefused)
                    .as("%d hosts, %d hours a day, %s", hosts, hours, slices)
                    .isEqualTo(isExceededByTheMinute(hosts, hours, slices, all));
        }
    }

    private static boolean isExceededByTheMinute(int hosts, int hours, List<ProjectUse.Slice> slices, Period all) {
        long minutes = Duration.between(all.start(), all.end()).toMinutes();
        long before = 0;
        long after = 0;
        for (long minute = 0; minute < minutes; minute++) {
            Instant time = all.start().plus(minute, ChronoUnit.MINUTES);
            long hostsBefore = 0;
            long hostsAfter = 0;
            for (ProjectUse.Slice slice : slices) {
                if (!time.isBefore(slice.period().start()) && time.isBefore(slice.period().end())) {
                    hostsBefore += slice.before();
                    hostsAfter += slice.after();
                }
            }
            before += hostsBefore;
            after += hostsAfter;
            if (hostsAfter > hosts && hostsAfter > hostsBefore) {
                return true;
            }
            if ((minute + 1) % Duration.ofDays(1).toMinutes() == 0) {
                if (after > hours * 60L && after > before) {
                    return true;
                }
                before = 0;
                after = 0;
            }
        }
        return false;
    }
}
