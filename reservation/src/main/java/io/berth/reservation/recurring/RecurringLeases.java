package io.berth.reservation.recurring;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.base.Refusal;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.enforcement.Admission;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.CreateLease.Circumstances;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.recurring.RecurringChange.RecurringAdded;
import io.berth.reservation.recurring.RecurringChange.RecurringRemoved;
import io.berth.reservation.recurring.RecurringRefusal.Conflicts;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.supply.Supplies;
import io.berth.reservation.supply.Supply;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What can be done with leases that come again. */
public final class RecurringLeases {
    /** How many a list shows. */
    public static final int LISTED_MAX = 200;

    /** After so many denials one after the other the site's service is asked for no more occurrences: they are denied as the last was. */
    private static final int DENIALS_MAX = 3;

    /** How long one can still be read after its last occurrence. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Duration PURGE_INTERVAL = Duration.ofDays(1);
    private static final int PURGE_BATCH = 100;

    private final Store store;
    private final RecurringStore rows = new RecurringStore();
    private final CalendarStore calendar;
    private final CalendarIndex index;
    private final Supplies supplies;
    private final Admission admission;
    private final Budgets budgets;
    private final Function<UUID, Optional<Lease>> deleteUnlessStarted;
    private final ReservationOptions options;
    private final Clock clock;
    private final Ids ids;

    /** @param deleteUnlessStarted deletes a lease, and gives it as it was; none where it was gone before */
    public RecurringLeases(
            Store store,
            CalendarStore calendar,
            CalendarIndex index,
            Supplies supplies,
            Admission admission,
            Budgets budgets,
            Function<UUID, Optional<Lease>> deleteUnlessStarted,
            ReservationOptions options,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.calendar = calendar;
        this.index = index;
        this.supplies = supplies;
        this.admission = admission;
        this.budgets = budgets;
        this.deleteUnlessStarted = deleteUnlessStarted;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
        store.writes(RecurringChange.class, rows::write);
    }

    /** Forgets what has been over for long. */
    public Purge purge(DueWork due) {
        return new Purge("recurring.purge", PURGE_INTERVAL, clock, (tx, now) -> new Purge.Purged(
                        List.of(), rows.forgetOver(tx, now.minus(KEPT), PURGE_BATCH) == PURGE_BATCH))
                .handledBy(due);
    }

    /** What is to be booked. @param forbidden by the site, by their places */
    private record Plan(
            RecurLeases request, List<CreateLease> occurrences, Map<Integer, Refusal> forbidden, Circumstances at) {
        /** From the start of the first to the end of the last. */
        Period extent() {
            return new Period(
                    RecurLeases.period(occurrences.getFirst(), at.now()).start(),
                    RecurLeases.period(occurrences.getLast(), at.now()).end());
        }
    }

    /** All occurrences or those that are possible, in one transaction. Refused with what each would get where that is nothing. */
    public Decision<RecurringLease> create(RecurLeases request, Owner owner) {
        return create(request, owner, Receipt.none());
    }

    /** @param receipt written with them, in their transaction */
    public Decision<RecurringLease> create(RecurLeases request, Owner owner, Receipt<RecurringLease> receipt) {
        AtomicBoolean hasTried = new AtomicBoolean();
        return planned(request, owner, plan -> store.decide(
                tx -> {
                    Optional<Budget> budget = budgets.hold(tx, owner.projectId());
                    if (hasTried.getAndSet(true)) {
                        calendar.waitForTurn(tx);
                        budgets.holdsStill(tx, budget, owner.projectId());
                    }
                    return receipt.on(decided(tx, plan, index.refreshed(tx), budget));
                },
                Function.identity()));
    }

    /** What {@link #create} would decide now. Writes nothing. */
    public Decision<RecurringLease> tryCreating(RecurLeases request, Owner owner) {
        CalendarView calendars = index.refreshed();
        return planned(request, owner, plan -> store.dryRun(
                handle -> decided(handle, plan, calendars, budgets.look(handle, owner.projectId())), Function.identity()));
    }

    private Decision<RecurringLease> planned(
            RecurLeases request, Owner owner, Function<Plan, Decision<RecurringLease>> then) {
        Circumstances at = new Circumstances(owner, options, clock.now(), ids);
        return switch (request.occurrences(at.now())) {
            case Decision.Refused<List<CreateLease>> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<List<CreateLease>> yes ->
                then.apply(new Plan(request, yes.reply(), forbidden(yes.reply(), at), at));
        };
    }

    /** Which occurrences the site forbids, as they would be now. It may have a service elsewhere be asked, so in no transaction. */
    private Map<Integer, Refusal> forbidden(List<CreateLease> occurrences, Circumstances at) {
        Map<Integer, Refusal> forbidden = new HashMap<>();
        if (!admission.isActive()) {
            return forbidden;
        }
        BookOccurrences preview = new BookOccurrences(ids.uuid(), known(occurrences, at), at, Map.of(), any -> Optional.empty());
        int denials = 0;
        for (int place = 0; place < occurrences.size(); place++) {
            if (denials == DENIALS_MAX) {
                forbidden.put(place, Objects.requireNonNull(forbidden.get(place - 1)));
                continue;
            }
            Optional<? extends Refusal> no = preview.one(occurrences.get(place)) instanceof Decision.Accepted<Lease> yes
                    ? admission.toBook(yes)
                    : Optional.empty();
            denials = no.isPresent() ? denials + 1 : 0;
            if (no.isPresent()) {
                forbidden.put(place, no.get());
            }
        }
        return forbidden;
    }

