package io.berth.reservation.waiting;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.BudgetChange;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.enforcement.Admission;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.host.HostChange;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.DueItem;
import io.berth.store.Follower;
import io.berth.store.StaleView;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Grants hosts that become free to those who wait for them, in the transaction that frees them, so that nobody can take them in
 * between. The oldest is served first; a younger one gets only what no older one could have.
 *
 * <p>Those who free hosts while somebody waits take turns, and so do those who begin to wait: otherwise two who each free one host
 * would both leave out the one who waits for two. While nobody waits they only share a lock.
 */
final class WaitingGrants implements Follower {
    /** How many of the oldest are looked at in the transaction that frees hosts; the others at once after it. */
    static final int LOOKED_AT_MAX = 100;

    /** How many are looked at in one piece of due work: each on all hosts, which takes its time. */
    static final int LOOKED_AT_LATER = 10;

    /** Due work: look at those in turn from the number on that is its key. */
    static final String LOOK = "waiting.look";

    /** When it is tried again where others were freeing hosts: about as long as one of them takes. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /** How often hosts are chosen anew because others booked those chosen meanwhile. */
    private static final int CHOICES_MAX = 4;

    private final WaitingStore store;
    private final CalendarStore calendar;
    private final CalendarIndex index;
    private final Admission admission;
    private final Budgets budgets;
    private final LeaseEffects effects;
    private final ReservationOptions options;
    private final Clock clock;
    private final Ids ids;
    /** A hint: it spares a second try. */
    private volatile boolean mayAnyWait;

    WaitingGrants(
            WaitingStore store,
            CalendarStore calendar,
            CalendarIndex index,
            Admission admission,
            Budgets budgets,
            LeaseEffects effects,
            ReservationOptions options,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.calendar = calendar;
        this.index = index;
        this.admission = admission;
        this.budgets = budgets;
        this.effects = effects;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
    }

    /** With this nobody else frees hosts or begins to wait. To be taken before hosts are locked. */
    void lock(Handle tx) {
        mayAnyWait = true;
        calendar.freeAlone(tx);
    }

    GrantWaiting rules() {
        return new GrantWaiting(options, clock.now(), ids);
    }

    @Override
    public Sequel before(Handle tx, List<? extends Change> changes) {
        if (changes.stream().anyMatch(WaitingGrants::isOfBudget)) {
            return after -> store.waitingFrom(after, 0, 1).stream().map(first -> lookFrom(first, clock.now())).toList();
        }
        Set<UUID> hosts = mayFree(changes);
        if (hosts.isEmpty() || !isToGrant(tx)) {
            return Sequel.NOTHING;
        }
        CalendarView seen = index.refreshed(tx);
        Set<String> projects = projects(changes);
        return after -> granted(
                after, new Round(index.within(after, seen, hosts), Optional.of(hosts), projects), 0, LOOKED_AT_MAX);
    }

    private static boolean isOfBudget(Change change) {
        return change instanceof BudgetChange.BudgetSet || change instanceof BudgetChange.BudgetRemoved;
    }

    /** Which hosts may be free for longer after these changes. */
    private static Set<UUID> mayFree(List<? extends Change> changes) {
        Set<UUID> hosts = new TreeSet<>();
        for (Change change : changes) {
            switch (change) {
                case CalendarChange it -> hosts.addAll(it.mayFree());
                case HostChange.HostEnrolled it -> hosts.add(it.host().id());
                case HostChange.HostChanged it -> hosts.add(it.host().id());
                default -> { }
            }
        }
        return hosts;
    }

    /** Whose leases have less after these changes: there may be room in their budgets. */
    private static Set<String> projects(List<? extends Change> changes) {
        return changes.stream()
                .filter(LeaseChange.class::isInstance)
                .map(change -> ((LeaseChange) change).lease().projectId())
                .collect(Collectors.toSet());
    }

    private boolean isToGrant(Handle tx) {
        if (mayAnyWait) {
            calendar.freeAlone(tx);
            mayAnyWait = store.isAnyWaiting(tx);
            return mayAnyWait;
        }
        calendar.freeWithOthers(tx);
        if (store.isAnyWaiting(tx)) {
            mayAnyWait = true;
            throw new StaleView("the waiting list: another try takes a turn");
        }
        return false;
    }

    /** Looks at those that nobody has looked at since hosts became free. */
    List<Change> look(Handle tx, DueItem item) {
        // Whoever frees hosts meanwhile may schedule this very work, whose row is taken here: to wait for them would be a deadlock.
        if (!calendar.tryFreeingAlone(tx)) {
            return List.of(new ScheduleWork(LOOK, item.key(), clock.now().plus(LOOK_AGAIN)));
        }
        mayAnyWait = true;
        return granted(tx, new Round(index.refreshed(tx), Optional.empty(), Set.of()), Long.parseLong(item.key()), LOOKED_AT_LATER);
    }

