package io.berth.reservation;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.reservation.budget.Budget;
import io.berth.reservation.budget.Budgets;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.IndexedBooking;
import io.berth.reservation.calendar.slot.ShareCalendar;
import io.berth.reservation.event.LeaseLife;
import io.berth.reservation.floatingip.FloatingIps;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.KnownLeases;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStore;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.NewLeaseStore;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.lease.WindowChange;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.refusal.ReservationRefusal.HostsClaimed;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchLease;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import io.berth.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What can be done with leases. Each write is one transaction, decided on what that transaction sees. */
public final class Leases {
    private final Store store;
    private final LeaseStore leases;
    private final KnownLeases known;
    private final CalendarStore calendar;
    private final ShareCalendar shares;
    private final CalendarIndex index;
    private final IndexedBooking booking;
    private final LeaseLife life;
    private final LeaseGate gate;
    private final Budgets budgets;
    private final ReservationOptions options;
    private final Clock clock;
    private final Ids ids;

    public Leases(
            Store store,
            LeaseStore leases,
            KnownLeases known,
            CalendarStore calendar,
            CalendarIndex index,
            ShareCalendar shares,
            LeaseLife life,
            LeaseGate gate,
            Budgets budgets,
            ReservationOptions options,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.leases = leases;
        this.known = known;
        this.calendar = calendar;
        this.shares = shares;
        this.index = index;
        this.booking = new IndexedBooking(index);
        this.life = life;
        this.gate = gate;
        this.budgets = budgets;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
    }

    public List<Lease> all() {
        return known.all();
    }

    public List<Lease> ofProject(String projectId) {
        return known.ofProject(projectId);
    }

    public Optional<Lease> find(UUID id) {
        return known.find(id);
    }

    /** Refused with {@code NotEnoughHosts} and how each constraint narrowed the choice, where the calendar is full. */
    public Decision<Lease> create(CreateLease request, Owner owner) {
        return create(request, owner, Receipt.none());
    }

    /** @param receipt written with the lease, in its transaction */
    public Decision<Lease> create(CreateLease request, Owner owner, Receipt<Lease> receipt) {
        Instant now = clock.now();
        CreateLease.Circumstances at = new CreateLease.Circumstances(owner, options, now, ids);
        Optional<ReservationRefusal> refusal = refusal(request, at);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        if (!chooses(request.requests()) || budgets.mayBind(owner.projectId())) {
            return createdInOne(request, at, receipt, false);
        }
        return booking.book(
                        sight -> receipt.on(request.decide(
                                Stock.ofHosts(sight.calendars().offers(
                                        window(request.period(now)), now, null, sight.contended())),
                                at)),
                        changes -> write(changes, owner.projectId()))
                .orElseGet(() -> createdInOne(request, at, receipt, !budgets.mayBind(owner.projectId())));
    }

    /** Why a lease is not even looked for: it is faulty, or the site forbids it. */
    private Optional<ReservationRefusal> refusal(CreateLease request, CreateLease.Circumstances at) {
        return request.fault(at.now()).or(() -> gate.create(() -> triedInOne(request, at)));
    }

    private IndexedBooking.Written write(List<Change> changes, String projectId) {
        // Those who tell of leases follow only what is written in transactions.
        Optional<NewLeaseStore> lease = options.notified().isPresent() ? Optional.empty() : NewLeaseStore.of(changes);
        boolean isWritten = lease.isPresent()
                ? store.tryWriteAtOnce(changes, handle -> lease.get().write(handle, store.origin(), clock.now()))
                : store.tryWrite(changes, tx -> budgets.look(tx, projectId).isEmpty());
        if (isWritten) {
            return IndexedBooking.Written.DONE;
        }
        return store.database().read(handle -> budgets.look(handle, projectId)).isPresent()
                ? IndexedBooking.Written.NOT_HERE
                : IndexedBooking.Written.STALE;
    }

