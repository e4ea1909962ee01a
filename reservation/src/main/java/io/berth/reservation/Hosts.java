package io.berth.reservation;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Receipt;
import io.berth.reservation.budget.BudgetChange.HostUseKept;
import io.berth.reservation.host.AllocationStore;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostAllocation;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.host.Machine;
import io.berth.reservation.host.MachineDirectory;
import io.berth.reservation.host.RemoveHost;
import io.berth.reservation.host.UpdateHost;
import io.berth.reservation.property.Property;
import io.berth.reservation.property.PropertyStore;
import io.berth.reservation.property.UpdateProperty;
import io.berth.reservation.requirement.RequirementParser;
import io.berth.store.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What can be done with hosts and the names of their capabilities. */
public final class Hosts {
    private final Store store;
    private final HostStore hosts;
    private final AllocationStore allocations;
    private final PropertyStore properties;
    private final MachineDirectory machines;
    private final Clock clock;
    private final Ids ids;

    public Hosts(
            Store store,
            HostStore hosts,
            AllocationStore allocations,
            PropertyStore properties,
            MachineDirectory machines,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.hosts = hosts;
        this.allocations = allocations;
        this.properties = properties;
        this.machines = machines;
        this.clock = clock;
        this.ids = ids;
    }

    public List<Host> all() {
        return store.database().read(hosts::allHosts);
    }

    /** @param id as clients name hosts: digits, the first of which is no zero; anything else names none */
    public Optional<Host> find(String id) {
        return store.database().read(handle -> numbered(handle, id));
    }

    private Optional<Host> numbered(Handle handle, String id) {
        try {
            long number = Long.parseLong(id);
            return String.valueOf(number).equals(id) ? hosts.hostNumbered(handle, number) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** The machine is looked up in the ledger by its name, or by its uuid where that is what was given. */
    public Decision<Host> enrol(EnrolHost request) {
        return enrol(request, Receipt.none());
    }

    /** @param receipt written with the host, in its transaction */
    public Decision<Host> enrol(EnrolHost request, Receipt<Host> receipt) {
        return store.decide(
                tx -> {
                    Optional<Machine> machine = machine(tx, request.name());
                    machine.ifPresent(found -> machines.hold(tx, found.id()));
                    boolean isEnrolled = machine.filter(found -> hosts.isEnrolled(tx, found)).isPresent();
                    boolean isUsed = machine.filter(found -> machines.isUsed(tx, found.id())).isPresent();
                    return new EnrolHost.View(machine, isEnrolled, isUsed, hosts.nextNumber(tx), hosts.propertyNames(tx));
                },
                view -> receipt.on(request.decide(view, clock.now(), ids)));
    }

    private Optional<Machine> machine(Handle tx, String name) {
        return machines.named(tx, name).or(() -> {
            try {
                return machines.withId(tx, UUID.fromString(name));
            } catch (IllegalArgumentException noUuid) {
                return Optional.empty();
            }
        });
    }

    /** All hosts: whoever uses them needs a reservation. Read as part of a transaction. */
    public Set<UUID> enrolled(Handle handle) {
        return hosts.allIds(handle);
    }

    /** As {@link #enrolled}, of these alone. */
    public Set<UUID> enrolledAmong(Handle handle, Collection<UUID> ids) {
        return ids.isEmpty() ? Set.of() : hosts.names(handle, ids).keySet();
    }

    public Decision<Host> update(UpdateHost request) {
        return store.decide(
                tx -> {
                    Optional<Host> host = numbered(tx, request.hostId());
                    Set<String> reservedBy = host.map(found -> namesIn(allocations.expressionsOf(tx, found.id()))).orElse(Set.of());
                    return new UpdateHost.View(host, reservedBy, hosts.propertyNames(tx));
                },
                view -> request.decide(view, clock.now(), ids));
    }

    private static Set<String> namesIn(Set<String> expressions) {
        Set<String> names = new HashSet<>();
        expressions.forEach(text -> RequirementParser.parse(text).ifPresent(parsed -> names.addAll(parsed.names())));
        return names;
    }

    public Decision<Host> remove(RemoveHost request) {
        return store.decide(
                tx -> {
                    Optional<Host> host = numbered(tx, request.hostId());
                    return new RemoveHost.View(
                            host,
                            host.filter(found -> allocations.isReserved(tx, found.id())).isPresent(),
                            host.filter(found -> machines.isUsed(tx, found.id())).isPresent());
                },
                view -> switch (request.decide(view)) {
                    case Decision.Refused<Host> no -> no;
                    case Decision.Accepted<Host> yes -> Decision.accept(
                            List.of(new HostUseKept(yes.reply().id(), clock.now()), yes.changes().getFirst()), yes.reply());
                });
    }

    /** Which reservations have which hosts, beside all the hosts there are. */
    public record Allocations(List<Host> hosts, List<HostAllocation> allocations) {}

    public Allocations allocations(Optional<UUID> leaseId, Optional<UUID> reservationId) {
        AllocationStore.Search search = new AllocationStore.Search(leaseId, reservationId, clock.now());
        return store.database().read(handle ->
                new Allocations(hosts.allHosts(handle), allocations.allocations(handle, search)));
    }

    public List<PropertyStore.Seen> properties() {
        return store.database().read(properties::propertiesInUse);
    }

    public Decision<Property> update(UpdateProperty request) {
        return store.decide(
                tx -> properties.propertyNamed(tx, request.name()), view -> request.decide(view, clock.now()));
    }
}
