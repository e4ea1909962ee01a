package io.berth.compute.event;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.compute.action.ActionChange.ActionOpened;
import io.berth.compute.action.InstanceAction;
import io.berth.compute.event.EventChange.EventsQueued;
import io.berth.compute.server.Server;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Judges events one by one and queues the good ones for their servers' hosts (contract nova-external-events §4, seed: never a
 * 404 for the whole). The asker's project does not matter.
 */
public final class AcceptEvents {
    private AcceptEvents() {}

    /** Who asks, in which request. */
    public record Asker(String userId, String projectId, String requestId) {}

    /**
     * @param servers those that exist, deleted ones too, by id
     * @return the verdicts in the order of the events
     */
    public static Decision<List<Verdict>> decide(
            List<ExternalEvent> events, Map<String, Server> servers, Asker asker, Ids ids, Instant now) {
        List<Verdict> verdicts = new ArrayList<>();
        List<QueuedEvent> queued = new ArrayList<>();
        List<Change> actions = new ArrayList<>();
        for (ExternalEvent event : events) {
            Optional<Server> server = Optional.ofNullable(servers.get(event.server()));
            Verdict verdict = judge(event, server);
            verdicts.add(verdict);
            if (verdict == Verdict.ACCEPTED && event.name().isForHost(event.tag())) {
                Server known = server.orElseThrow();
                queued.add(queue(event, known, asker, ids.uuid(), now));
                event.name().action(event.tag()).ifPresent(action -> actions.add(open(known, action, asker, now)));
            }
        }
        if (queued.isEmpty()) {
            return Decision.accept(List.of(), verdicts);
        }
        List<Change> changes = new ArrayList<>(actions);
        changes.add(new EventsQueued(queued));
        SortedSet<UUID> hosts = new TreeSet<>(queued.stream().map(QueuedEvent::host).toList());
        hosts.forEach(host -> changes.add(new ScheduleWork(DeliverEvents.KIND, host.toString(), now)));
        return Decision.accept(changes, verdicts);
    }

    static Verdict judge(ExternalEvent event, Optional<Server> server) {
        if (server.isEmpty()) {
            return Verdict.NO_SUCH_SERVER;
        }
        if (event.name().needsTag() && event.tag().isEmpty()) {
            return Verdict.TAG_MISSING;
        }
        return server.get().host().isPresent() ? Verdict.ACCEPTED : Verdict.SERVER_HAS_NO_HOST;
    }

    private static QueuedEvent queue(ExternalEvent event, Server server, Asker asker, UUID id, Instant now) {
        UUID host = server.host().orElseThrow().provider();
        return new QueuedEvent(
                id, server.id(), host, event.name(), event.status(), event.tag(), asker.requestId(), now, 0);
    }

    private static ActionOpened open(Server server, String action, Asker asker, Instant now) {
        return new ActionOpened(new InstanceAction(
                server.id(), asker.requestId(), action, asker.userId(), asker.projectId(), now, now, false, List.of()));
    }
}