    /** Whether hosts, and nothing else, are to be chosen. */
    private static boolean chooses(List<ReservationRequest> requests) {
        return !requests.isEmpty() && requests.stream().allMatch(HostRequest.class::isInstance);
    }

    private Period window(Period period) {
        return period.longerBy(options.cleaningTime());
    }

    /**
     * What cannot be written as it was decided on the index of calendars alone is decided in the transaction that writes it.
     *
     * @param hasLost whether others were faster before
     */
    private Decision<Lease> createdInOne(
            CreateLease request, CreateLease.Circumstances at, Receipt<Lease> receipt, boolean hasLost) {
        Wants wants = new Wants(request.requests(), request.period(at.now()), at.now(), null);
        AtomicBoolean waits = new AtomicBoolean(hasLost);
        return store.decide(
                tx -> {
                    Optional<Budget> budget = budgets.hold(tx, at.owner().projectId());
                    boolean hasTried = waits.getAndSet(true);
                    if (hasTried) {
                        calendar.waitForTurn(tx);
                        budgets.holdsStill(tx, budget, at.owner().projectId());
                    }
                    Decision<Lease> made = chosen(tx, wants, hasTried, stock -> request.decide(stock, at));
                    return receipt.on(budgets.under(budget, tx, made));
                },
                Function.identity());
    }

    /** What is to be chosen for when. @param ownLease what it has does not count as taken */
    private record Wants(List<ReservationRequest> requests, Period period, Instant now, @Nullable UUID ownLease) {}

    /**
     * Decided on the calendars as this process knows them, where that is enough: the swap judges it. Else on what the transaction sees.
     *
     * @param hasTried whether someone else was faster before
     */
    private <R> Decision<R> chosen(Handle tx, Wants wants, boolean hasTried, Function<Stock, Decision<R>> decide) {
        Optional<CalendarView> known = hasTried || !chooses(wants.requests()) ? Optional.empty() : index.known();
        // What it would be refused for may be gone since the index learnt of it.
        Optional<Decision<R>> early = known.map(calendars -> Stock.ofHosts(
                        calendars.offers(window(wants.period()), wants.now(), wants.ownLease(), Set.of())))
                .map(decide)
                .filter(made -> !IndexedBooking.mayBeStale(made));
        return early.orElseGet(() -> decide.apply(stock(tx, wants)));
    }

    private Stock stock(Handle tx, Wants wants) {
        List<ReservationRequest> requests = wants.requests();
        Period window = window(wants.period());
        HostOffers hosts = requests.stream().anyMatch(HostRequest.class::isInstance)
                ? index.refreshed(tx).offers(window, wants.now(), wants.ownLease(), Set.of())
                : HostOffers.of(List.of());
        return new Stock(
                hosts,
                requests.stream().anyMatch(Leases::isOfInstances) ? shares.offers(tx, window, wants.ownLease()) : List.of(),
                FloatingIps.stock(tx, requests, wants.period(), wants.now(), wants.ownLease()));
    }

    private static boolean isOfInstances(ReservationRequest request) {
        return request instanceof InstanceRequest || request instanceof FlavorRequest;
    }

    /**
     * All that was asked, or nothing. More hosts for a running lease are claimed in the same transaction, and one that is to end now has
     * ended in it: its hosts are free for whoever asks next.
     */
    public Decision<Lease> update(UUID id, UpdateLease request) {
        Instant now = clock.now();
        Optional<ReservationRefusal> forbidden = gate.update(request, () -> preview(id, request, now));
        if (forbidden.isPresent()) {
            return Decision.refuse(forbidden.get());
        }
        AtomicBoolean hasTried = new AtomicBoolean();
        return store.decide(
                tx -> locked(tx, id)
                        .map(lease -> updated(
                                tx, lease, request, now,
                                new Try(budgets.hold(tx, lease.projectId()), hasTried.getAndSet(true))))
                        .orElseGet(() -> Decision.refuse(new NoSuchLease(id.toString()))),
                Function.identity());
    }

