package io.berth.compute.server;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.server.ServerChange.ServerUpdated;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.ResourceType;
import io.berth.store.DueHandler;
import io.berth.store.DueItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A server whose ports were not reported as plugged in time is in ERROR (contract nova-external-events §6). */
public final class PlugDeadline implements DueHandler {
    public static final String KIND = "server.plug_deadline";

    private final Clock clock;
    private final Ids ids;

    public PlugDeadline(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Optional<Server> server = ServerStore.server(tx, UUID.fromString(item.key()));
        return server.map(it -> decide(it, ids.uuid(), clock.now())).orElse(List.of());
    }

    static List<Change> decide(Server server, UUID messageId, Instant now) {
        if (server.isDeleted() || server.awaited().isEmpty()) {
            return List.of();
        }
        return List.of(
                new ServerUpdated(server.failed(HandleEvent.PLUGGING_FAILED, now)),
                Messages.about(server.projectId(), ResourceType.SERVER, server.id())
                        .says(Action.PLUG_PORTS, Detail.PORT_PLUG_LATE)
                        .create(messageId, now));
    }
}
