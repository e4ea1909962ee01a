package io.berth.compute;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.compute.event.EventChange.EventsPurged;
import io.berth.compute.event.EventStore;
import io.berth.compute.flavor.FlavorChange.FlavorPurged;
import io.berth.compute.flavor.FlavorStore;
import io.berth.compute.server.ServerChange.ServerPurged;
import io.berth.compute.server.ServerStore;
import io.berth.store.Purge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Forgets, at each start and then daily, what nobody asks for any more: events long delivered or given up, and servers long
 * deleted, with their actions, and the flavors of ended reservations once none of their servers is known. An event for a forgotten server is one for an unknown server.
 */
public final class PurgeCompute {
    static final Duration EVENTS_KEPT = Duration.ofDays(7);
    static final Duration SERVERS_KEPT = Duration.ofDays(30);

    private static final Duration INTERVAL = Duration.ofDays(1);

    /** How many events, servers and flavors are forgotten in one transaction. */
    private static final int BATCH = 500;

    private PurgeCompute() {}

    public static Purge purge(Clock clock) {
        return new Purge("compute.purge", INTERVAL, clock, (tx, now) -> {
            List<UUID> events = EventStore.settledBefore(tx, now.minus(EVENTS_KEPT), BATCH);
            List<UUID> servers = ServerStore.deletedBefore(tx, now.minus(SERVERS_KEPT), BATCH);
            List<Change> changes = new ArrayList<>();
            if (!events.isEmpty()) {
                changes.add(new EventsPurged(events));
            }
            servers.forEach(server -> changes.add(new ServerPurged(server)));
            List<String> flavors = FlavorStore.forgettable(tx, BATCH);
            flavors.forEach(flavor -> changes.add(new FlavorPurged(flavor)));
            return new Purge.Purged(
                    changes, events.size() == BATCH || servers.size() == BATCH || flavors.size() == BATCH);
        });
    }
}
