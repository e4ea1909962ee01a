package io.berth.server;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.flavor.FlavorChange.FlavorReserved;
import io.berth.compute.flavor.FlavorChange.FlavorWithdrawn;
import io.berth.compute.server.DeleteServersOn;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.LeaseTasks;
import io.berth.deployment.task.TaskOrigin;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import io.berth.reservation.event.HostLost;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.event.ReservedFlavor;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a lease means for the other rooms: its hosts are deployed when it starts; when it ends, the servers on them go and the
 * machines are released; its instances have a flavor while it lasts, and their servers go with it; when it cannot start, its owner is told why. All in the lease's own transaction.
 */
final class LeaseConsequences implements LeaseEffects {
    private final Clock clock;
    private final Ids ids;

    LeaseConsequences(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Effects started(Handle tx, Lease lease, SortedMap<UUID, String> hosts) {
        return Effects.of(LeaseTasks.deploy(nodes(tx, hosts), origin(lease), clock.now(), ids));
    }

    @Override
    public Effects ended(Handle tx, Lease lease, SortedMap<UUID, String> hosts) {
        DeleteServersOn.Plan servers =
                DeleteServersOn.decide(DeleteServersOn.view(tx, hosts.keySet()), lease.requestId(), clock.now());
        List<Change> changes = new ArrayList<>(servers.changes());
        changes.addAll(LeaseTasks.destroy(nodes(tx, hosts), origin(lease), clock.now(), ids));
        return new Effects(changes, servers.released());
    }

    @Override
    public Effects slotsGiven(Handle tx, Lease lease, Reservation reservation) {
        return ReservedFlavor.of(lease, reservation)
                .map(flavor -> Effects.of(List.of(new FlavorReserved(ComputeFlavors.reserved(flavor)))))
                .orElse(Effects.NONE);
    }

    @Override
    public Effects slotsEnded(Handle tx, Lease lease, Reservation reservation) {
        String flavor = reservation.id().toString();
        DeleteServersOn.Plan servers =
                DeleteServersOn.decide(DeleteServersOn.viewOfFlavor(tx, flavor), lease.requestId(), clock.now());
        List<Change> changes = new ArrayList<>(servers.changes());
        changes.add(new FlavorWithdrawn(flavor, clock.now()));
        return new Effects(changes, servers.released());
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

    private static List<Node> nodes(Handle tx, SortedMap<UUID, String> hosts) {
        return NodeStore.named(tx, hosts.values());
    }

    private static TaskOrigin origin(Lease lease) {
        return TaskOrigin.ofLease(lease.id().toString(), lease.projectId(), lease.userId(), lease.requestId());
    }
}
