package io.berth.compute.event;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.compute.action.ActionChange.ActionFinished;
import io.berth.compute.action.InstanceAction;
import io.berth.compute.event.EventChange.DeliveryEnded;
import io.berth.compute.server.HandleEvent;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerChange.ServerUpdated;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.Errands;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What follows from an attempt to hand a host its events: what the host took happens to the servers, what it did not take is
 * tried again, ever later, and after {@link #ATTEMPTS_MAX} attempts given up with a message to the server's owner.
 */
final class EndDelivery {
    static final int ATTEMPTS_MAX = 8;

    private EndDelivery() {}

    /**
     * @param isOurs whether the delivery is still the one that was begun; if not, another one has taken over
     * @param batch those of the events sent that are queued still, in order
     * @param servers theirs
     */
    record View(boolean isOurs, List<QueuedEvent> batch, Map<UUID, Server> servers) {}

    static Decision<Integer> decide(ErrandBegun begun, View view, Set<UUID> handled, Ids ids, Instant now) {
        if (!view.isOurs()) {
            return Decision.accept(List.of(), 0);
        }
        List<Change> changes = new ArrayList<>();
        Map<UUID, Server> servers = new LinkedHashMap<>(view.servers());
        List<UUID> delivered = new ArrayList<>();
        List<UUID> failed = new ArrayList<>();
        List<UUID> givenUp = new ArrayList<>();
        int attempts = 0;
        for (QueuedEvent event : view.batch()) {
            if (handled.contains(event.id())) {
                delivered.add(event.id());
                servers.computeIfPresent(event.server(), (id, server) -> HandleEvent.decide(server, effect(event), now));
                changes.addAll(finished(event, servers, true, now));
            } else if (event.attempts() + 1 >= ATTEMPTS_MAX) {
                givenUp.add(event.id());
                changes.addAll(finished(event, servers, false, now));
                changes.add(excuse(event, servers, ids, now));
            } else {
                failed.add(event.id());
                attempts = Math.max(attempts, event.attempts() + 1);
            }
        }
        changes.addAll(updates(view.servers(), servers, ids, now, view.batch()));
        changes.add(new DeliveryEnded(UUID.fromString(begun.key()), delivered, failed, givenUp, now));
        changes.add(begun.ended());
        // Always once more: what was queued meanwhile must not wait for the next event.
        changes.add(new ScheduleWork(DeliverEvents.KIND, begun.key(), now.plus(Errands.backoff(attempts))));
        return Decision.accept(changes, delivered.size());
    }

    private static HandleEvent.Event effect(QueuedEvent event) {
        return new HandleEvent.Event(event.name().wire(), event.status(), event.tag());
    }

    private static List<Change> finished(
            QueuedEvent event, Map<UUID, Server> servers, boolean succeeded, Instant now) {
        return event.name().action(event.tag())
                .<List<Change>>map(action -> List.of(new ActionFinished(event.server(), event.requestId(), action,
                        new InstanceAction.Event(
                                event.name().actionEvent(),
                                Optional.ofNullable(servers.get(event.server()))
                                        .flatMap(Server::host)
                                        .map(Server.Host::name),
                                event.createdAt(), now, succeeded))))
                .orElse(List.of());
    }

    private static Change excuse(QueuedEvent event, Map<UUID, Server> servers, Ids ids, Instant now) {
        Server server = servers.get(event.server());
        if (server == null) {
            throw new IllegalStateException("event " + event.id() + " is of no server");
        }
        return Messages.about(server.projectId(), ResourceType.SERVER, server.id())
                .says(Action.DELIVER_EVENT, Detail.NOT_TAKEN_BY_HOST)
                .ofRequest(event.requestId())
                .naming(Parameter.HOST, server.host().map(Server.Host::name).orElse(""))
                .naming(Parameter.EVENT, event.name().wire())
                .create(ids.uuid(), now);
    }

    private static List<Change> updates(
            Map<UUID, Server> before, Map<UUID, Server> after, Ids ids, Instant now, List<QueuedEvent> batch) {
        List<Change> changes = new ArrayList<>();
        Set<UUID> failedNow = new HashSet<>();
        after.forEach((id, server) -> {
            Server was = before.get(id);
            if (was != null && !server.equals(was)) {
                changes.add(new ServerUpdated(server));
                if (!server.fault().equals(was.fault())) {
                    failedNow.add(id);
                }
            }
        });
        batch.stream().filter(event -> failedNow.remove(event.server())).forEach(event -> changes.add(
                plugFailed(after, event).create(ids.uuid(), now)));
        return changes;
    }

    private static Messages.Draft plugFailed(Map<UUID, Server> servers, QueuedEvent event) {
        Server server = servers.get(event.server());
        if (server == null) {
            throw new IllegalStateException("event " + event.id() + " is of no server");
        }
        return Messages.about(server.projectId(), ResourceType.SERVER, server.id())
                .says(Action.PLUG_PORTS, Detail.PORT_PLUG_FAILED)
                .ofRequest(event.requestId());
    }
}
