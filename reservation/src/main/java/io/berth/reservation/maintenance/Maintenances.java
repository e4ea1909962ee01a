package io.berth.reservation.maintenance;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.maintenance.MaintenanceRefusal.NoSuchMaintenance;
import io.berth.reservation.maintenance.MaintenanceRefusal.TooManyLeases;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.relocation.Relocations;
import io.berth.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What can be done with maintenances. Each write is one transaction, with all that becomes of the leases on the hosts. */
public final class Maintenances {
    /** How many a list shows at most. */
    public static final int LISTED_MAX = 1_000;

    private final Store store;
    private final HostStore hosts;
    private final MaintenanceStore maintenances;
    private final CalendarStore calendar;
    private final Relocations relocations;
    private final Closings closings;
    private final Clock clock;
    private final Ids ids;

    public Maintenances(
            Store store,
            HostStore hosts,
            MaintenanceStore maintenances,
            CalendarStore calendar,
            Relocations relocations,
            Closings closings,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.hosts = hosts;
        this.maintenances = maintenances;
        this.calendar = calendar;
        this.relocations = relocations;
        this.closings = closings;
        this.clock = clock;
        this.ids = ids;
    }

    public Instant now() {
        return clock.now();
    }

    /** The latest first, at most {@link #LISTED_MAX}. @param ended whether those that are over or lifted are wanted too */
    public List<Closed> all(boolean ended) {
        return store.database().read(handle -> {
            List<Maintenance> found =
                    maintenances.maintenances(handle, ended ? Instant.EPOCH : clock.now(), LISTED_MAX);
            Set<UUID> wanted = new HashSet<>();
            found.forEach(each -> wanted.addAll(each.bookings().keySet()));
            List<Host> all = hosts.hosts(handle, wanted);
            return found.stream()
                    .map(each -> new Closed(
                            each, all.stream().filter(host -> each.bookings().containsKey(host.id())).toList(), List.of()))
                    .toList();
        });
    }

    public Optional<Closed> find(UUID id) {
        return store.database().read(handle -> maintenances.maintenance(handle, id).map(it -> shown(handle, it)));
    }

    private Closed shown(Handle handle, Maintenance it) {
        return new Closed(it, hosts.hosts(handle, it.bookings().keySet()), List.of());
    }

    /** All hosts are closed, or none is. */
    public Decision<Closed> close(CloseHosts request) {
        return close(request, Receipt.none());
    }

    /** @param receipt written with the closing, in its transaction */
    Decision<Closed> close(CloseHosts request, Receipt<Closed> receipt) {
        AtomicBoolean hasTried = new AtomicBoolean();
        return store.decide(
                tx -> receipt.on(closed(tx, request, false, hasTried.getAndSet(true))), Function.identity());
    }

    /** What {@link #close} would decide now. Writes nothing. */
    public Decision<Closed> tryClosing(CloseHosts request) {
        return store.dryRun(handle -> closed(handle, request, true, false), Function.identity());
    }

    Decision<Closed> closed(Handle tx, CloseHosts request, boolean isDry, boolean hasTried) {
        Instant now = clock.now();
        Optional<MaintenanceRefusal> fault = request.fault(now);
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        Map<String, Host> named = hosts.hostsOf(tx, request.hosts());
        Optional<String> unknown = request.hosts().stream().filter(name -> !named.containsKey(name)).findFirst();
        if (unknown.isPresent()) {
            return Decision.refuse(new NoSuchHost(unknown.get()));
        }
        Set<UUID> wanted = named.values().stream().map(Host::id).collect(Collectors.toSet());
        Period period = request.period(now);
        Maintenance asked = new Maintenance(
                ids.uuid(), request.kind(), request.reason(), period, new TreeMap<>(), request.userId(), now, null, 0);
        return touching(tx, wanted, asked.kind(), period)
                .then(leases -> {
                    Optional<Set<UUID>> held = held(tx, leases, asked.kind(), isDry, hasTried);
                    return closings.close(
                            tx, new Closings.Wish(asked, hosts.hosts(tx, wanted), request.onConflict(), held), now);
                });
    }

