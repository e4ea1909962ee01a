package io.berth.reservation.health;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.health.HealthChange.HealthWritten;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostBarStore;
import io.berth.reservation.host.HostChange.HostChanged;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.relocation.Closing;
import io.berth.reservation.relocation.Rebooking;
import io.berth.reservation.relocation.Relocated;
import io.berth.reservation.relocation.Relocations;
import io.berth.reservation.relocation.Terms;
import io.berth.store.DueItem;
import io.berth.store.DueWork;
import io.berth.store.StaleView;
import io.berth.store.Store;
import io.berth.store.WorkChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Hosts fail and recover (contract blazar §17). A failure is one transaction: the host is not reservable any more, and the leases
 * on it that run or start soon have another host or are marked. Those that start later follow when their time comes near.
 */
public final class HostHealths {
    /** Its key is the host's id: the next lease on a failed host comes near. */
    static final String HEAL = "host.heal";

    private final Store store;
    private final HostStore hosts;
    private final HealthStore healths;
    private final CalendarStore calendar;
    private final Relocations relocations;
    private final ReservationOptions reservations;
    private final HealthOptions options;
    private final Clock clock;
    private final Ids ids;

    public HostHealths(
            Store store,
            HostStore hosts,
            HealthStore healths,
            CalendarStore calendar,
            Relocations relocations,
            ReservationOptions reservations,
            HealthOptions options,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.hosts = hosts;
        this.healths = healths;
        this.calendar = calendar;
        this.relocations = relocations;
        this.reservations = reservations;
        this.options = options;
        this.clock = clock;
        this.ids = ids;
    }

    public void handle(DueWork due) {
        due.handles(HEAL, this::heal);
    }

    /** @param host as it is then; @param healed what became of leases */
    public record Known(Host host, HostHealth health, List<Relocated> healed) {
        public Known {
            healed = List.copyOf(healed);
        }
    }

    public Decision<Known> show(String hostId) {
        return store.database().read(handle -> hosts.hostOf(handle, hostId)
                .map(host -> Decision.accept(List.of(), new Known(host, health(handle, host), List.of())))
                .orElseGet(() -> Decision.refuse(new NoSuchHost(hostId))));
    }

    /** All that have failed. */
    public List<Known> failed() {
        return store.database().read(this::failed);
    }

    List<Known> failed(Handle handle) {
        List<HostHealth> failed = healths.failed(handle);
        Map<UUID, Host> known = hosts.hosts(handle, failed.stream().map(HostHealth::hostId).toList()).stream()
                .collect(Collectors.toMap(Host::id, Function.identity()));
        return failed.stream()
                .flatMap(health -> Optional.ofNullable(known.get(health.hostId())).stream()
                        .map(host -> new Known(host, health, List.of())))
                .toList();
    }

    List<Host> hosts() {
        return store.database().read(hosts::allHosts);
    }

    /** By host; of those of which nobody ever said anything nothing. */
    Map<UUID, HostHealth> known() {
        return store.database().read(healths::known).stream()
                .collect(Collectors.toMap(HostHealth::hostId, Function.identity()));
    }

    private HostHealth health(Handle handle, Host host) {
        return healths.health(handle, host.id()).orElseGet(() -> HostHealth.unknown(host));
    }

    /** What was known already changes nothing but who says it and why. */
    public Decision<Known> report(ReportHealth report) {
        AtomicBoolean hasTried = new AtomicBoolean();
        return store.decide(
                tx -> hosts.hostOf(tx, report.hostId())
                        .map(host -> reported(tx, host.id(), report, any -> true, hasTried.getAndSet(true)))
                        .orElseGet(() -> Decision.refuse(new NoSuchHost(report.hostId()))),
                Function.identity());
    }

    /** What {@link #report} would decide now. Writes nothing. */
    public Decision<Known> tryReporting(ReportHealth report) {
        return store.dryRun(
                handle -> hosts.hostOf(handle, report.hostId())
                        .map(host -> changed(handle, host, report, Optional.empty()))
                        .orElseGet(() -> Decision.refuse(new NoSuchHost(report.hostId()))),
                Function.identity());
    }

    /** @param asSeen whether the health is still the one that led to the report, once the leases are locked */
    private Decision<Known> reported(
            Handle tx, UUID id, ReportHealth report, Predicate<HostHealth> asSeen, boolean hasTried) {
        // Healing locks its due work first, then the leases.
        store.holdWork(tx, List.of(HEAL), id.toString());
        Set<UUID> held = report.status() == HealthStatus.FAILED
                ? relocations.hold(tx, List.of(id), ahead(clock.now()), hasTried)
                : Set.of();
        return hosts.hosts(tx, List.of(id)).stream()
                .findFirst()
                .map(host -> {
                    if (!asSeen.test(health(tx, host))) {
                        throw new StaleView("health/" + id);
                    }
                    return changed(tx, host, report, Optional.of(held));
                })
                .orElseGet(() -> Decision.refuse(new NoSuchHost(report.hostId())));
    }

