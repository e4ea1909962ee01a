package io.berth.reservation.calendar.index;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides on the index and writes by compare-and-swap. What is refused for lack of hosts is decided once more on all that was
 * committed when the request came: the database has the last word.
 */
public final class IndexedBooking {
    /** How often a race is lost in the open; then whoever lost waits for a turn that only one process has at a time. */
    private static final int RACES_MAX = 4;

    /** How often whoever wants hosts that others are booking waits for them. */
    private static final int WAITS_MAX = 64;

    private final Store store;
    private final CalendarIndex index;
    private final CalendarStore calendar;
    private final HostsInHand inHand = new HostsInHand();

    public IndexedBooking(Store store, CalendarIndex index, CalendarStore calendar) {
        this.store = store;
        this.index = index;
        this.calendar = calendar;
    }

    /**
     * What a decision is made on.
     *
     * @param contended hosts that somebody is booking this instant
     */
    public record Sight(CalendarView calendars, Set<UUID> contended) {}

    /**
     * @param decide pure; its changes name the calendars they are based on
     * @param write answers false where one of these calendars has moved on, and nothing was written
     */
    public <R> Decision<R> book(Function<Sight, Decision<R>> decide, Predicate<List<Change>> write) {
        boolean isFresh = false;
        int races = 0;
        for (int waits = 0; races < RACES_MAX && waits < WAITS_MAX; ) {
            Sight sight = new Sight(isFresh ? index.current() : index.view(), inHand.hosts());
            Decision<R> decision = decide.apply(sight);
            if (!(decision instanceof Decision.Accepted<R> yes)) {
                if (isFresh || !mayBeStale(decision)) {
                    return decision;
                }
                index.refreshed();
                isFresh = true;
                continue;
            }
            Set<UUID> wanted = claimed(yes.changes());
            Optional<HostsInHand.Hold> hold = inHand.take(wanted);
            if (hold.isEmpty()) {
                waits++;
                if (wanted.stream().anyMatch(sight.contended()::contains)) {
                    inHand.await(wanted);
                }
                continue;
            }
            try (HostsInHand.Hold held = hold.get()) {
                if (write.test(yes.changes())) {
                    return decision;
                }
            }
            races++;
            index.refreshed();
            isFresh = true;
        }
        return inTurn(decide);
    }

    private <R> Decision<R> inTurn(Function<Sight, Decision<R>> decide) {
        return store.decide(
                tx -> {
                    calendar.waitForTurn(tx);
                    return new Sight(index.refreshed(tx), Set.of());
                },
                decide);
    }

    /** Refusals that say what hosts there are. */
    public static boolean mayBeStale(Decision<?> decision) {
        return decision instanceof Decision.Refused<?> no
                && (no.refusal() instanceof ReservationRefusal.NotEnoughHosts
                        || no.refusal() instanceof ReservationRefusal.UnknownProperty);
    }

    private static Set<UUID> claimed(List<Change> changes) {
        Set<UUID> hosts = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof CalendarChange.LeaseRebooked rebooked) {
                hosts.addAll(rebooked.claimed().keySet());
            }
        }
        return hosts;
    }
}
