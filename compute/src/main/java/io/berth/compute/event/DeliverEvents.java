package io.berth.compute.event;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.AgentDirectory;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerStore;
import io.berth.store.DueWork;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.Errands;
import io.berth.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Hands each host its events, in order, at least once: an errand whose key is the host. */
public final class DeliverEvents implements Errands.Errand, AutoCloseable {
    public static final String KIND = "event.deliver";

    /** How long a delivery may last until another is begun. */
    static final Duration BUSY = Duration.ofSeconds(30);

    /** How many events an agent gets at once. */
    static final int BATCH_MAX = 100;

    private final Store store;
    private final AgentDirectory agents;
    private final Clock clock;
    private final Ids ids;
    private final AgentClient client = new AgentClient();

    public DeliverEvents(Store store, AgentDirectory agents, Clock clock, Ids ids) {
        this.store = store;
        this.agents = agents;
        this.clock = clock;
        this.ids = ids;
    }

    /** Lets the due work begin deliveries; listens to the store's commits from now on. */
    public void handledBy(DueWork due) {
        due.handles(KIND, new Errands(store, KIND, BUSY, clock, this));
    }

    @Override
    public boolean isWanted(Handle tx, String key) {
        return !EventStore.queued(tx, UUID.fromString(key), 1).isEmpty();
    }

    @Override
    public void run(ErrandBegun begun) {
        UUID host = UUID.fromString(begun.key());
        List<QueuedEvent> batch = store.database().read(handle -> EventStore.queued(handle, host, BATCH_MAX));
        Set<UUID> handled =
                agents.agentOf(host).map(agent -> client.post(agent, batch)).orElse(Set.of());
        store.decide(
                tx -> view(tx, begun, batch),
                view -> EndDelivery.decide(begun, view, handled, ids, clock.now()));
    }

    private static EndDelivery.View view(Handle tx, ErrandBegun begun, List<QueuedEvent> sent) {
        boolean isOurs = Errands.isOurs(tx, begun);
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
