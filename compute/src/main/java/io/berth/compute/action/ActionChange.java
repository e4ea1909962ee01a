package io.berth.compute.action;

import io.berth.base.Change;
import java.util.UUID;

/** What can happen to instance actions. */
public sealed interface ActionChange extends Change {
    UUID server();

    @Override
    default String subject() {
        return "server/" + server();
    }

    record ActionOpened(InstanceAction action) implements ActionChange {
        @Override
        public UUID server() {
            return action.server();
        }
    }

    /** Adds to the server's youngest action of that request and name. */
    record ActionFinished(UUID server, String requestId, String action, InstanceAction.Event event)
            implements ActionChange {}
}
