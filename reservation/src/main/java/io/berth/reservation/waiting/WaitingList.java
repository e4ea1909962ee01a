package io.berth.reservation.waiting;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Explanation;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.base.Refusal;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.enforcement.Admission;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseCreated;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughFloatingIps;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.Supplies;
import io.berth.reservation.supply.Supply;
import io.berth.reservation.waiting.WaitingRefusal.NoSuchWaitingLease;
import io.berth.reservation.waiting.WaitingRefusal.NotWaiting;
import io.berth.reservation.waiting.WaitingRefusal.WaitingListFull;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.Store;
import io.berth.store.WorkChange;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What can be done with leases that wait for what they reserve. */
public final class WaitingList {
    /** How many may wait. */
    public static final int OF_PROJECT_MAX = 100;

    public static final int OF_ALL_MAX = 10_000;

    /** How many a list shows: those that wait come first. */
    public static final int LISTED_MAX = 1_000;

    /** How long what is over can still be read. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Duration PURGE_INTERVAL = Duration.ofDays(1);
    private static final int PURGE_BATCH = 500;
    private static final String DEADLINE = "waiting.deadline";

    private final Store store;
    private final WaitingStore entries = new WaitingStore();
    private final CalendarStore calendar;
    private final CalendarIndex index;
    private final Supplies supplies;
    private final WaitingGrants grants;
    private final WaitingOutlook outlook;
    private final Admission admission;
    private final Budgets budgets;
    private final LeaseEffects effects;
    private final ReservationOptions options;
    private final Clock clock;
    private final Ids ids;

    public WaitingList(
            Store store,
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
        this.grants = new WaitingGrants(
                entries, calendar, index, supplies, admission, budgets, effects, options, clock, ids);
        this.outlook = new WaitingOutlook(store.database(), entries, index, supplies, grants, clock);
        this.admission = admission;
        this.budgets = budgets;
        this.effects = effects;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
    }

    /** Tells the store how it is written and that it follows what frees something, and the due work who minds the deadlines. */
    public WaitingList register(DueWork due) {
        store.writes(WaitingChange.class, entries::write);
        store.follows(grants);
        due.handles(DEADLINE, this::expire);
        due.handles(WaitingGrants.LOOK, grants::look);
        return this;
    }

    /** Forgets what has been over for long. */
    public Purge purge(DueWork due) {
        return new Purge("waiting.purge", PURGE_INTERVAL, clock, (tx, now) -> new Purge.Purged(
                        List.of(), entries.forgetOver(tx, now.minus(KEPT), PURGE_BATCH) == PURGE_BATCH))
                .handledBy(due);
    }

    private List<Change> expire(Handle tx, DueItem item) {
        Optional<WaitingLease> waiting = entries.entry(tx, UUID.fromString(item.key())).filter(WaitingLease::isWaiting);
        List<Change> changes = new ArrayList<>();
        waiting.ifPresent(entry -> {
            changes.add(new WaitingChange.WaitingOver(entry.over(WaitingStatus.EXPIRED, clock.now())));
            changes.addAll(effects.expired(tx, entry.id(), entry.owner()).changes());
        });
        return changes;
    }

    static WorkChange noDeadline(WaitingLease entry) {
        return new CancelWork(DEADLINE, entry.id().toString());
    }

    /**
     * What is decided on when somebody wants to wait.
     *
     * @param supply for it and for those in turn
     * @param expected its start, where it has to wait
     * @param older those in turn
     */
    private record View(Supply supply, WaitingStore.Length length, Expected expected, List<WaitingLease> older) {}

    private View view(Handle handle, CalendarView calendars, WaitingLease entry, Expected expected) {
        List<WaitingLease> older = entries.waitingFrom(handle, 0, WaitingGrants.LOOKED_AT_MAX);
        List<ReservationRequest> requests = new ArrayList<>(entry.wish().requests());
        older.forEach(each -> requests.addAll(each.wish().requests()));
        return new View(
                supplies.read(handle, calendars, requests, clock.now()),
                entries.length(handle, entry.owner().projectId()),
                expected,
                older);
    }

