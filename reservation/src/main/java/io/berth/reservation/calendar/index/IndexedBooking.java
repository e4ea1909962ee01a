package io.berth.reservation.calendar.index;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.refusal.ReservationRefusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides on the index and writes by compare-and-swap. What is refused for lack of hosts is decided once more on all that was
 * committed when the request came: the database has the last word.
 */
public final class IndexedBooking {
    /** How often a race is lost in the open; then whoever lost had better wait for a turn that only one process has at a time. */
    private static final int RACES_MAX = 4;

    /** How often whoever wants hosts that others are booking waits for them. */
    private static final int WAITS_MAX = 64;

    private final CalendarIndex index;
    private final HostsInHand inHand;

    public IndexedBooking(CalendarIndex index) {
        this.index = index;
        this.inHand = index.inHand();
    }

    /**
     * What a decision is made on.
     *
     * @param contended hosts that somebody is booking this instant
     */
    public record Sight(CalendarView calendars, Set<UUID> contended) {}

    /** What became of changes that were to be written. */
    public enum Written {
        DONE,
        /** One of the calendars that they are based on has moved on, and nothing was written. */
        STALE,
        /** Nothing was written, and nothing will be: it takes more than calendars to decide it. */
        NOT_HERE
    }

    /**
     * @param decide pure; its changes name the calendars they are based on
     * @return absent where it is to be decided in the transaction that writes it: too many were faster, or it cannot be written here
     */
    public <R> Optional<Decision<R>> book(Function<Sight, Decision<R>> decide, Function<List<Change>, Written> write) {
        boolean isFresh = false;
        int races = 0;
        for (int waits = 0; races < RACES_MAX && waits < WAITS_MAX; ) {
            Sight sight = new Sight(isFresh ? index.current() : index.view(), inHand.hosts());
            Decision<R> decision = decide.apply(sight);
            if (!(decision instanceof Decision.Accepted<R> yes)) {
                if (isFresh || !mayBeStale(decision)) {
                    return Optional.of(decision);
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
                switch (write.apply(yes.changes())) {
                    case DONE -> {
                        return Optional.of(decision);
                    }
                    case NOT_HERE -> {
                        return Optional.empty();
                    }
                    case STALE -> races++;
                }
            }
            index.refreshed();
            isFresh = true;
        }
        return Optional.empty();
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
