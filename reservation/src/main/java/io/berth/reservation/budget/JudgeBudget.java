package io.berth.reservation.budget;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a change of a project's bookings is within its budget. What makes nothing larger is, though the budget be exceeded: it
 * may have been made smaller since. Pure.
 */
final class JudgeBudget {
    static final String MAX_HOSTS = "max_hosts";
    static final String MAX_HOST_HOURS = "max_host_hours";
    static final String MAX_LEASE_HOURS = "max_lease_hours";

    /** A hundred years of months. */
    static final int PERIODS_MAX = 1_200;

    private static final BigDecimal MICROS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).dividedBy(ChronoUnit.MICROS.getDuration()));

    /** Hours are told in hundredths: what is asked and used rounded up, what is left rounded down. */
    private static final int HOURS_SCALE = 2;

    private JudgeBudget() {}

    /**
     * @param booked from the first to the last instant of what the change adds; absent where it adds nothing
     * @param use all that the project has in the budget's periods around that
     * @param lengths of the leases that are new or change
     */
    record Asked(Optional<Period> booked, ProjectUse use, List<Length> lengths) {
        Asked {
            lengths = List.copyOf(lengths);
        }
    }

    /** How long a lease is before, zero for a new one, and after. */
    record Length(Duration before, Duration after) {}

    static Optional<ReservationRefusal> decide(Budget.Limits limits, Asked asked) {
        return asked.lengths().stream()
                .flatMap(length -> tooLong(limits, length).stream())
                .findFirst()
                .or(() -> asked.booked().flatMap(booked ->
                        tooManyHosts(limits, asked.use()).or(() -> tooManyHours(limits, asked.use(), booked))));
    }

    private static Optional<ReservationRefusal> tooLong(Budget.Limits limits, Length length) {
        Integer max = limits.maxLeaseHours();
        if (max == null
                || length.after().compareTo(Duration.ofHours(max)) <= 0
                || length.after().compareTo(length.before()) <= 0) {
            return Optional.empty();
        }
        BigDecimal hours = hours(micros(length.after()), RoundingMode.UP);
        return Optional.of(new BudgetExceeded(
                MAX_LEASE_HOURS,
                new BudgetExceeded.Figures(BigDecimal.valueOf(max), hours, BigDecimal.ZERO, BigDecimal.valueOf(max)),
                ""));
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    private static Optional<ReservationRefusal> tooManyHosts(Budget.Limits limits, ProjectUse use) {
        Integer max = limits.maxHosts();
        return max == null
                ? Optional.empty()
                : use.highestBeyond(max).map(level -> new BudgetExceeded(
                        MAX_HOSTS,
                        new BudgetExceeded.Figures(
                                BigDecimal.valueOf(max),
                                BigDecimal.valueOf(level.hosts().after() - level.hosts().before()),
                                BigDecimal.valueOf(level.hosts().before()),
                                BigDecimal.valueOf(Math.max(0, max - level.hosts().before()))),
                        text(level.period())));
    }

    private static Optional<ReservationRefusal> tooManyHours(Budget.Limits limits, ProjectUse use, Period booked) {
        Integer max = limits.maxHostHours();
        if (max == null) {
            return Optional.empty();
        }
        long limit = BigDecimal.valueOf(max).multiply(MICROS_PER_HOUR).longValueExact();
        Instant from = booked.start();
        for (int i = 0; i < PERIODS_MAX; i++) {
            Period period = limits.period().around(from);
            ProjectUse.Amount used = use.within(period);
            if (used.hasGrownBeyond(limit)) {
                return Optional.of(new BudgetExceeded(MAX_HOST_HOURS, figures(max, limit, used), text(period)));
            }
            if (!period.end().isBefore(booked.end())) {
                return Optional.empty();
            }
            from = period.end();
        }
        ProjectUse.Amount all = use.within(booked);
        return all.after() <= all.before()
                ? Optional.empty()
                : Optional.of(new InvalidInput("The project has a budget of host-hours a " + limits.period().text()
                        + ": a lease may last at most " + PERIODS_MAX + " of them"));
    }

    private static BudgetExceeded.Figures figures(int max, long limit, ProjectUse.Amount used) {
        return new BudgetExceeded.Figures(
                BigDecimal.valueOf(max),
                hours(used.after() - used.before(), RoundingMode.UP),
                hours(used.before(), RoundingMode.UP),
                hours(Math.max(0, limit - used.before()), RoundingMode.DOWN));
    }

    static BigDecimal hours(long micros, RoundingMode rounding) {
        return new BigDecimal(BigDecimal.valueOf(micros)
                .divide(MICROS_PER_HOUR, HOURS_SCALE, rounding)
                .stripTrailingZeros()
                .toPlainString());
    }

    private static String text(Period period) {
        return " from " + period.start() + " to " + period.end();
    }
}
