package io.berth.compute;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.action.ActionChange;
import io.berth.compute.action.ActionStore;
import io.berth.compute.agent.AgentSightings;
import io.berth.compute.event.DeliverEvents;
import io.berth.compute.event.EventChange;
import io.berth.compute.event.EventStore;
import io.berth.compute.flavor.FlavorChange;
import io.berth.compute.flavor.FlavorStore;
import io.berth.compute.server.PlugDeadline;
import io.berth.compute.server.ServerChange;
import io.berth.compute.server.ServerStore;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.Store;

/** What wiring must do before servers and events are used: before the due work starts. */
public final class ComputeRoom implements AutoCloseable {
    private final DeliverEvents delivery;
    private final Purge purge;
    private final AgentSightings sightings = new AgentSightings();

    private ComputeRoom(DeliverEvents delivery, Purge purge) {
        this.delivery = delivery;
        this.purge = purge;
    }

    /** What the room must have done regularly: its first run is to be scheduled at every start. */
    public Purge purge() {
        return purge;
    }

    /** Whether hosts' agents are there. */
    public AgentSightings sightings() {
        return sightings;
    }

    /** Tells the store how the room's changes are written, and the due work who does the room's. */
    public static ComputeRoom register(Store store, DueWork dueWork, AgentDirectory agents, Clock clock, Ids ids) {
        store.writes(ServerChange.class, ServerStore::write);
        store.writes(FlavorChange.class, FlavorStore::write);
        store.writes(ActionChange.class, ActionStore::write);
        store.writes(EventChange.class, EventStore::write);
        DeliverEvents delivery = new DeliverEvents(store, agents, clock, ids);
        delivery.handledBy(dueWork);
        dueWork.handles(PlugDeadline.KIND, new PlugDeadline(clock, ids));
        return new ComputeRoom(delivery, PurgeCompute.purge(clock).handledBy(dueWork));
    }

    /** Stops calling agents; what is queued waits for another replica or the next start. */
    @Override
    public void close() {
        delivery.close();
        sightings.close();
    }
}