    /** Granted at once where there is what it reserves before the deadline. */
    public Decision<Shown> create(WaitLease request, Owner owner) {
        return create(request, owner, Receipt.none());
    }

    /** @param receipt written with it, in its transaction */
    public Decision<Shown> create(WaitLease request, Owner owner, Receipt<Shown> receipt) {
        Optional<ReservationRefusal> refusal = refusal(request, owner);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        WaitingLease entry = request.entry(ids.uuid(), owner, clock.now());
        Lease wanted = unbooked(request, owner);
        // Looked for before others have to wait for this one: the search may be long.
        Expected expected = outlook.expected(entry);
        AtomicBoolean hasTried = new AtomicBoolean();
        return store.decide(
                tx -> {
                    Optional<Budget> budget = budgets.hold(tx, owner.projectId());
                    if (hasTried.getAndSet(true)) {
                        calendar.waitForTurn(tx);
                        budgets.holdsStill(tx, budget, owner.projectId());
                    }
                    grants.lock(tx);
                    View view = view(tx, index.refreshed(tx), entry, expected);
                    return receipt.on(within(budget, tx, wanted, decide(tx, entry, view)));
                },
                Function.identity());
    }

    /** What {@link #create} would decide now. Writes nothing. */
    public Decision<Shown> tryCreating(WaitLease request, Owner owner) {
        Optional<ReservationRefusal> refusal = refusal(request, owner);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        CalendarView calendars = index.refreshed();
        WaitingLease entry = request.entry(ids.uuid(), owner, clock.now());
        Lease wanted = unbooked(request, owner);
        return store.dryRun(
                handle -> within(
                        budgets.look(handle, owner.projectId()),
                        handle,
                        wanted,
                        tried(handle, entry, calendars)),
                Function.identity());
    }

    private Decision<Shown> tried(Handle handle, WaitingLease entry, CalendarView calendars) {
        Supply supply = supplies.read(handle, calendars, entry.wish().requests(), clock.now());
        return decide(handle, entry, view(handle, calendars, entry, outlook.expected(entry, supply)));
    }

    private Optional<ReservationRefusal> refusal(WaitLease request, Owner owner) {
        return request.fault(clock.now()).or(() -> admission.toBook(
                new Decision.Accepted<>(List.of(), unbooked(request, owner), Explanation.NONE)));
    }

    private Lease unbooked(WaitLease request, Owner owner) {
        return request.lease()
                .unbooked(ids.uuid(), new CreateLease.Circumstances(owner, options, clock.now(), ids));
    }

    /** What is granted at once must be within the project's budget; the length of what has to wait must be too. */
    private Decision<Shown> within(
            Optional<Budget> budget, Handle handle, Lease wanted, Decision<Shown> decision) {
        return switch (budgets.under(budget, handle, Decision.accept(List.of(new LeaseCreated(wanted)), wanted))) {
            case Decision.Refused<Lease> tooLong -> Decision.refuse(tooLong.refusal());
            case Decision.Accepted<Lease> fine -> budgets.under(budget, handle, decision);
        };
    }

    private Decision<Shown> decide(Handle handle, WaitingLease entry, View view) {
        return switch (grants.rules().decide(entry, view.supply(), Optional.empty())) {
            case Decision.Accepted<Lease> yes -> inTheWay(handle, yes, view)
                    .map(older -> waiting(
                            entry,
                            view,
                            new Decision.Refused<>(new NotEnoughHosts("others wait for it"), yes.explanation()),
                            List.of(grants.lookFrom(older))))
                    .orElseGet(() -> grantedAtOnce(entry, yes));
            case Decision.Refused<Lease> no ->
                isForNow(no.refusal()) ? waiting(entry, view, no, List.of()) : Decision.refuse(no.refusal());
        };
    }

    /** Whether waiting may help. */
    private static boolean isForNow(Refusal refusal) {
        return refusal instanceof NotEnoughHosts || refusal instanceof NotEnoughFloatingIps;
    }