    private Optional<LeaseGate.Preview> preview(UUID id, UpdateLease request, Instant now) {
        return store.database().read(handle -> leases.lease(handle, id).map(lease -> new LeaseGate.Preview(
                lease,
                budgets.under(budgets.look(handle, lease.projectId()), handle, request.decide(
                        new UpdateLease.View(
                                lease, calendar.bookingsOfLease(handle, lease.id()), stock(handle, lease, request, now)),
                        options,
                        now,
                        ids)))));
    }

    private Stock stock(Handle handle, Lease lease, UpdateLease request, Instant now) {
        return request.window(lease, now) instanceof WindowChange.Accepted window && request.choosesAnew(lease, window)
                ? stock(handle, new Wants(requests(lease), window.hosts(), now, lease.id()))
                : kept(handle, lease);
    }

    /** What an update needs to know where nothing is to be chosen. */
    private static Stock kept(Handle handle, Lease lease) {
        return Stock.NONE.withAddresses(FloatingIps.held(handle, requests(lease), lease.id()));
    }

    private static List<ReservationRequest> requests(Lease lease) {
        return lease.reservations().stream().map(Reservation::request).toList();
    }

    /**
     * The lease with its timer, which a change of it moves: due work locks a timer first and the lease then. A timer that was in
     * somebody's hand is followed by the next.
     */
    private Optional<Lease> locked(Handle tx, UUID id) {
        boolean isHeld = false;
        for (int i = 0; !isHeld && i < LeaseTimers.OF_LEASE.size(); i++) {
            isHeld = store.holdWork(tx, LeaseTimers.OF_LEASE, id.toString());
        }
        return leases.lockedLease(tx, id);
    }

    /** @param isAnother whether someone else was faster before */
    private record Try(Optional<Budget> budget, boolean isAnother) {}

    private Decision<Lease> updated(Handle tx, Lease lease, UpdateLease request, Instant now, Try at) {
        Decision<UpdateLease.Updated> decision = budgets.under(at.budget(), tx, decided(tx, lease, request, now, at));
        if (decision instanceof Decision.Accepted<UpdateLease.Updated> yes && yes.reply().endsNow()) {
            List<Change> changes = new ArrayList<>(yes.changes());
            changes.addAll(life.endedNow(tx, yes.reply().lease().written(), now));
            return Decision.accept(changes, yes.reply().lease(), yes.explanation());
        }
        return withClaims(decision, after -> life.more(tx, after.lease(), after.added(), now));
    }

    /** What an update would come to now. */
    private Decision<Lease> tried(Handle handle, Lease lease, UpdateLease request, Instant now) {
        Try at = new Try(budgets.look(handle, lease.projectId()), false);
        return withClaims(
                budgets.under(at.budget(), handle, decided(handle, lease, request, now, at)),
                after -> life.couldHaveMore(handle, after.lease(), after.added(), now));
    }

    private Decision<UpdateLease.Updated> decided(
            Handle tx, Lease lease, UpdateLease request, Instant now, Try at) {
        List<Booking> bookings = calendar.bookingsOfLease(tx, lease.id());
        if (!(request.window(lease, now) instanceof WindowChange.Accepted window) || !request.choosesAnew(lease, window)) {
            return request.decide(new UpdateLease.View(lease, bookings, kept(tx, lease)), options, now, ids);
        }
        if (at.isAnother()) {
            calendar.waitForTurn(tx);
            budgets.holdsStill(tx, at.budget(), lease.projectId());
        }
        return chosen(
                tx,
                new Wants(requests(lease), window.hosts(), now, lease.id()),
                at.isAnother(),
                stock -> request.decide(new UpdateLease.View(lease, bookings, stock), options, now, ids));
    }