    /** The leases that have the hosts while they are to be closed. Who drains takes nothing from any. */
    private Touching touching(Handle tx, Collection<UUID> closed, MaintenanceKind kind, Period period) {
        return new Touching(kind == MaintenanceKind.DRAIN
                ? Set.of()
                : calendar.leasesOf(tx, closed, period, CloseHosts.LEASES_MAX + 1));
    }

    private record Touching(Set<UUID> leases) {
        Decision<Closed> then(Function<Set<UUID>, Decision<Closed>> decide) {
            return leases.size() > CloseHosts.LEASES_MAX
                    ? Decision.refuse(new TooManyLeases(CloseHosts.LEASES_MAX))
                    : decide.apply(leases);
        }
    }

    private Optional<Set<UUID>> held(Handle tx, Set<UUID> leases, MaintenanceKind kind, boolean isDry, boolean hasTried) {
        if (isDry) {
            return Optional.empty();
        }
        return Optional.of(kind == MaintenanceKind.DRAIN ? leases : relocations.hold(tx, leases, hasTried));
    }

    /**
     * Ends it at another time than was planned.
     *
     * @param end null for an end that nobody knows yet
     */
    public Decision<Closed> endAt(UUID id, @Nullable Instant end, OnConflict onConflict) {
        AtomicBoolean hasTried = new AtomicBoolean();
        return store.decide(tx -> ending(tx, id, end, onConflict, false, hasTried.getAndSet(true)), Function.identity());
    }

    /** What {@link #endAt} would decide now. Writes nothing. */
    public Decision<Closed> tryEndingAt(UUID id, @Nullable Instant end, OnConflict onConflict) {
        return store.dryRun(handle -> ending(handle, id, end, onConflict, true, false), Function.identity());
    }

    private Decision<Closed> ending(
            Handle tx, UUID id, @Nullable Instant end, OnConflict onConflict, boolean isDry, boolean hasTried) {
        Optional<Maintenance> found = maintenances.maintenance(tx, id);
        if (found.isEmpty()) {
            return Decision.refuse(new NoSuchMaintenance(id.toString()));
        }
        Maintenance before = found.get();
        Instant now = clock.now();
        Instant after = before.period().start().isBefore(now) ? now : before.period().start();
        Optional<MaintenanceRefusal> fault = before.isLive(now)
                ? CloseHosts.endFault(before.kind(), after, end)
                : Optional.of(new MaintenanceRefusal.Ended(id.toString()));
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        Period period = Period.of(before.period().start(), end);
        if (!period.end().isAfter(before.period().end())) {
            return closings.shorten(tx, before, period, now);
        }
        Maintenance longer = before.with(period, before.bookings());
        List<UUID> closed = List.copyOf(before.bookings().keySet());
        return touching(tx, closed, before.kind(), new Period(before.period().end(), period.end()))
                .then(leases -> {
                    Optional<Set<UUID>> held = held(tx, leases, before.kind(), isDry, hasTried);
                    return closings.lengthen(
                            tx, before, new Closings.Wish(longer, hosts.hosts(tx, closed), onConflict, held), now);
                });
    }

    /** Opens the hosts now. */
    public Decision<Closed> lift(UUID id) {
        return store.decide(tx -> lifting(tx, id), Function.identity());
    }

    /** What {@link #lift} would decide now. Writes nothing. */
    public Decision<Closed> tryLifting(UUID id) {
        return store.dryRun(handle -> lifting(handle, id), Function.identity());
    }

    private Decision<Closed> lifting(Handle tx, UUID id) {
        return maintenances.maintenance(tx, id)
                .map(it -> it.isLive(clock.now())
                        ? closings.lift(tx, it, clock.now())
                        : Decision.<Closed>refuse(new MaintenanceRefusal.Ended(id.toString())))
                .orElseGet(() -> Decision.refuse(new NoSuchMaintenance(id.toString())));
    }
}