    /** What there is for the occurrences, as this process knows it. */
    private Supply known(List<CreateLease> occurrences, Circumstances at) {
        CalendarView calendars = index.view();
        return store.database().read(handle -> supply(handle, calendars, occurrences, at));
    }

    /** The occurrences have all the same requests. */
    private Supply supply(Handle handle, CalendarView calendars, List<CreateLease> occurrences, Circumstances at) {
        return supplies.read(handle, calendars, occurrences.getFirst().requests(), at.now());
    }

    private Decision<RecurringLease> decided(Handle handle, Plan plan, CalendarView calendars, Optional<Budget> budget) {
        RecurLeases request = plan.request();
        UUID id = ids.uuid();
        Supply supply = supply(handle, calendars, plan.occurrences(), plan.at());
        Function<List<Change>, Optional<ReservationRefusal>> limit = budgets.limit(budget, handle, plan.extent());
        BookOccurrences.Outcome outcome = new BookOccurrences(id, supply, plan.at(), plan.forbidden(), limit)
                .decide(plan.occurrences());
        if (outcome.isEmpty() || request.acceptance() == Acceptance.ALL && !outcome.isComplete()) {
            return Decision.refuse(new Conflicts(outcome.occurrences()));
        }
        RecurringLease recurring = new RecurringLease(
                id,
                plan.at().owner(),
                request.lease().name(),
                request.asked(),
                request.recurrence(),
                request.acceptance(),
                outcome.occurrences(),
                plan.at().now());
        List<Change> changes = new ArrayList<>(outcome.changes());
        changes.add(new RecurringAdded(recurring));
        return Decision.accept(changes, recurring);
    }

    /** @param statuses of those of its leases that there still are */
    public record Shown(RecurringLease recurring, Map<UUID, String> statuses) {
        public Shown {
            statuses = Map.copyOf(statuses);
        }

        /** As it is when it is made. */
        static Shown fresh(RecurringLease made) {
            Map<UUID, String> statuses = new HashMap<>();
            for (Occurrence occurrence : made.occurrences()) {
                UUID lease = occurrence.leaseId();
                if (lease != null) {
                    statuses.put(lease, LeaseStatus.PENDING.name());
                }
            }
            return new Shown(made, statuses);
        }
    }

    public Optional<Shown> find(UUID id) {
        return store.database().read(handle ->
                shown(handle, rows.recurring(handle, id).stream().toList()).stream().findFirst());
    }

    public List<Shown> all() {
        return store.database().read(handle -> shown(handle, rows.recurring(handle, null, LISTED_MAX)));
    }

    public List<Shown> ofProject(String projectId) {
        return store.database().read(handle -> shown(handle, rows.recurring(handle, projectId, LISTED_MAX)));
    }

    private List<Shown> shown(Handle handle, List<RecurringLease> found) {
        List<UUID> leases = found.stream()
                .flatMap(each -> each.occurrences().stream())
                .flatMap(each -> Optional.ofNullable(each.leaseId()).stream())
                .toList();
        Map<UUID, String> statuses = rows.statuses(handle, leases);
        return found.stream().map(each -> new Shown(each, statuses)).toList();
    }

    /**
     * @param deleted by this request: what was gone before is in neither
     * @param kept leases that have started, and are ordinary ones from now on
     */
    public record Removed(List<UUID> deleted, List<UUID> kept) {}

    /** Deletes the leases that have not started yet, one after the other, and then itself: whoever is cut off in between asks again. */
    public Removed remove(RecurringLease recurring) {
        List<UUID> deleted = new ArrayList<>();
        List<UUID> kept = new ArrayList<>();
        for (Occurrence occurrence : recurring.occurrences()) {
            UUID lease = occurrence.leaseId();
            if (lease != null) {
                deleteUnlessStarted.apply(lease).ifPresent(was -> (was.hasStarted() ? kept : deleted).add(lease));
            }
        }
        store.write(List.of(new RecurringRemoved(recurring.id())));
        return new Removed(deleted, kept);
    }

    /** What {@link #remove} would do now. */
    static Removed wouldRemove(Shown shown) {
        List<UUID> deleted = new ArrayList<>();
        List<UUID> kept = new ArrayList<>();
        for (Occurrence occurrence : shown.recurring().occurrences()) {
            UUID lease = occurrence.leaseId();
            if (lease != null) {
                Optional.ofNullable(shown.statuses().get(lease))
                        .ifPresent(status -> (status.equals(LeaseStatus.PENDING.name()) ? deleted : kept).add(lease));
            }
        }
        return new Removed(deleted, kept);
    }
}
