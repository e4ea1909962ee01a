package io.berth.reservation.waiting;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.BudgetChange;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.CalendarChange;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.enforcement.Admission;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.floatingip.FloatingIpChange;
import io.berth.reservation.floatingip.FloatingIpStore;
import io.berth.reservation.host.HostChange;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.Supplies;
import io.berth.store.DueItem;
import io.berth.store.Follower;
import io.berth.store.StaleView;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Grants what becomes free, of hosts and addresses, to those who wait for it, in the transaction that frees it, so that nobody can take
 * it in between. The oldest is served first; a younger one gets only what no older one could have.
 *
 * <p>Those who free something while somebody waits take turns, and so do those who begin to wait: otherwise two who each free one host
 * would both leave out the one who waits for two. While nobody waits they only share a lock. What somebody else holds is not waited for.
 */
final class WaitingGrants implements Follower {
    /** How many of the oldest are looked at in the transaction that frees something; the others at once after it. */
    static final int LOOKED_AT_MAX = 100;

    /** How many are looked at in one piece of due work: each on all that there is, which takes its time. */
    static final int LOOKED_AT_LATER = 10;

    /** For how long one transaction goes on looking, while others may wait to free something; the others are looked at right after it. */
    static final Duration LOOKING_MAX = Duration.ofMillis(250);

    /** Due work: look at those in turn from the number on that is its key. */
    static final String LOOK = "waiting.look";

    /** When it is tried again where others were freeing or booking something: about as long as one of them takes. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /** How often it is chosen anew because others booked what was chosen meanwhile. */
    private static final int CHOICES_MAX = 4;

