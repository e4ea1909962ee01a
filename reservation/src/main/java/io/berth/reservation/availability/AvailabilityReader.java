package io.berth.reservation.availability;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.requirement.Requirement;
import io.berth.reservation.requirement.RequirementParser;
import io.berth.reservation.wire.BerthTime;
import io.berth.reservation.wire.KnownNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about the calendar, from query strings. Times are ISO 8601 in UTC, {@code 2026-01-31T12:00:00Z}, or {@code now}. */
final class AvailabilityReader {
    /** How far the calendar is searched unless the question says otherwise, and at most. */
    static final Duration SEARCH = Duration.ofDays(90);

    static final Duration SEARCH_MAX = Duration.ofDays(366);

    /** What a calendar is asked for. */
    static final Set<String> TIMES = Set.of("start", "end");

    /** What hosts that are free are asked for. */
    static final Set<String> FREE = Set.of("start", "end", "hypervisor_properties", "resource_properties");

    /** What a wish says. */
    static final Set<String> WISH =
            Set.of("hosts", "hours", "from", "until", "k", "hypervisor_properties", "resource_properties");

    private static final int HOSTS_MAX = 100_000;
    private static final int WINDOWS_MAX = 100;
    /** 366 days. */
    private static final BigDecimal HOURS_MAX = BigDecimal.valueOf(8_784);

    private static final int NUMBER_LENGTH_MAX = 12;

    private AvailabilityReader() {}

    /** A name that is mistyped would have another question answered. @throws HttpProblem 400 that says which there are */
    static Query known(Query query, Set<String> names) {
        KnownNames.require(
                query.names(), names, (name, all) -> new HttpProblem(400, "unknown parameter " + Json.text(name) + ": " + all));
        return query;
    }

    /** A day from now on, where neither is said. */
    static Period window(Query query, Instant now) {
        Instant start = time(query, "start", now).orElse(now);
        return period(start, time(query, "end", now).orElse(start.plus(1, ChronoUnit.DAYS)), "end", "start");
    }

    static Availability.Wish wish(Query query, Instant now) {
        Instant from = time(query, "from", now).filter(time -> time.isAfter(now)).orElse(now);
        Instant until = time(query, "until", now).orElse(from.plus(SEARCH));
        Period within = period(from, until, "until", "from");
        if (Duration.between(from, until).compareTo(SEARCH_MAX) > 0) {
            throw new HttpProblem(400, "at most " + SEARCH_MAX.toDays() + " days are searched: until is too late");
        }
        return new Availability.Wish(
                requirements(query), number(query, "hosts", 1, HOSTS_MAX), length(query), within, number(query, "k", 1, WINDOWS_MAX));
    }

    static List<Requirement> requirements(Query query) {
        return List.of(requirement(query, "hypervisor_properties"), requirement(query, "resource_properties"));
    }

    private static Requirement requirement(Query query, String name) {
        String text = query.last(name).orElse("");
        return RequirementParser.parse(text)
                .orElseThrow(() -> new HttpProblem(400, "Malformed requirements " + RequirementParser.shown(text)));
    }

    private static Period period(Instant start, Instant end, String endName, String startName) {
        if (!start.isBefore(end)) {
            throw new HttpProblem(400, endName + " must be after " + startName);
        }
        return new Period(start, end);
    }

    private static Optional<Instant> time(Query query, String name, Instant now) {
        return query.last(name).map(text -> BerthTime.read(name, text, now));
    }

    private static Duration length(Query query) {
        String text = query.last("hours").orElseThrow(() -> new HttpProblem(400, "say for how long: hours=24"));
        if (text.length() <= NUMBER_LENGTH_MAX && text.matches("\\d+(\\.\\d+)?")) {
            BigDecimal hours = new BigDecimal(text);
            long minutes = hours.min(HOURS_MAX).multiply(BigDecimal.valueOf(60)).longValue();
            if (hours.compareTo(HOURS_MAX) <= 0 && minutes > 0) {
                return Duration.ofMinutes(minutes);
            }
        }
        throw new HttpProblem(400, "hours must be a number from a minute (0.017) to " + HOURS_MAX);
    }

    private static int number(Query query, String name, int standard, int max) {
        String text = query.last(name).orElse(Integer.toString(standard));
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        }
        throw new HttpProblem(400, name + " must be a whole number from 1 to " + max);
    }
}
