package io.berth.compute.server;

import io.berth.base.Change;
import io.berth.compute.action.ActionChange.ActionOpened;
import io.berth.compute.action.InstanceAction;
import io.berth.placement.ConsumerAllocations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Deletes the servers on hosts that their owner loses, as when a lease ends. Their claims are not given back to the
 * reservation, for it ends too.
 */
public final class DeleteServersOn {
    private DeleteServersOn() {}

    /**
     * @param changes to be written in the transaction of the decision that takes the hosts away
     * @param released to be decided by {@code ReplaceAllocations} together with whatever else that decision releases: of
     *     two changes to one provider's allocations in one transaction, the second would be stale
     */
    public record Plan(List<Change> changes, List<ConsumerAllocations> released) {
        public Plan {
            changes = List.copyOf(changes);
            released = List.copyOf(released);
        }
    }

    /** The servers on these hosts. */
    public static List<Server> view(Handle tx, Collection<UUID> hosts) {
        return ServerStore.onHosts(tx, hosts);
    }

    /** The servers of flavors that go, wherever they are. */
    public static List<Server> viewOfFlavors(Handle tx, Collection<String> flavors) {
        return ServerStore.ofFlavors(tx, flavors);
    }

    /** @param requestId of the request, or of the event of the lease, that takes the hosts away */
    public static Plan decide(List<Server> servers, String requestId, Instant now) {
        List<Change> changes = new ArrayList<>();
        List<ConsumerAllocations> released = new ArrayList<>();
        for (Server server : servers) {
            changes.addAll(DeleteServer.goodbye(server, now));
            changes.add(new ActionOpened(new InstanceAction(
                    server.id(), requestId, "delete", server.userId(), server.projectId(), now, now, false, List.of())));
            released.add(ConsumerAllocations.none(server.id().toString(), server.projectId(), server.userId()));
        }
        return new Plan(changes, released);
    }
}