    private final WaitingStore store;
    private final CalendarStore calendar;
    private final CalendarIndex index;
    private final Supplies supplies;
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
            Supplies supplies,
            Admission admission,
            Budgets budgets,
            LeaseEffects effects,
            ReservationOptions options,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.calendar = calendar;
        this.index = index;
        this.supplies = supplies;
        this.admission = admission;
        this.budgets = budgets;
        this.effects = effects;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
    }

    /** With this nobody else frees anything or begins to wait. To be taken before hosts and addresses are locked. */
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
        Freed freed = freed(changes);
        if (freed.isNothing() || !isToGrant(tx)) {
            return Sequel.NOTHING;
        }
        CalendarView seen = index.refreshed(tx);
        Set<String> projects = projects(changes);
        return after -> granted(
                after,
                new GrantRound(index.within(after, seen, freed.hosts()), supplies, clock.now(), Optional.of(freed), projects),
                0,
                LOOKED_AT_MAX);
    }

    private static boolean isOfBudget(Change change) {
        return change instanceof BudgetChange.BudgetSet || change instanceof BudgetChange.BudgetRemoved;
    }

    /** What may be free for longer after these changes. */
    private static Freed freed(List<? extends Change> changes) {
        Set<UUID> hosts = new TreeSet<>();
        Set<UUID> addresses = new TreeSet<>();
        for (Change change : changes) {
            switch (change) {
                case CalendarChange it -> hosts.addAll(it.mayFree());
                case HostChange.HostEnrolled it -> hosts.add(it.host().id());
                case HostChange.HostChanged it -> hosts.add(it.host().id());
                case FloatingIpChange it -> addresses.addAll(it.mayFree());
                default -> { }
            }
        }
        return new Freed(hosts, addresses);
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

    /** Looks at those that nobody has looked at since something became free. */
    List<Change> look(Handle tx, DueItem item) {
        // Whoever frees something meanwhile may schedule this very work, whose row is taken here: to wait for them would be a deadlock.
        if (!calendar.tryFreeingAlone(tx)) {
            return List.of(new ScheduleWork(LOOK, item.key(), clock.now().plus(LOOK_AGAIN)));
        }
        mayAnyWait = true;
        return granted(
                tx,
                new GrantRound(index.refreshed(tx), supplies, clock.now(), Optional.empty(), Set.of()),
                Long.parseLong(item.key()),
                LOOKED_AT_LATER);
    }

    private List<Change> granted(Handle tx, GrantRound round, long from, int max) {
        Instant now = clock.now();
        List<WaitingLease> inTurn = store.waitingFrom(tx, from, max + 1);
        for (int place = 0; place < inTurn.size(); place++) {
            WaitingLease entry = inTurn.get(place);
            if (place == max || place > 0 && clock.now().isAfter(now.plus(LOOKING_MAX))) {
                round.add(lookFrom(entry, now));
                return round.changes();
            }
            if (!isServed(tx, round, entry)) {
                // Whoever is younger must not overtake.
                round.add(lookFrom(entry, now.plus(LOOK_AGAIN)));
                return round.changes();
            }
        }
        return round.changes();
    }

    ScheduleWork lookFrom(WaitingLease entry) {
        return lookFrom(entry, clock.now());
    }

    private static ScheduleWork lookFrom(WaitingLease entry, Instant now) {
        return new ScheduleWork(LOOK, Long.toString(entry.number()), now);
    }

    /** Grants it where that is possible; false where somebody is booking the very things, so that nobody can say now. */
    private boolean isServed(Handle tx, GrantRound round, WaitingLease entry) {
        Optional<Budget> budget = budgets.look(tx, entry.owner().projectId());
        Optional<Freed> freed = round.freedFor(entry, budget.isPresent());
        GrantWaiting rules = rules();
        if (freed.isPresent() && round.isCostly(entry) && !rules.mayUse(entry, round.ofFreed(tx, entry), freed.get())) {
            return true;
        }
        for (int choice = 0; choice < CHOICES_MAX; choice++) {
            if (!(rules.decide(entry, round.supply(tx, entry), freed) instanceof Decision.Accepted<Lease> yes)
                    || admission.toHave(yes.reply()).isPresent()) {
                return true;
            }
            if (budget.isPresent() && !budgets.tryHold(tx, budget.get())) {
                return false;
            }
            if (isBeyondBudget(tx, round, entry.owner().projectId(), yes)) {
                return true;
            }
            switch (lock(tx, round, Chosen.of(yes.changes()))) {
                case BUSY -> {
                    return false;
                }
                case MOVED -> { }
                case HELD -> {
                    grant(tx, round, entry, yes);
                    return true;
                }
            }
        }
        return false;
    }

    /** What became of an attempt to lock what was chosen. */
    private enum Lock {
        HELD,
        /** Somebody else has locked some of it. */
        BUSY,
        /** It is not any more as it was when it was chosen: the round knows it better now. */
        MOVED
    }

    private Lock lock(Handle tx, GrantRound round, Chosen chosen) {
        Chosen wanted = chosen.without(round.locked());
        Map<UUID, Long> hosts = wanted.hosts().isEmpty() ? Map.of() : calendar.lockIdle(tx, wanted.hosts().keySet());
        Map<UUID, Long> addresses =
                wanted.addresses().isEmpty() ? Map.of() : FloatingIpStore.lockIdle(tx, wanted.addresses().keySet());
        Chosen found = new Chosen(hosts, addresses);
        if (!found.isAllOf(wanted)) {
            return Lock.BUSY;
        }
        if (found.equals(wanted)) {
            round.lock(wanted);
            return Lock.HELD;
        }
        round.learn(index.within(tx, round.calendars(), wanted.hosts().keySet()));
        round.forgetAddresses();
        return Lock.MOVED;
    }

    /** With what the project has been granted in this round, which is not written yet. */
    private boolean isBeyondBudget(Handle tx, GrantRound round, String project, Decision.Accepted<Lease> lease) {
        List<Change> together = new ArrayList<>(round.grantedTo(project));
        together.addAll(lease.changes());
        Decision<Lease> all = Decision.accept(together, lease.reply());
        return budgets.under(budgets.look(tx, project), tx, all) instanceof Decision.Refused;
    }

    private void grant(Handle tx, GrantRound round, WaitingLease entry, Decision.Accepted<Lease> lease) {
        round.grant(entry.owner().projectId(), lease.changes());
        changes(entry, lease, clock.now()).forEach(round::add);
        effects.granted(tx, lease.reply()).changes().forEach(round::add);
    }

    /** The timer first: due work locks its row before what it is about. */
    private static List<Change> changes(WaitingLease entry, Decision.Accepted<Lease> lease, Instant now) {
        List<Change> changes = new ArrayList<>();
        changes.add(WaitingList.noDeadline(entry));
        changes.addAll(lease.changes());
        changes.add(new WaitingChange.WaitingOver(entry.granted(lease.reply().startsAt(), now)));
        return changes;
    }
}
