package io.berth.reservation.recurring;

import io.berth.base.Characters;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.recurring.Recurrence.BadRecurrence;
import io.berth.reservation.recurring.RecurringRefusal.BadRule;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks for a lease again and again.
 *
 * @param lease the first occurrence; all are as long
 * @param exceptions starts of occurrences that are left out
 * @param asked the lease as it was sent, as JSON
 */
public record RecurLeases(
        CreateLease lease, Recurrence recurrence, Set<Instant> exceptions, Acceptance acceptance, String asked) {
    /** What is left of a lease's 80 characters beside a date and a time. */
    static final int NAME_LENGTH_MAX = 63;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    public RecurLeases {
        exceptions = Set.copyOf(exceptions);
    }

    /** The request for each occurrence, in the order of time; refused is what is wrong whatever the calendar holds. */
    Decision<List<CreateLease>> occurrences(Instant now) {
        Optional<Refusal> fault = lease.fault(now).<Refusal>map(refusal -> refusal).or(this::unsupported);
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        return switch (recurrence.starts(lease.start().minute(now))) {
            case Decision.Refused<List<Instant>> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<List<Instant>> yes -> occurrences(yes.reply(), now);
        };
    }

    private Optional<Refusal> unsupported() {
        if (Characters.count(lease.name()) > NAME_LENGTH_MAX) {
            return Optional.of(new InvalidInput("Malformed parameter name (at most " + NAME_LENGTH_MAX
                    + " characters, for a date is added)"));
        }
        if (lease.requests().isEmpty()) {
            return Optional.of(new InvalidInput("A recurring lease must have reservations"));
        }
        return lease.clientEvents().isEmpty()
                ? Optional.empty()
                : Optional.of(new InvalidInput("A recurring lease cannot have events of its own"));
    }

    private Decision<List<CreateLease>> occurrences(List<Instant> all, Instant now) {
        Optional<Instant> stray = exceptions.stream().filter(time -> !all.contains(time)).sorted().findFirst();
        if (stray.isPresent()) {
            return Decision.refuse(new BadRule("exdates: no occurrence starts at " + stray.get()));
        }
        List<Instant> starts = all.stream().filter(time -> !exceptions.contains(time)).toList();
        if (starts.isEmpty()) {
            return Decision.refuse(new BadRule("exdates leave no occurrence"));
        }
        Duration length = Duration.between(lease.start().minute(now), lease.end().minute(now));
        if (starts.getLast().plus(length).atZone(ZoneOffset.UTC).getYear() > Recurrence.YEAR_MAX) {
            return Decision.refuse(new BadRule("The last occurrence ends after the year " + Recurrence.YEAR_MAX));
        }
        if (starts.size() > 1 && everyOneOverlaps(starts, length)) {
            return Decision.refuse(new BadRule("The lease is longer than the time from one occurrence to the next: that of "
                    + starts.getFirst() + " has not ended when that of " + starts.get(1) + " starts"));
        }
        DateTimeFormatter named = format(starts);
        List<CreateLease> requests = new ArrayList<>();
        starts.forEach(start -> requests.add(at(start, length, named, now)));
        return Decision.accept(List.of(), requests);
    }

    /** Where only some do, as round the clock on a day that is shortened, those are refused one by one. */
    private static boolean everyOneOverlaps(List<Instant> starts, Duration length) {
        return IntStream.range(1, starts.size()).allMatch(i -> starts.get(i).isBefore(starts.get(i - 1).plus(length)));
    }

    /** The day tells which one it is, where there are no two on one. */
    private DateTimeFormatter format(List<Instant> starts) {
        ZoneId zone = zone();
        Set<LocalDate> days = starts.stream().map(start -> LocalDate.ofInstant(start, zone)).collect(Collectors.toSet());
        return (days.size() == starts.size() ? DAY : MINUTE).withZone(zone);
    }

    private ZoneId zone() {
        try {
            return recurrence.region();
        } catch (BadRecurrence wasRefusedBefore) {
            throw new IllegalStateException(wasRefusedBefore);
        }
    }

    private CreateLease at(Instant start, Duration length, DateTimeFormatter named, Instant now) {
        Instant end = start.plus(length);
        Instant beforeEnd = lease.beforeEnd();
        return new CreateLease(
                lease.name() + " " + named.format(start),
                new Moment.At(start),
                new Moment.At(end),
                beforeEnd == null ? null : end.minus(Duration.between(beforeEnd, lease.end().minute(now))),
                lease.reservations(),
                List.of());
    }

    /** When an occurrence is, in whole minutes. */
    static Period period(CreateLease occurrence, Instant now) {
        return new Period(occurrence.start().minute(now), occurrence.end().minute(now));
    }
}
