package io.berth.reservation.waiting;

import io.berth.base.Change;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.supply.AddressSupply;
import io.berth.reservation.supply.Freed;
import io.berth.reservation.supply.Supplies;
import io.berth.reservation.supply.Supply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What is granted in one transaction, one after the other, and what there is left. What nobody in the round asks for is not read: the
 * ledger only where somebody wants instances, addresses by network, each once.
 */
final class GrantRound {
    private final Supplies supplies;
    private final Instant now;
    /** All that may be free for longer than when everybody was last tried; absent for anything. */
    private final Optional<Freed> freed;
    /** Whose budgets may have room that they had not. */
    private final Set<String> projects;

    private CalendarView calendars;
    private final Map<UUID, Provider> providers = new HashMap<>();
    private boolean knowsAllProviders;
    private AddressSupply addresses = AddressSupply.EMPTY;
    private final Set<String> networks = new HashSet<>();

    private final Set<UUID> lockedHosts = new HashSet<>();
    private final Set<UUID> lockedAddresses = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<AddressBooking> addressesGiven = new ArrayList<>();
    /** The leases of each project. */
    private final Map<String, List<Change>> granted = new HashMap<>();

    GrantRound(CalendarView calendars, Supplies supplies, Instant now, Optional<Freed> freed, Set<String> projects) {
        this.calendars = calendars;
        this.supplies = supplies;
        this.now = now;
        this.freed = freed;
        this.projects = projects;
    }

    /** What its budget forbade before may be possible now, with whatever there is. */
    Optional<Freed> freedFor(WaitingLease entry, boolean hasBudget) {
        return hasBudget && projects.contains(entry.owner().projectId()) ? Optional.empty() : freed;
    }

    /** Whether so much has to be read for it that it is worth a look beforehand whether any of that is of use. */
    boolean isCostly(WaitingLease entry) {
        return !knowsAllProviders && Supply.wantsShares(entry.wish().requests());
    }

    /** What it can choose from, where of shared hosts only those are known that became free. */
    Supply ofFreed(Handle tx, WaitingLease entry) {
        Set<UUID> hosts = new HashSet<>(freed.map(Freed::hosts).orElse(Set.of()));
        hosts.removeAll(providers.keySet());
        providers.putAll(supplies.providers(tx, hosts));
        return known(tx, entry);
    }

    /** What it can choose from. */
    Supply supply(Handle tx, WaitingLease entry) {
        if (isCostly(entry)) {
            providers.putAll(supplies.providers(tx, calendars));
            knowsAllProviders = true;
        }
        return known(tx, entry);
    }

    private Supply known(Handle tx, WaitingLease entry) {
        Set<String> missing = new HashSet<>(Supplies.networks(entry.wish().requests()));
        missing.removeAll(networks);
        if (!missing.isEmpty()) {
            // What was given in this round is not written yet.
            addresses = addresses.and(supplies.addresses(tx, missing, now).plus(addressesGiven));
            networks.addAll(missing);
        }
        return new Supply(calendars, providers, addresses);
    }

    CalendarView calendars() {
        return calendars;
    }

    /** @param newer calendars */
    void learn(CalendarView newer) {
        calendars = newer;
    }

    /** They are read again when they are next asked for. */
    void forgetAddresses() {
        networks.clear();
        addresses = AddressSupply.EMPTY;
    }

    /** What nobody else can change any more. */
    Freed locked() {
        return new Freed(lockedHosts, lockedAddresses);
    }

    void lock(Chosen chosen) {
        lockedHosts.addAll(chosen.hosts().keySet());
        lockedAddresses.addAll(chosen.addresses().keySet());
    }

    List<Change> grantedTo(String project) {
        return granted.getOrDefault(project, List.of());
    }

    void grant(String project, List<Change> booked) {
        granted.computeIfAbsent(project, any -> new ArrayList<>()).addAll(booked);
        Supply left = new Supply(calendars, Map.of(), addresses).plus(booked);
        calendars = left.calendars();
        addresses = left.addresses();
        booked.stream()
                .filter(AddressesRebooked.class::isInstance)
                .forEach(change -> addressesGiven.addAll(((AddressesRebooked) change).added()));
    }

    void add(Change change) {
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }
}
