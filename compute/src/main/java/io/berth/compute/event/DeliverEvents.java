package io.berth.compute.event;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.AgentDirectory;
import io.berth.compute.event.EventChange.DeliveryBegun;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerStore;
import io.berth.store.DueHandler;
import io.berth.store.DueItem;
import io.berth.store.Store;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each host its events, in order, at least once. Three steps, so that no transaction waits for a host: the due work
 * marks the host as busy; whoever committed the mark calls the agent, outside any transaction; a second transaction writes what
 * came of it. Where the process dies between, the due work falls due again when the mark expires.
 */
public final class DeliverEvents implements DueHandler, AutoCloseable {
    public static final String KIND = "event.deliver";

    /** How long a delivery may last until another is begun. */
    static final Duration BUSY = Duration.ofSeconds(30);

    /** How many events an agent gets at once. */
    static final int BATCH_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeliverEvents.class);

    private final Store store;
    private final AgentDirectory agents;
    private final Clock clock;
    private final Ids ids;
    private final AgentClient client = new AgentClient();

    /** Listens to the store's commits from now on. */
    public DeliverEvents(Store store, AgentDirectory agents, Clock clock, Ids ids) {
        this.store = store;
        this.agents = agents;
        this.clock = clock;
        this.ids = ids;
        store.onCommit(this::deliverWhatBegan);
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        UUID host = UUID.fromString(item.key());
        Instant now = clock.now();
        Optional<Instant> busyUntil = EventStore.busyUntil(tx, host).filter(now::isBefore);
        if (busyUntil.isPresent()) {
            return List.of(new ScheduleWork(KIND, item.key(), busyUntil.get()));
        }
        if (EventStore.queued(tx, host, 1).isEmpty()) {
            return List.of();
        }
        Instant until = now.plus(BUSY);
        return List.of(new DeliveryBegun(host, until), new ScheduleWork(KIND, item.key(), until));
    }

    private void deliverWhatBegan(List<Change> committed) {
        for (Change change : committed) {
            if (change instanceof DeliveryBegun begun) {
                Thread.ofVirtual().name("deliver-" + begun.host()).start(() -> deliver(begun));
            }
        }
    }

    private void deliver(DeliveryBegun begun) {
        try {
            List<QueuedEvent> batch =
                    store.database().read(handle -> EventStore.queued(handle, begun.host(), BATCH_MAX));
            Set<UUID> handled = agents.agentOf(begun.host())
                    .map(agent -> client.post(agent, batch))
                    .orElse(Set.of());
            store.decide(
                    tx -> view(tx, begun, batch),
                    view -> EndDelivery.decide(begun.host(), view, handled, ids, clock.now()));
        } catch (RuntimeException trouble) {
            LOG.warn("delivery to host {} was not finished; it is begun anew at {}", begun.host(), begun.until(), trouble);
        }
    }

    private static EndDelivery.View view(Handle tx, DeliveryBegun begun, List<QueuedEvent> sent) {
        boolean isOurs = EventStore.busyUntil(tx, begun.host()).equals(Optional.of(begun.until()));
        List<QueuedEvent> batch =
                EventStore.queuedOf(tx, sent.stream().map(QueuedEvent::id).toList());
        Set<UUID> servers = batch.stream().map(QueuedEvent::server).collect(Collectors.toSet());
        return new EndDelivery.View(isOurs, batch, ServerStore.servers(tx, servers).stream()
                .collect(Collectors.toMap(Server::id, Function.identity())));
    }

    @Override
    public void close() {
        client.close();
    }
}
