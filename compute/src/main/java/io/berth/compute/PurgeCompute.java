package io.berth.compute;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.compute.event.EventChange.EventsPurged;
import io.berth.compute.event.EventStore;
import io.berth.compute.server.ServerChange.ServerPurged;
import io.berth.compute.server.ServerStore;
import io.berth.store.DueHandler;
import io.berth.store.DueItem;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Forgets, at each start and then daily, what nobody asks for any more: events long delivered or given up, and servers long
 * deleted, with their actions. An event for a forgotten server is one for an unknown server.
 */
public final class PurgeCompute implements DueHandler {
    public static final String KIND = "compute.purge";

    static final Duration EVENTS_KEPT = Duration.ofDays(7);
    static final Duration SERVERS_KEPT = Duration.ofDays(30);

    private static final String KEY = "all";
    private static final Duration INTERVAL = Duration.ofDays(1);

    /** How many events, and how many servers, are forgotten in one transaction; where there are more, the next one follows at once. */
    private static final int BATCH = 500;

    private final Clock clock;

    public PurgeCompute(Clock clock) {
        this.clock = clock;
    }

    /** Arms the first purge; to be written at each start. */
    public static ScheduleWork firstAt(Instant now) {
        return new ScheduleWork(KIND, KEY, now);
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Instant now = clock.now();
        return decide(
                EventStore.settledBefore(tx, now.minus(EVENTS_KEPT), BATCH),
                ServerStore.deletedBefore(tx, now.minus(SERVERS_KEPT), BATCH),
                now);
    }

    static List<Change> decide(List<UUID> events, List<UUID> servers, Instant now) {
        List<Change> changes = new ArrayList<>();
        if (!events.isEmpty()) {
            changes.add(new EventsPurged(events));
        }
        servers.forEach(server -> changes.add(new ServerPurged(server)));
        boolean isAll = events.size() < BATCH && servers.size() < BATCH;
        changes.add(new ScheduleWork(KIND, KEY, isAll ? now.plus(INTERVAL) : now));
        return changes;
    }
}
