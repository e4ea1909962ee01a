package io.berth.reservation.waiting;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.StartSearch;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingLease.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds the earliest time at which a waiting lease can have what it reserves, and gives that to it. Pure. */
final class GrantWaiting {
    /** How many gaps of what became free are tried one by one; what is after them is searched as one. */
    private static final int GAPS_MAX = 64;

    /** How many starts are tried in one look where there is enough for each reservation, and not for all together. */
    static final int TRIES_MAX = 32;

    /** How far is looked at first: most starts are near, and the far future costs time. */
    private static final Duration FIRST_LOOK = Duration.ofDays(4);

    private static final int GROWTH = 8;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ReservationOptions options;
    private final Instant now;
    private final Ids ids;

    GrantWaiting(ReservationOptions options, Instant now, Ids ids) {
        this.options = options;
        this.now = now;
        this.ids = ids;
    }

    /**
     * @param freed all that it could not have had when it was last tried; absent for anything
     * @return how the lease is created; or why it cannot be now, which is told for its earliest start
     */
    Decision<Lease> decide(WaitingLease entry, Supply supply, Optional<Freed> freed) {
        Wish wish = entry.wish();
        Instant first = first(wish);
        if (first.isAfter(wish.deadline())) {
            return Decision.refuse(new NotEnoughHosts("the deadline has passed"));
        }
        if (freed.isPresent() && !isOfUse(wish, supply, freed.get(), first)) {
            return earliest(entry, supply, freed, wish.deadline())
                    .orElseGet(() -> Decision.refuse(new NotEnoughHosts("nothing that became free is of use")));
        }
        Decision<Lease> atOnce = create(entry, supply, first);
        return atOnce instanceof Decision.Accepted<Lease>
                ? atOnce
                : earliest(entry, supply, freed, wish.deadline()).orElse(atOnce);
    }

    private Instant first(Wish wish) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return wish.earliest().isBefore(minute) ? minute : wish.earliest();
    }

    private boolean isOfUse(Wish wish, Supply supply, Freed freed, Instant start) {
        return search(wish, supply).isOfUse(freed, wish.startingAt(start).period(now));
    }

    /** Whether anything that became free is of use for it, whatever else it needs. */
    boolean mayUse(WaitingLease entry, Supply supply, Freed freed) {
        Wish wish = entry.wish();
        Instant first = first(wish);
        return !first.isAfter(wish.deadline())
                && (isOfUse(wish, supply, freed, first)
                        || range(wish, wish.deadline())
                                .filter(range -> !search(wish, supply).ofUse(freed, range, 1).isEmpty())
                                .isPresent());
    }

    private StartSearch search(Wish wish, Supply supply) {
        return new StartSearch(supply, wish.requests(), wish.length(), options.cleaningTime(), now);
    }

    private Decision<Lease> create(WaitingLease entry, Supply supply, Instant start) {
        CreateLease request = entry.wish().startingAt(start);
        CreateLease.Circumstances at = new CreateLease.Circumstances(entry.owner(), options, now, ids);
        if (request.fault(now).isPresent()) {
            return Decision.refuse(request.fault(now).get());
        }
        return request.decide(entry.id(), supply.stock(request, options.cleaningTime(), now), at);
    }

    /** The whole minutes, not before now and not after {@code until}, at which it may start. */
    private Optional<Starts> range(Wish wish, Instant until) {
        Instant from = wish.earliest().isBefore(now) ? now : wish.earliest();
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
        Instant first = minute.isBefore(from) ? minute.plus(MINUTE) : minute;
        return first.isAfter(until) ? Optional.empty() : Optional.of(new Starts(first, until));
    }

    /** What it gets at the first whole minute, not after {@code until}, at which it can have all. */
    Optional<Decision<Lease>> earliest(WaitingLease entry, Supply supply, Optional<Freed> freed, Instant until) {
        return range(entry.wish(), until).flatMap(range -> {
            Search search = new Search(entry, search(entry.wish(), supply));
            return freed.map(only -> search.starts.ofUse(only, range, GAPS_MAX)).orElse(List.of(range)).stream()
                    .flatMap(gap -> search.within(gap).stream())
                    .findFirst();
        });
    }

    /** A search for one lease, through whatever gaps. */
    private final class Search {
        private final WaitingLease entry;
        private final StartSearch starts;
        private int triesLeft = TRIES_MAX;

        Search(WaitingLease entry, StartSearch starts) {
            this.entry = entry;
            this.starts = starts;
        }

        /** A gap may be a year long: it is searched part by part, each longer than the one before. */
        Optional<Decision<Lease>> within(Starts gap) {
            Instant from = gap.earliest();
            for (Duration look = FIRST_LOOK; !from.isAfter(gap.latest()) && triesLeft > 0; look = look.multipliedBy(GROWTH)) {
                Instant end = from.plus(look);
                Starts part = new Starts(from, end.isBefore(gap.latest()) ? end : gap.latest());
                for (Starts run : starts.possible(part)) {
                    Optional<Decision<Lease>> found = inRun(run);
                    if (found.isPresent() || triesLeft <= 0) {
                        return found;
                    }
                }
                from = part.latest().plus(MINUTE);
            }
            return Optional.empty();
        }

        /** Where there is enough for each and yet not for all, there may be where something ends or begins. */
        private Optional<Decision<Lease>> inRun(Starts run) {
            return tried(run.earliest()).or(() -> starts.areRivals()
                    ? starts.turns(run, triesLeft).stream().flatMap(minute -> tried(minute).stream()).findFirst()
                    : Optional.empty());
        }

        private Optional<Decision<Lease>> tried(Instant start) {
            triesLeft--;
            return Optional.of(create(entry, starts.supply(), start)).filter(Decision.Accepted.class::isInstance);
        }
    }
}
