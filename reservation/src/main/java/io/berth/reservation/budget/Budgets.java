package io.berth.reservation.budget;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchBudget;
import io.berth.store.Purge;
import io.berth.store.RunningTransactions;
import io.berth.store.StaleView;
import io.berth.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The budgets of projects. Whoever books whole hosts for a project holds its budget until that is written, so that two who book at
 * once, through whatever replica, see each other's bookings. Projects without a budget wait for nobody.
 */
public final class Budgets {
    /** Longer than any budget's period: what ended before counts for none that is not over. */
    static final Duration USE_KEPT = Duration.ofDays(32);

    /** Whoever books takes milliseconds; what takes longer, as a backup does, books nothing. */
    static final Duration SETTING_MAX = Duration.ofSeconds(5);

    private static final Duration PURGE_INTERVAL = Duration.ofHours(6);
    private static final int PURGE_BATCH = 5_000;

    private final Store store;
    private final Clock clock;

    /** Projects of which this process has seen a budget: a hint, and never the last word. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public Budgets(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.writes(BudgetChange.class, BudgetStore::write);
    }

    /**
     * A budget and what of it is used.
     *
     * @param hostsNow whole hosts at this instant
     * @param period of the budget, in which it lies
     * @param hostMicros whole hosts times microseconds in that period
     */
    public record Standing(Budget budget, long hostsNow, Period period, long hostMicros) {}

    public List<Standing> all() {
        Instant now = clock.now();
        return store.database().read(handle -> standings(handle, BudgetStore.allBudgets(handle), now));
    }

    public Optional<Standing> find(String projectId) {
        Instant now = clock.now();
        return store.database().read(handle ->
                standings(handle, BudgetStore.budget(handle, projectId).stream().toList(), now).stream().findFirst());
    }

    static List<Standing> standings(Handle handle, List<Budget> budgets, Instant now) {
        Map<String, Period> periods = new TreeMap<>();
        budgets.forEach(budget -> periods.put(budget.projectId(), budget.limits().period().around(now)));
        Map<String, List<ProjectUse.Slice>> uses = BudgetStore.uses(handle, periods);
        return budgets.stream()
                .map(budget -> standing(budget, new ProjectUse(uses.getOrDefault(budget.projectId(), List.of())), now))
                .toList();
    }

    private static Standing standing(Budget budget, ProjectUse use, Instant now) {
        Period period = budget.limits().period().around(now);
        return new Standing(budget, use.at(now).after(), period, use.within(period).after());
    }

    /**
     * In place of any budget that the project has. What it has booked stays, though it be more. Answers when whatever was begun without
     * knowing of this budget is over, or after {@link #SETTING_MAX}: every lease that is asked for from then on is judged by it.
     */
    public Budget set(String projectId, Budget.Limits limits) {
        Decision<Budget> decision = store.decide(
                tx -> BudgetStore.lockedBudget(tx, projectId),
                before -> {
                    Budget budget = Budget.of(projectId, limits, before, clock.now());
                    return Decision.accept(List.of(new BudgetChange.BudgetSet(budget)), budget);
                });
        seen.add(projectId);
        // Nobody can hold a budget that is not there yet: those who have looked for it in vain may still be booking.
        RunningTransactions.await(store.database(), SETTING_MAX);
        return decision.fold(budget -> budget, refusal -> {
            throw new IllegalStateException("a budget was refused: " + refusal);
        });
    }

    public Decision<Budget> remove(String projectId) {
        return store.decide(
                tx -> BudgetStore.lockedBudget(tx, projectId),
                found -> found.map(budget -> Decision.accept(List.of(new BudgetChange.BudgetRemoved(projectId)), budget))
                        .orElseGet(() -> Decision.refuse(new NoSuchBudget(projectId))));
    }

    /** Whether it is worth looking for the project's budget before booking: true where this process has seen one. */
    public boolean mayBind(String projectId) {
        return seen.contains(projectId);
    }

    /** The project's budget, which nobody else books under until the transaction is over. To be held before hosts are chosen. */
    public Optional<Budget> hold(Handle tx, String projectId) {
        return noted(projectId, BudgetStore.lockedBudget(tx, projectId));
    }

    /**
     * To be called by whoever has waited since it held the budget.
     *
     * @throws StaleView where there was none to hold, and is one now
     */
    public void holdsStill(Handle tx, Optional<Budget> held, String projectId) {
        if (held.isEmpty() && look(tx, projectId).isPresent()) {
            throw new StaleView("budget/" + projectId);
        }
    }

    /** As {@link #hold}, without waiting. @return false where somebody else holds the budget */
    public boolean tryHold(Handle tx, Budget budget) {
        return BudgetStore.lockIdle(tx, budget.projectId());
    }

    /** The same for a look that books nothing. */
    public Optional<Budget> look(Handle handle, String projectId) {
        return noted(projectId, BudgetStore.budget(handle, projectId));
    }

    private Optional<Budget> noted(String projectId, Optional<Budget> found) {
        if (found.isPresent()) {
            seen.add(projectId);
        } else {
            seen.remove(projectId);
        }
        return found;
    }

    /** What was decided for the project's leases; refused where that is more than the budget allows. */
    public <R> Decision<R> under(Optional<Budget> budget, Handle handle, Decision<R> decision) {
        return budget.isPresent() && decision instanceof Decision.Accepted<R> yes
                ? exceeded(budget.get(), handle, yes.changes())
                        .<Decision<R>>map(refusal -> Decision.refuse(refusal, yes.explanation()))
                        .orElse(decision)
                : decision;
    }

