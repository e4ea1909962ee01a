package io.berth.server;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.flavor.FlavorChange.FlavorReserved;
import io.berth.compute.flavor.FlavorChange.FlavorWithdrawn;
import io.berth.compute.server.DeleteServersOn;
import io.berth.compute.server.Server;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.LeaseTasks;
import io.berth.deployment.task.TaskOrigin;
import io.berth.deployment.task.TaskStore;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import io.berth.placement.ConsumerAllocations;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.event.ReservedFlavor;
import io.berth.reservation.event.Together;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What a lease means for the other rooms: its hosts are deployed when it starts; when it ends, the servers on them go and the
 * machines are released; its instances have a flavor while it lasts, and their servers go with it; when it cannot start, its owner
 * is told why. All in the lease's own transaction.
 */
final class LeaseConsequences implements LeaseEffects {
    private final Clock clock;
    private final Ids ids;

    LeaseConsequences(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Effects started(Handle tx, List<WholeHosts> hosts) {
        Map<String, Node> nodes = nodes(tx, hosts);
        return Effects.of(together(hosts, each -> LeaseTasks.deploy(nodesOf(each, nodes), origin(each.lease()), clock.now(), ids)));
    }

    /** Servers of an earlier lease may still be on a host that had failed, or of a time before it was a host. Their owners are told. */
    @Override
    public SortedMap<UUID, Effects> cleared(Handle tx, Set<UUID> hosts) {
        SortedMap<UUID, Effects> cleared = new TreeMap<>();
        serversOn(tx, hosts).forEach((host, servers) -> {
            // Of another project maybe: the lease's request is none of its business.
            String request = "req-" + ids.uuid();
            DeleteServersOn.Plan plan = DeleteServersOn.decide(servers, request, clock.now());
            List<Change> changes = new ArrayList<>(plan.changes());
            servers.forEach(server -> changes.add(evicted(server, request)));
            cleared.put(host, new Effects(changes, plan.released()));
        });
        return cleared;
    }

    private Change evicted(Server server, String request) {
        return Messages.about(server.projectId(), ResourceType.SERVER, server.id())
                .says(Action.START_LEASE, Detail.HOST_GIVEN_TO_LEASE)
                .ofRequest(request)
                .naming(Parameter.HOST, server.host().orElseThrow().name())
                .create(ids.uuid(), clock.now());
    }

    private static Map<UUID, List<Server>> serversOn(Handle tx, Collection<UUID> hosts) {
        return hosts.isEmpty()
                ? Map.of()
                : DeleteServersOn.view(tx, hosts).stream()
                        .collect(Collectors.groupingBy(server -> server.host().orElseThrow().provider()));
    }

    @Override
    public Effects ended(Handle tx, List<WholeHosts> hosts) {
        if (hosts.isEmpty()) {
            return Effects.NONE;
        }
        Map<UUID, List<Server>> servers =
                serversOn(tx, hosts.stream().flatMap(each -> each.hosts().keySet().stream()).toList());
        List<Effects> goodbyes = hosts.stream()
                .map(each -> goodbye(each.lease(), each.hosts().keySet().stream()
                        .flatMap(host -> servers.getOrDefault(host, List.of()).stream())
                        .toList()))
                .toList();
        Map<String, Node> nodes = nodes(tx, hosts);
        Set<String> running = TaskStore.leasesWithTasks(tx, hosts.stream().map(each -> each.lease().id().toString()).toList());
        List<WholeHosts> deployed = hosts.stream()
                .filter(each -> !nodesOf(each, nodes).isEmpty() || running.contains(each.lease().id().toString()))
                .toList();
        List<Change> tasks = together(deployed, each -> LeaseTasks.destroy(nodesOf(each, nodes), origin(each.lease()), clock.now(), ids));
        return all(goodbyes, tasks);
    }

    private Effects goodbye(Lease lease, List<Server> servers) {
        DeleteServersOn.Plan plan = DeleteServersOn.decide(servers, lease.requestId(), clock.now());
        return new Effects(plan.changes(), plan.released());
    }

    private static Effects all(List<Effects> parts, List<Change> more) {
        List<Change> changes = new ArrayList<>();
        List<ConsumerAllocations> released = new ArrayList<>();
        parts.forEach(part -> {
            changes.addAll(part.changes());
            released.addAll(part.released());
        });
        changes.addAll(more);
        return new Effects(changes, released);
    }

    @Override
    public Effects slotsGiven(Handle tx, List<Slots> slots) {
        return Effects.of(slots.stream()
                .flatMap(each -> ReservedFlavor.of(each.lease(), each.reservation()).stream())
                .map(flavor -> new FlavorReserved(ComputeFlavors.reserved(flavor)))
                .toList());
    }

    @Override
    public Effects slotsEnded(Handle tx, List<Slots> slots) {
        if (slots.isEmpty()) {
            return Effects.NONE;
        }
        Map<String, List<Server>> servers = DeleteServersOn.viewOfFlavors(tx, slots.stream().map(LeaseConsequences::flavor).toList())
                .stream()
                .collect(Collectors.groupingBy(server -> server.flavor().id()));
        return all(
                slots.stream().map(each -> goodbye(each.lease(), servers.getOrDefault(flavor(each), List.of()))).toList(),
                together(slots, each -> List.of(new FlavorWithdrawn(flavor(each), clock.now()))));
    }

    private static String flavor(Slots slots) {
        return slots.reservation().id().toString();
    }

    @Override
    public Effects failed(Handle tx, Lease lease) {
        return Effects.of(List.of(Messages.about(lease.projectId(), ResourceType.LEASE, lease.id())
                .says(Action.START_LEASE, Detail.CLAIMED_BY_OTHERS)
                .ofRequest(lease.requestId())
                .create(ids.uuid(), clock.now())));
    }

    @Override
    public Effects granted(Handle tx, Lease lease) {
        return Effects.of(List.of(Messages.about(lease.projectId(), ResourceType.LEASE, lease.id())
                .says(Action.WAIT_FOR_LEASE, Detail.GRANTED_AFTER_WAIT)
                .atLevel(Level.INFO)
                .ofRequest(lease.requestId())
                .create(ids.uuid(), clock.now())));
    }

    @Override
    public Effects expired(Handle tx, UUID id, Owner owner) {
        return Effects.of(List.of(Messages.about(owner.projectId(), ResourceType.LEASE, id)
                .says(Action.WAIT_FOR_LEASE, Detail.NOT_GRANTED_BY_DEADLINE)
                .ofRequest(owner.requestId())
                .create(ids.uuid(), clock.now())));
    }

    /** What had not started and has another host is told too, but it is no error. */
    @Override
    public Effects replaced(Handle tx, Lease lease, List<HostLost> lost) {
        return Effects.of(lost.stream()
                .map(each -> {
                    Messages.Draft draft = Messages.about(lease.projectId(), ResourceType.LEASE, lease.id())
                            .says(Action.REPLACE_HOST, detail(each))
                            .ofRequest(lease.requestId())
                            .atLevel(each.replacement().isEmpty() ? Level.ERROR : lease.hasStarted() ? Level.WARNING : Level.INFO)
                            .naming(Parameter.HOST, each.host())
                            .naming(Parameter.SOURCE, each.source());
                    return each.replacement()
                            .map(name -> draft.naming(Parameter.REPLACEMENT, name))
                            .orElse(draft)
                            .create(ids.uuid(), clock.now());
                })
                .toList());
    }

    private static Detail detail(HostLost lost) {
        boolean isReplaced = lost.replacement().isPresent();
        return switch (lost.cause()) {
            case FAILURE -> isReplaced ? Detail.HOST_FAILED : Detail.HOST_FAILED_UNREPLACED;
            case MAINTENANCE -> isReplaced ? Detail.HOST_CLOSED : Detail.HOST_CLOSED_UNREPLACED;
        };
    }

    private static Map<String, Node> nodes(Handle tx, List<WholeHosts> hosts) {
        List<String> names = hosts.stream().flatMap(each -> each.hosts().values().stream()).toList();
        return names.isEmpty()
                ? Map.of()
                : NodeStore.named(tx, names).stream().collect(Collectors.toMap(Node::hostname, Function.identity()));
    }

    private static List<Node> nodesOf(WholeHosts hosts, Map<String, Node> nodes) {
        return hosts.hosts().values().stream().filter(nodes::containsKey).map(nodes::get).toList();
    }

    private static <T> List<Change> together(List<T> parts, Function<T, List<? extends Change>> changes) {
        return Together.inOrder(parts.stream().map(changes).toList());
    }

    private static TaskOrigin origin(Lease lease) {
        return TaskOrigin.ofLease(lease.id().toString(), lease.projectId(), lease.userId(), lease.requestId());
    }
}
