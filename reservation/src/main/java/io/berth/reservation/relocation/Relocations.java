package io.berth.reservation.relocation;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.reservation.budget.BudgetChange.BookingsUseKept;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.slot.ShareCalendar;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.event.Exchange;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.event.LeaseLife;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.LeaseStore;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.store.StaleView;
import io.berth.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Takes leases off hosts inside a transaction that somebody else holds: finds and locks them, has it decided, and claims what runs. */
public final class Relocations {
    /** How often others are looked for where the ledger does not give what the calendar says is free. */
    private static final int CLAIMS_MAX = 8;

    private final Store store;
    private final LeaseStore leases;
    private final CalendarStore calendar;
    private final CalendarIndex index;
    private final ShareCalendar shares;
    private final LeaseLife life;
    private final LeaseEffects effects;

    public Relocations(
            Store store,
            LeaseStore leases,
            CalendarStore calendar,
            CalendarIndex index,
            ShareCalendar shares,
            LeaseLife life,
            LeaseEffects effects) {
        this.store = store;
        this.leases = leases;
        this.calendar = calendar;
        this.index = index;
        this.shares = shares;
        this.life = life;
        this.effects = effects;
    }

    /**
     * Locks the leases that have something of the hosts, before anything else is read or locked: who changes a lease locks its
     * timers first, then the lease, then hosts.
     *
     * @param hasTried whether this is another try, after someone else was faster: then nobody books anything meanwhile
     * @return the leases
     */
    public Set<UUID> hold(Handle tx, Collection<UUID> hosts, Period during, boolean hasTried) {
        return hold(tx, calendar.leasesOf(tx, hosts, during, Integer.MAX_VALUE), hasTried);
    }

    /** As the other, of leases that are known already. */
    public Set<UUID> hold(Handle tx, Set<UUID> found, boolean hasTried) {
        if (!found.isEmpty()) {
            store.holdWork(tx, LeaseTimers.OF_LEASE, found.stream().map(UUID::toString).toList());
            leases.lockLeases(tx, found);
        }
        if (hasTried) {
            calendar.holdAllHosts(tx);
        }
        return found;
    }

    /**
     * What becomes of the leases on closed hosts.
     *
     * @param plan its bookings are not among the changes: what else is booked on these hosts is written with them
     * @param changes of leases, claims, and whatever else the wiring adds
     */
    public record Outcome(Relocation.Plan plan, List<Change> changes) {
        public Outcome {
            changes = List.copyOf(changes);
        }

        public List<Relocated> leases() {
            return plan.leases();
        }
    }

    /**
     * @param held the leases that {@link #hold} locked; absent where nothing is going to be written
     * @param source who found out that hosts failed; empty for what is no failure
     */
    public Outcome relocate(Handle tx, Terms terms, Optional<Set<UUID>> held, String source) {
        List<Displaced> displaced = displaced(tx, terms, held);
        Terms current = terms;
        for (int tries = 0; tries < CLAIMS_MAX; tries++) {
            Relocation.Plan plan = Relocation.decide(displaced, current);
            List<Exchange> exchanges = plan.leases().stream().flatMap(each -> each.exchange().stream()).toList();
            if (life.exchanged(tx, exchanges, terms.now()) instanceof Decision.Accepted<List<Exchange>> yes) {
                return outcome(tx, plan, yes.changes(), terms, source);
            }
            Set<UUID> unusable = new HashSet<>(current.unusable());
            unusable.addAll(refused(tx, exchanges, terms.now()));
            current = current.without(unusable);
        }
        Relocation.Plan plan = Relocation.decide(displaced, current.replacingNothingStarted());
        List<Exchange> exchanges = plan.leases().stream().flatMap(each -> each.exchange().stream()).toList();
        return switch (life.exchanged(tx, exchanges, terms.now())) {
            case Decision.Accepted<List<Exchange>> yes -> outcome(tx, plan, yes.changes(), terms, source);
            case Decision.Refused<List<Exchange>> no -> throw new StaleView("the ledger: " + no.refusal().code());
        };
    }

    /** The hosts that cannot be claimed; all of them where each could be, but not all together. */
    private Set<UUID> refused(Handle tx, List<Exchange> exchanges, Instant now) {
        Set<UUID> all = new HashSet<>();
        Set<UUID> refused = new HashSet<>();
        for (Exchange exchange : exchanges) {
            for (Booking booking : exchange.added()) {
                all.add(booking.hostId());
                List<Exchange> alone = List.of(new Exchange(exchange.lease(), exchange.lost(), List.of(booking)));
                if (life.exchanged(tx, alone, now) instanceof Decision.Refused) {
                    refused.add(booking.hostId());
                }
            }
        }
        return refused.isEmpty() ? all : refused;
    }

    private Outcome outcome(Handle tx, Relocation.Plan plan, List<Change> claims, Terms terms, String source) {
        List<Change> changes = new ArrayList<>();
        List<UUID> had = plan.leases().stream().flatMap(each -> each.had(terms.now()).stream()).toList();
        if (!had.isEmpty()) {
            changes.add(new BookingsUseKept(had, terms.now()));
        }
        for (Relocated each : plan.leases()) {
            if (!each.after().equals(each.before())) {
                changes.add(new LeaseChanged(each.after()));
            }
        }
        changes.addAll(claims);
        for (Relocated each : plan.leases()) {
            List<HostLost> lost = each.moves().stream()
                    .map(move -> new HostLost(move.from().name(), move.to().map(to -> to.name()), terms.cause(), source))
                    .distinct()
                    .toList();
            changes.addAll(effects.replaced(tx, each.after(), lost).changes());
        }
        return new Outcome(plan, changes);
    }

    private List<Displaced> displaced(Handle tx, Terms terms, Optional<Set<UUID>> held) {
        Set<UUID> found = calendar.leasesOf(tx, terms.closings().keySet(), terms.span(), Integer.MAX_VALUE);
        if (held.isPresent() && !held.get().containsAll(found)) {
            throw new StaleView("leases that have hosts since");
        }
        Map<UUID, List<Booking>> bookings = calendar.bookingsOfLeases(tx, found);
        List<Displaced> displaced = leases.leases(tx, found).stream()
                .map(lease -> new Displaced(lease, bookings.getOrDefault(lease.id(), List.of()), Stock.NONE))
                .filter(each -> each.isAffected(terms))
                .toList();
        if (displaced.isEmpty()) {
            return displaced;
        }
        CalendarView calendars = index.refreshed(tx);
        List<ShareOffer> offers = shares(tx, displaced, terms);
        return displaced.stream()
                .map(each -> each.withStock(Stock.ofHosts(calendars.offers(each.window(terms), terms.now(), null, Set.of()))
                        .withShares(isShared(each.lease()) ? offers : List.of())))
                .toList();
    }

    private static boolean isShared(Lease lease) {
        return lease.reservations().stream()
                .anyMatch(each -> each.request() instanceof InstanceRequest || each.request() instanceof FlavorRequest);
    }

    /** One reading for all, from when the first lease needs something to when the last does. */
    private List<ShareOffer> shares(Handle tx, List<Displaced> displaced, Terms terms) {
        List<Period> windows = displaced.stream()
                .filter(each -> isShared(each.lease()))
                .map(each -> each.window(terms))
                .toList();
        if (windows.isEmpty()) {
            return List.of();
        }
        Instant start = windows.stream().map(Period::start).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = windows.stream().map(Period::end).max(Comparator.naturalOrder()).orElseThrow();
        return shares.offers(tx, new Period(start, end), null);
    }
}
