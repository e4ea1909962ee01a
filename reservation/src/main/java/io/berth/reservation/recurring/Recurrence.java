package io.berth.reservation.recurring;

import io.berth.base.Decision;
import io.berth.reservation.recurring.RecurringRefusal.BadRule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * When something comes again (RFC 5545 §3.3.10). The rule is worked out on the clock of the time zone, so that what is at nine is at
 * nine in summer too; a local time that a change of the clock leaves out or repeats is resolved as the RFC says (§3.3.5), but
 * the first stays at the instant that was asked for. Pure.
 *
 * @param rule as in RFC 5545, without {@code RRULE:}; it must end, by COUNT or UNTIL
 * @param zone an IANA name
 */
public record Recurrence(String rule, String zone) {
    /** A year of days. */
    public static final int OCCURRENCES_MAX = 366;

    /** How far ahead the last may be. */
    static final Duration HORIZON = Duration.ofDays(5 * 366);

    /** The last that a date of the API can name. */
    static final int YEAR_MAX = 9999;

    private static final int RULE_LENGTH_MAX = 500;
    /** More days than the horizon has: what is larger only costs time. */
    private static final int INTERVAL_MAX = 2_000;

    private static final Set<Freq> FREQUENCIES = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    /**
     * The starts of all occurrences, in order, each once: where the clock goes forward two local times can be one instant.
     *
     * @param first must be one of them: the rule cannot mean anything else
     */
    Decision<List<Instant>> starts(Instant first) {
        try {
            ZoneId in = region();
            LocalDateTime start = LocalDateTime.ofInstant(first, in);
            return start.getYear() > YEAR_MAX ? tooLate() : starts(bounded(in), start, first, in);
        } catch (InvalidRecurrenceRuleException malformed) {
            return bad("Malformed parameter rrule: " + malformed.getMessage());
        } catch (BadRecurrence fault) {
            return bad(fault.getMessage());
        }
    }

    ZoneId region() throws BadRecurrence {
        // An offset such as +02:00 is a ZoneId too, but no place whose clock could be meant.
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new BadRecurrence("Unknown time_zone " + zone + ": it must be an IANA name like Europe/Berlin");
        }
        return ZoneId.of(zone);
    }

    private RecurrenceRule bounded(ZoneId in) throws InvalidRecurrenceRuleException, BadRecurrence {
        if (rule.length() > RULE_LENGTH_MAX) {
            throw new BadRecurrence("Malformed parameter rrule (at most " + RULE_LENGTH_MAX + " characters)");
        }
        RecurrenceRule parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
        if (parsed.isInfinite()) {
            throw new BadRecurrence("The rrule must end: say COUNT or UNTIL");
        }
        if (!FREQUENCIES.contains(parsed.getFreq()) || parsed.hasPart(Part.BYSECOND) || parsed.hasPart(Part.RSCALE)) {
            throw new BadRecurrence("The rrule must be DAILY, WEEKLY, MONTHLY or YEARLY, without BYSECOND and RSCALE");
        }
        if (parsed.getInterval() > INTERVAL_MAX) {
            throw new BadRecurrence("The rrule's INTERVAL must be at most " + INTERVAL_MAX);
        }
        DateTime until = parsed.getUntil();
        if (until != null) {
            parsed.setUntil(floating(until(until, in)));
        }
        return parsed;
    }

    /** A day counts whole; what is given in UTC is meant so, all else by the zone's clock. */
    private static LocalDateTime until(DateTime until, ZoneId in) throws BadRecurrence {
        try {
            if (until.isAllDay()) {
                return LocalDateTime.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth(), 23, 59);
            }
            LocalDateTime given = local(until);
            return until.isFloating() ? given : given.atZone(ZoneOffset.UTC).withZoneSameInstant(in).toLocalDateTime();
        } catch (DateTimeException noSuchDate) {
            // The library takes any digits: the 31st of February, the 25th hour.
            throw new BadRecurrence("Malformed parameter rrule: UNTIL is no date: " + noSuchDate.getMessage());
        }
    }

    private static DateTime floating(LocalDateTime time) {
        return new DateTime(
                time.getYear(), time.getMonthValue() - 1, time.getDayOfMonth(), time.getHour(), time.getMinute(), time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(), time.getMonth() + 1, time.getDayOfMonth(), time.getHours(), time.getMinutes(), time.getSeconds());
    }

    /** @param asked when {@code first} is: a clock that goes back shows it twice */
    private static Decision<List<Instant>> starts(RecurrenceRule rule, LocalDateTime first, Instant asked, ZoneId in) {
        SortedSet<Instant> starts = new TreeSet<>();
        LocalDateTime end = first.plus(HORIZON);
        try {
            RecurrenceRuleIterator times = rule.iterator(floating(first));
            while (times.hasNext()) {
                LocalDateTime time = local(times.nextDateTime());
                if (starts.isEmpty() && !time.equals(first)) {
                    return bad("The lease's start, " + first + " in " + in + ", is no occurrence of the rrule: the first is " + time);
                }
                if (starts.size() == OCCURRENCES_MAX) {
                    return bad("The rrule has more than " + OCCURRENCES_MAX + " occurrences");
                }
                if (time.isAfter(end)) {
                    return bad("The rrule goes on for more than " + HORIZON.toDays() + " days");
                }
                if (time.getYear() > YEAR_MAX) {
                    return tooLate();
                }
                starts.add(starts.isEmpty() ? asked : instant(time, asked, in));
            }
        } catch (IllegalArgumentException | IllegalStateException never) {
            // The library gives up on rules such as the 30th of February or, in its own way, the 50th Monday of a week.
            return bad("The rrule has no occurrences, or too few");
        } catch (IndexOutOfBoundsException notServed) {
            // It cannot count 366 days back from the end of a year that has 365.
            return bad("The rrule cannot be worked out: some years have no day that it names");
        }
        return starts.isEmpty() ? bad("The rrule has no occurrences") : Decision.accept(List.of(), List.copyOf(starts));
    }

    /** The earlier one where there are two, unless that is before the first. */
    private static Instant instant(LocalDateTime time, Instant first, ZoneId in) {
        ZonedDateTime earlier = time.atZone(in);
        return (earlier.toInstant().isBefore(first) ? earlier.withLaterOffsetAtOverlap() : earlier).toInstant();
    }

    private static Decision<List<Instant>> tooLate() {
        return bad("The rrule goes on beyond the year " + YEAR_MAX);
    }

    private static Decision<List<Instant>> bad(String message) {
        return Decision.refuse(new BadRule(message));
    }

    /** What is wrong, in words. */
    static final class BadRecurrence extends Exception {
        BadRecurrence(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