    /** What a lease of a project would change: only new bookings. */
    public record Wanted(String projectId, List<Change> changes) {
        public Wanted {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Whether each of them would be allowed, were it the only one: whatever their number, by at most two statements.
     *
     * @return in their order
     */
    public List<Boolean> allowed(Handle handle, List<Wanted> all) {
        Map<String, Budget> budgets = all.isEmpty()
                ? Map.of()
                : BudgetStore.budgets(handle, all.stream().map(Wanted::projectId).distinct().toList());
        Map<String, Period> counted = new TreeMap<>();
        for (Wanted wanted : all) {
            Budget budget = budgets.get(wanted.projectId());
            if (budget != null && budget.limits().limitsHosts()) {
                extent(added(wanted.changes())).ifPresent(booked ->
                        counted.merge(wanted.projectId(), counted(booked, budget.limits()), Budgets::span));
            }
        }
        Map<String, List<ProjectUse.Slice>> had = counted.isEmpty() ? Map.of() : BudgetStore.uses(handle, counted);
        return all.stream()
                .map(wanted -> {
                    Budget budget = budgets.get(wanted.projectId());
                    return budget == null
                            || exceeded(budget, handle, wanted.changes(), (booked, removed) ->
                                            had.getOrDefault(wanted.projectId(), List.of()))
                                    .isEmpty();
                })
                .toList();
    }

    /**
     * The same for changes that grow one by one, on one reading of what the project has: it must not have changed meanwhile.
     *
     * @param extent that all that the changes book lies in; they remove nothing
     * @return why changes are more than the budget allows
     */
    public Function<List<Change>, Optional<ReservationRefusal>> limit(Optional<Budget> held, Handle handle, Period extent) {
        return held.map(budget -> {
                    List<ProjectUse.Slice> had = budget.limits().limitsHosts()
                            ? BudgetStore.use(handle, budget.projectId(), counted(extent, budget.limits()), List.of())
                            : List.<ProjectUse.Slice>of();
                    return (Function<List<Change>, Optional<ReservationRefusal>>)
                            changes -> exceeded(budget, handle, changes, (booked, removed) -> had);
                })
                .orElse(changes -> Optional.empty());
    }

    private static Optional<ReservationRefusal> exceeded(Budget budget, Handle handle, List<Change> changes) {
        return exceeded(budget, handle, changes, (booked, removed) ->
                BudgetStore.use(handle, budget.projectId(), counted(booked, budget.limits()), removed));
    }

    /** @param had what the project has around a period, where some bookings are removed */
    private static Optional<ReservationRefusal> exceeded(
            Budget budget,
            Handle handle,
            List<Change> changes,
            BiFunction<Period, List<UUID>, List<ProjectUse.Slice>> had) {
        List<UUID> removed = rebooked(changes).flatMap(change -> change.removed().stream()).toList();
        List<Booking> added = added(changes);
        Optional<Period> booked = budget.limits().limitsHosts() ? extent(added) : Optional.empty();
        ProjectUse use = booked.map(extent -> new ProjectUse(had.apply(extent, removed))
                        .plus(added.stream().map(booking -> new ProjectUse.Slice(booking.period(), 0, 1)).toList()))
                .orElse(new ProjectUse(List.of()));
        List<JudgeBudget.Length> lengths = changes.stream()
                .flatMap(change -> change instanceof LeaseChange of ? length(handle, of).stream() : Stream.empty())
                .toList();
        return JudgeBudget.decide(budget.limits(), new JudgeBudget.Asked(booked, use, lengths));
    }

    private static Stream<LeaseRebooked> rebooked(List<Change> changes) {
        return changes.stream().filter(LeaseRebooked.class::isInstance).map(LeaseRebooked.class::cast);
    }

    /** Whole hosts for leases: nothing else is counted. */
    private static List<Booking> added(List<Change> changes) {
        return rebooked(changes)
                .flatMap(change -> change.added().stream())
                .filter(booking -> booking.kind() == BookingKind.LEASE && booking.isWhole())
                .toList();
    }

    private static Optional<JudgeBudget.Length> length(Handle handle, LeaseChange change) {
        return switch (change) {
            case LeaseChange.LeaseCreated it -> Optional.of(new JudgeBudget.Length(Duration.ZERO, length(it.lease())));
            case LeaseChange.LeaseChanged it -> BudgetStore.length(handle, it.lease().id())
                    .map(before -> new JudgeBudget.Length(before, length(it.lease())));
            case LeaseChange.LeaseEnded it -> Optional.empty();
            case LeaseChange.LeaseDeleted it -> Optional.empty();
        };
    }

    private static Duration length(Lease lease) {
        return Duration.between(lease.startsAt(), lease.endsAt());
    }

    private static Optional<Period> extent(List<Booking> bookings) {
        return bookings.stream().map(Booking::period).reduce(Budgets::span);
    }

    private static Period span(Period one, Period other) {
        return new Period(
                one.start().isBefore(other.start()) ? one.start() : other.start(),
                one.end().isAfter(other.end()) ? one.end() : other.end());
    }

    /** What has to be counted: the budget's whole periods that the bookings lie in, where it has limits a period. */
    private static Period counted(Period extent, Budget.Limits limits) {
        return limits.maxHostHours() == null ? extent : new Period(
                limits.period().around(extent.start()).start(), limits.period().around(extent.end()).end());
    }

    /** Forgets what counts for no period any more. */
    public Purge purge() {
        return new Purge("budget.forget", PURGE_INTERVAL, clock, (tx, now) -> {
            int forgotten = BudgetStore.forgetUse(tx, now.minus(USE_KEPT), PURGE_BATCH);
            return new Purge.Purged(List.of(), forgotten == PURGE_BATCH);
        });
    }
}