    private Decision<Known> changed(Handle tx, Host host, ReportHealth report, Optional<Set<UUID>> held) {
        Instant now = clock.now();
        HostHealth before = health(tx, host);
        boolean isNews = before.status() != report.status();
        HostHealth after = new HostHealth(
                host.id(), report.status(), report.reason(), report.source(), isNews ? now : before.since(), 0);
        List<Change> changes = new ArrayList<>();
        if (!after.equals(before)) {
            changes.add(new HealthWritten(before, after));
        }
        if (!isNews) {
            return Decision.accept(changes, new Known(host, after, List.of()));
        }
        boolean isDrained = HostBarStore.drained(tx, List.of(host.id())).contains(host.id());
        Host marked = host.reservable(report.status() == HealthStatus.HEALTHY && !isDrained, now);
        changes.add(new HostChanged(marked, List.of()));
        if (report.status() == HealthStatus.HEALTHY) {
            changes.add(new WorkChange.CancelWork(HEAL, host.id().toString()));
            return Decision.accept(changes, new Known(marked, after, List.of()));
        }
        List<Relocated> healed = healed(tx, marked, report.source(), held, changes, now);
        return Decision.accept(changes, new Known(marked, after, healed));
    }

    /** @param changes where what follows is written */
    private List<Relocated> healed(
            Handle tx, Host host, String source, Optional<Set<UUID>> held, List<Change> changes, Instant now) {
        Relocations.Outcome outcome = relocations.relocate(tx, terms(host, now), held, source);
        changes.addAll(outcome.changes());
        new Rebooking().add(outcome.plan()).change("host/" + host.id(), Set.of(host.id())).ifPresent(changes::add);
        next(tx, host, now).ifPresent(due -> changes.add(new WorkChange.ScheduleWork(HEAL, host.id().toString(), due)));
        return outcome.leases();
    }

    private Terms terms(Host host, Instant now) {
        TreeMap<UUID, Closing> closings = new TreeMap<>();
        closings.put(host.id(), new Closing(host, ahead(now)));
        return new Terms(closings, until(now), HostLost.Cause.FAILURE, true, Set.of(), reservations, now, ids);
    }

    private static Period ahead(Instant now) {
        return new Period(now, Period.OPEN);
    }

    private Instant until(Instant now) {
        return options.healing().isZero() ? Period.OPEN : now.plus(options.healing());
    }

    /** When the next lease on the host has come so near that it is taken off. */
    private Optional<Instant> next(Handle tx, Host host, Instant now) {
        return options.healing().isZero()
                ? Optional.empty()
                : calendar.bookingsOf(tx, List.of(host.id()), ahead(until(now))).stream()
                        .filter(booking -> booking.kind() == BookingKind.LEASE)
                        .map(booking -> booking.period().start())
                        .filter(start -> start.isAfter(until(now)))
                        .min(Comparator.naturalOrder())
                        .map(start -> start.minus(options.healing()));
    }

    private List<Change> heal(Handle tx, DueItem item) {
        UUID id = UUID.fromString(item.key());
        Set<UUID> held = relocations.hold(tx, List.of(id), ahead(clock.now()), false);
        List<Change> changes = new ArrayList<>();
        hosts.hosts(tx, List.of(id)).stream()
                .findFirst()
                .filter(host -> health(tx, host).status() == HealthStatus.FAILED)
                .ifPresent(host -> healed(tx, host, health(tx, host).source(), Optional.of(held), changes, clock.now()));
        return changes;
    }

    /** What looked at a host found: it counts once it was found so often in a row. */
    void observe(UUID id, HealthStatus found, String reason, String source) {
        AtomicBoolean hasTried = new AtomicBoolean();
        store.decide(
                tx -> hosts.hosts(tx, List.of(id)).stream()
                        .findFirst()
                        .map(host -> observed(
                                tx, host, new ReportHealth(host.name(), found, reason, source), hasTried.getAndSet(true)))
                        .orElseGet(() -> Decision.refuse(new NoSuchHost(id.toString()))),
                Function.identity());
    }

    private Decision<Known> observed(Handle tx, Host host, ReportHealth found, boolean hasTried) {
        HostHealth before = health(tx, host);
        // What an operator said stands until an operator says otherwise.
        boolean isContrary = found.status() != before.status()
                && (before.status() == HealthStatus.HEALTHY || before.source().equals(found.source()));
        int strikes = isContrary ? before.strikes() + 1 : 0;
        if (strikes >= options.strikes()) {
            return reported(tx, host.id(), found, before::equals, hasTried);
        }
        List<Change> changes = strikes == before.strikes() ? List.of() : List.of(new HealthWritten(before, before.struck(strikes)));
        return Decision.accept(changes, new Known(host, before, List.of()));
    }
}