    /** @param more claims what is added */
    private static Decision<Lease> withClaims(
            Decision<UpdateLease.Updated> decision, Function<UpdateLease.Updated, Decision<Lease>> more) {
        return switch (decision) {
            case Decision.Refused<UpdateLease.Updated> no -> Decision.refuse(no.refusal(), no.explanation());
            case Decision.Accepted<UpdateLease.Updated> yes -> withClaims(yes, more);
        };
    }

    private static Decision<Lease> withClaims(
            Decision.Accepted<UpdateLease.Updated> update, Function<UpdateLease.Updated, Decision<Lease>> more) {
        UpdateLease.Updated reply = update.reply();
        if (reply.added().isEmpty()) {
            return Decision.accept(update.changes(), reply.lease(), update.explanation());
        }
        return switch (more.apply(reply)) {
            case Decision.Refused<Lease> no ->
                Decision.refuse(new HostsClaimed(no.refusal().message()), update.explanation());
            case Decision.Accepted<Lease> claimed -> {
                List<Change> changes = new ArrayList<>(update.changes());
                changes.addAll(claimed.changes());
                yield Decision.accept(changes, reply.lease(), update.explanation());
            }
        };
    }

    /** In any status. What a running lease has is given back in the same transaction. */
    public Decision<Lease> delete(UUID id) {
        return store.decide(
                tx -> locked(tx, id)
                        .map(lease -> Decision.accept(life.deleted(tx, lease), lease))
                        .orElseGet(() -> Decision.refuse(new NoSuchLease(id.toString()))),
                Function.identity());
    }

    /** As {@link #delete}, but leaves one alone that has started. @return the lease as it was; none if it was gone before */
    public Optional<Lease> deleteUnlessStarted(UUID id) {
        return store.<Decision<Optional<Lease>>, Optional<Lease>>decide(
                        tx -> {
                            Optional<Lease> lease = locked(tx, id);
                            Optional<Lease> waits = lease.filter(it -> !it.hasStarted());
                            return Decision.accept(waits.map(it -> life.deleted(tx, it)).orElse(List.of()), lease);
                        },
                        Function.identity())
                .fold(found -> found, never -> Optional.empty());
    }

    /** What {@link #create} would decide now, with all hosts counted in the explanation. Writes nothing. */
    public Decision<Lease> tryCreating(CreateLease request, Owner owner) {
        Instant now = clock.now();
        CreateLease.Circumstances at = new CreateLease.Circumstances(owner, options, now, ids);
        Optional<ReservationRefusal> refusal = refusal(request, at);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        if (!chooses(request.requests())) {
            return triedInOne(request, at);
        }
        Stock stock = Stock.ofHosts(index.refreshed().allOffers(window(request.period(now)), now, null));
        return store.dryRun(
                handle -> budgets.under(budgets.look(handle, owner.projectId()), handle, request.decide(stock, at)),
                Function.identity());
    }

    private Decision<Lease> triedInOne(CreateLease request, CreateLease.Circumstances at) {
        return store.dryRun(
                handle -> {
                    Stock stock = stock(handle, new Wants(request.requests(), request.period(at.now()), at.now(), null));
                    return budgets.under(
                            budgets.look(handle, at.owner().projectId()), handle, request.decide(stock, at));
                },
                Function.identity());
    }

    /** What {@link #update} would decide now. Writes nothing. */
    public Decision<Lease> tryUpdating(UUID id, UpdateLease request) {
        Instant now = clock.now();
        Optional<ReservationRefusal> forbidden = gate.update(request, () -> preview(id, request, now));
        if (forbidden.isPresent()) {
            return Decision.refuse(forbidden.get());
        }
        return store.dryRun(
                handle -> leases.lease(handle, id)
                        .map(lease -> tried(handle, lease, request, now))
                        .orElseGet(() -> Decision.refuse(new NoSuchLease(id.toString()))),
                Function.identity());
    }
}