    /** What is granted in one transaction, one after the other. */
    private static final class Round {
        private CalendarView calendars;
        /** The only hosts that may be free for longer than when everybody was last tried; absent for any. */
        private final Optional<Set<UUID>> changed;
        /** Whose budgets may have room that they had not. */
        private final Set<String> projects;

        private final Set<UUID> locked = new HashSet<>();
        private final List<Change> changes = new ArrayList<>();
        /** The leases of each project. */
        private final Map<String, List<Change>> granted = new HashMap<>();

        Round(CalendarView calendars, Optional<Set<UUID>> changed, Set<String> projects) {
            this.calendars = calendars;
            this.changed = changed;
            this.projects = projects;
        }
    }

    private List<Change> granted(Handle tx, Round round, long from, int max) {
        Instant now = clock.now();
        List<WaitingLease> inTurn = store.waitingFrom(tx, from, max + 1);
        for (WaitingLease entry : inTurn.subList(0, Math.min(max, inTurn.size()))) {
            if (!isServed(tx, round, entry)) {
                // Whoever is younger must not overtake.
                round.changes.add(lookFrom(entry, now));
                return round.changes;
            }
        }
        if (inTurn.size() > max) {
            round.changes.add(lookFrom(inTurn.getLast(), now));
        }
        return round.changes;
    }

    ScheduleWork lookFrom(WaitingLease entry) {
        return lookFrom(entry, clock.now());
    }

    private static ScheduleWork lookFrom(WaitingLease entry, Instant now) {
        return new ScheduleWork(LOOK, Long.toString(entry.number()), now);
    }

    /** Grants it where that is possible; false where somebody is booking the very hosts, so that nobody can say now. */
    private boolean isServed(Handle tx, Round round, WaitingLease entry) {
        Optional<Budget> budget = budgets.look(tx, entry.owner().projectId());
        // What its budget forbade before may be possible now, on whatever hosts.
        boolean hasMoreRoom = budget.isPresent() && round.projects.contains(entry.owner().projectId());
        Optional<Set<UUID>> changed = hasMoreRoom ? Optional.empty() : round.changed;
        for (int choice = 0; choice < CHOICES_MAX; choice++) {
            if (!(rules().decide(entry, round.calendars, changed) instanceof Decision.Accepted<Lease> yes)
                    || admission.toHave(yes.reply()).isPresent()) {
                return true;
            }
            if (budget.isPresent() && !budgets.tryHold(tx, budget.get())) {
                return false;
            }
            if (isBeyondBudget(tx, round, entry.owner().projectId(), yes)) {
                return true;
            }
            Map<UUID, Long> chosen = chosen(yes.changes());
            chosen.keySet().removeAll(round.locked);
            Map<UUID, Long> revisions = chosen.isEmpty() ? Map.of() : calendar.lockIdle(tx, chosen.keySet());
            if (!revisions.keySet().containsAll(chosen.keySet())) {
                return false;
            }
            if (revisions.equals(chosen)) {
                round.locked.addAll(chosen.keySet());
                grant(tx, round, entry, yes);
                return true;
            }
            round.calendars = index.within(tx, round.calendars, chosen.keySet());
        }
        return false;
    }

    /** With what the project has been granted in this round, which is not written yet. */
    private boolean isBeyondBudget(Handle tx, Round round, String project, Decision.Accepted<Lease> lease) {
        List<Change> together = new ArrayList<>(round.granted.getOrDefault(project, List.of()));
        together.addAll(lease.changes());
        Decision<Lease> all = Decision.accept(together, lease.reply());
        return budgets.under(budgets.look(tx, project), tx, all) instanceof Decision.Refused;
    }

    private void grant(Handle tx, Round round, WaitingLease entry, Decision.Accepted<Lease> lease) {
        round.granted.computeIfAbsent(entry.owner().projectId(), any -> new ArrayList<>()).addAll(lease.changes());
        round.changes.addAll(changes(entry, lease, clock.now()));
        round.changes.addAll(effects.granted(tx, lease.reply()).changes());
        round.calendars = round.calendars.plus(added(lease.changes()));
    }

    /** The timer first: due work locks its row before what it is about. */
    private static List<Change> changes(WaitingLease entry, Decision.Accepted<Lease> lease, Instant now) {
        List<Change> changes = new ArrayList<>();
        changes.add(WaitingList.noDeadline(entry));
        changes.addAll(lease.changes());
        changes.add(new WaitingChange.WaitingOver(entry.granted(lease.reply().startsAt(), now)));
        return changes;
    }

    static Map<UUID, Long> chosen(List<Change> changes) {
        Map<UUID, Long> chosen = new HashMap<>();
        rebooked(changes).forEach(it -> chosen.putAll(it.claimed()));
        return chosen;
    }

    private static List<Booking> added(List<Change> changes) {
        return rebooked(changes).stream().flatMap(it -> it.added().stream()).toList();
    }

    private static List<LeaseRebooked> rebooked(List<Change> changes) {
        return changes.stream().filter(LeaseRebooked.class::isInstance).map(LeaseRebooked.class::cast).toList();
    }
}