    private static Decision<Shown> grantedAtOnce(WaitingLease entry, Decision.Accepted<Lease> yes) {
        WaitingLease granted = entry.granted(yes.reply().startsAt(), entry.createdAt());
        List<Change> changes = new ArrayList<>(yes.changes());
        changes.add(new WaitingChange.WaitingAdded(granted));
        return Decision.accept(
                changes, new Shown(granted, Optional.empty(), Expected.at(yes.reply().startsAt())), yes.explanation());
    }

    /** Who has waited for longer, and could have what would be granted: nobody has looked yet, because somebody was booking it. */
    private Optional<WaitingLease> inTheWay(Handle handle, Decision.Accepted<Lease> wanted, View view) {
        Optional<Freed> chosen = Optional.of(Chosen.of(wanted.changes()).named());
        GrantWaiting rules = grants.rules();
        Map<WaitingLease, Decision.Accepted<Lease>> possible = new LinkedHashMap<>();
        for (WaitingLease older : view.older()) {
            if (rules.decide(older, view.supply(), chosen) instanceof Decision.Accepted<Lease> yes
                    && admission.toHave(yes.reply()).isEmpty()) {
                possible.put(older, yes);
            }
        }
        List<Budgets.Wanted> all = possible.entrySet().stream()
                .map(each -> new Budgets.Wanted(each.getKey().owner().projectId(), each.getValue().changes()))
                .toList();
        List<Boolean> allowed = budgets.allowed(handle, all);
        Iterator<Boolean> each = allowed.iterator();
        return possible.keySet().stream().filter(older -> each.next()).findFirst();
    }

    private static Decision<Shown> waiting(
            WaitingLease entry, View view, Decision.Refused<Lease> notNow, List<Change> look) {
        WaitingStore.Length length = view.length();
        if (length.ofProject() >= OF_PROJECT_MAX) {
            return Decision.refuse(new WaitingListFull("The project", OF_PROJECT_MAX));
        }
        if (length.ofAll() >= OF_ALL_MAX) {
            return Decision.refuse(new WaitingListFull("The site", OF_ALL_MAX));
        }
        List<Change> changes = new ArrayList<>(look);
        changes.add(new WaitingChange.WaitingAdded(entry));
        changes.add(new ScheduleWork(DEADLINE, entry.id().toString(), entry.wish().deadline()));
        return Decision.accept(
                changes,
                new Shown(entry, Optional.of(length.ofAll() + 1), view.expected()),
                notNow.explanation());
    }

    /**
     * A waiting lease as it stands.
     *
     * @param position absent where it does not wait; 1 for the one in turn, of all projects'
     */
    public record Shown(WaitingLease entry, Optional<Long> position, Expected expected) {}

    public Optional<Shown> find(UUID id) {
        return outlook.find(id);
    }

    public List<Shown> all() {
        return outlook.all();
    }

    public List<Shown> ofProject(String projectId) {
        return outlook.ofProject(projectId);
    }

    /** It is not wanted any more. */
    public Decision<WaitingLease> withdraw(UUID id) {
        return store.decide(tx -> withdrawing(tx, id), Function.identity());
    }

    /** What {@link #withdraw} would decide now. Writes nothing. */
    public Decision<WaitingLease> tryWithdrawing(UUID id) {
        return store.dryRun(handle -> withdrawing(handle, id), Function.identity());
    }

    private Decision<WaitingLease> withdrawing(Handle handle, UUID id) {
        return entries.entry(handle, id)
                .map(this::withdrawn)
                .orElseGet(() -> Decision.refuse(new NoSuchWaitingLease(id.toString())));
    }

    private Decision<WaitingLease> withdrawn(WaitingLease entry) {
        if (!entry.isWaiting()) {
            return Decision.refuse(new NotWaiting(entry.id().toString(), entry.status()));
        }
        WaitingLease over = entry.over(WaitingStatus.WITHDRAWN, clock.now());
        return Decision.accept(List.of(noDeadline(entry), new WaitingChange.WaitingOver(over)), over);
    }
}
