package io.berth.reservation.waiting;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.availability.NextWindows;
import io.berth.reservation.calendar.HostMatch;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.Stock;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.waiting.WaitingLease.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the earliest time at which a waiting lease can have hosts, and gives them to it. Pure. */
final class GrantWaiting {
    /** How many gaps of hosts that became free are tried one by one; what is after them is searched as one. */
    private static final int GAPS_MAX = 64;

    private final ReservationOptions options;
    private final Instant now;
    private final Ids ids;

    GrantWaiting(ReservationOptions options, Instant now, Ids ids) {
        this.options = options;
        this.now = now;
        this.ids = ids;
    }

    /**
     * @param changed the only hosts that may be free for longer than when it was last tried; absent for any
     * @return how the lease is created; or why it cannot be now, which is told for its earliest start
     */
    Decision<Lease> decide(WaitingLease entry, CalendarView calendars, Optional<Set<UUID>> changed) {
        Wish wish = entry.wish();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Instant first = wish.earliest().isBefore(minute) ? minute : wish.earliest();
        if (first.isAfter(wish.deadline())) {
            return Decision.refuse(new NotEnoughHosts("the deadline has passed"));
        }
        if (changed.isPresent() && !isAnyFree(wish, calendars, changed.get(), first)) {
            return earliest(wish, calendars, changed, wish.deadline())
                    .map(start -> create(entry, calendars, start))
                    .orElseGet(() -> Decision.refuse(new NotEnoughHosts("none of the hosts that became free is of use")));
        }
        Decision<Lease> atOnce = create(entry, calendars, first);
        if (atOnce instanceof Decision.Accepted<Lease>) {
            return atOnce;
        }
        return earliest(wish, calendars, changed, wish.deadline())
                .map(start -> create(entry, calendars, start))
                .filter(Decision.Accepted.class::isInstance)
                .orElse(atOnce);
    }

    /** Whether one of the hosts is free for a lease that starts at that minute. */
    private boolean isAnyFree(Wish wish, CalendarView calendars, Set<UUID> hosts, Instant start) {
        CreateLease request = wish.startingAt(start);
        HostOffers offers = calendars.offers(window(request), now, null, Set.of());
        return calendars.places(hosts).stream().anyMatch(offers::isFree);
    }

    private Period window(CreateLease request) {
        return request.period(now).longerBy(options.cleaningTime());
    }

    private Decision<Lease> create(WaitingLease entry, CalendarView calendars, Instant start) {
        CreateLease request = entry.wish().startingAt(start);
        CreateLease.Circumstances at = new CreateLease.Circumstances(entry.owner(), options, now, ids);
        if (request.fault(now).isPresent()) {
            return Decision.refuse(request.fault(now).get());
        }
        return request.decide(entry.id(), Stock.ofHosts(calendars.offers(window(request), now, null, Set.of())), at);
    }

    /** The first whole minute, not after {@code until}, from which on there are hosts for it. */
    Optional<Instant> earliest(Wish wish, CalendarView calendars, Optional<Set<UUID>> changed, Instant until) {
        Instant from = wish.earliest().isBefore(now) ? now : wish.earliest();
        if (from.isAfter(until)) {
            return Optional.empty();
        }
        // Its end is not in a period, but is a minute at which the lease may start.
        Period within = new Period(from, until.plusSeconds(1));
        if (!(HostMatch.of(calendars.allOffers(within, now, null), wish.hosts().requirements())
                instanceof HostMatch.Fitting fitting)) {
            return Optional.empty();
        }
        return changed.map(hosts -> amongChanged(wish, calendars, fitting.places(), calendars.places(hosts), within))
                .orElseGet(() -> first(wish, calendars, fitting.places(), within))
                .filter(start -> !start.isAfter(until));
    }

    /** What could not be had before can be had only when one of the changed hosts is free. */
    private Optional<Instant> amongChanged(
            Wish wish, CalendarView calendars, BitSet fitting, BitSet changed, Period within) {
        changed.and(fitting);
        List<NextWindows.Starts> gaps = NextWindows.find(calendars, changed, ask(wish, 1, within, GAPS_MAX));
        for (NextWindows.Starts gap : gaps) {
            Period inGap = new Period(gap.earliest(), gap.latest().plusSeconds(1));
            Optional<Instant> start = wish.hosts().min() == 1
                    ? Optional.of(gap.earliest())
                    : first(wish, calendars, fitting, inGap);
            if (start.isPresent()) {
                return start;
            }
        }
        if (gaps.size() < GAPS_MAX) {
            return Optional.empty();
        }
        Period rest = new Period(gaps.getLast().latest().plusSeconds(1), within.end());
        return first(wish, calendars, fitting, rest);
    }

    private Optional<Instant> first(Wish wish, CalendarView calendars, BitSet fitting, Period within) {
        List<NextWindows.Starts> found =
                NextWindows.find(calendars, fitting, ask(wish, wish.hosts().min(), within, 1));
        return found.stream().findFirst().map(NextWindows.Starts::earliest);
    }

    private NextWindows.Ask ask(Wish wish, int hosts, Period within, int count) {
        Duration takes = wish.length().plus(options.cleaningTime());
        return new NextWindows.Ask(hosts, takes, within, count);
    }
}
