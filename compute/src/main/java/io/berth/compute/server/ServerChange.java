package io.berth.compute.server;

import io.berth.base.Change;
import java.util.UUID;

/** What can happen to servers. */
public sealed interface ServerChange extends Change {
    UUID server();

    @Override
    default String subject() {
        return "server/" + server();
    }

    record ServerCreated(Server created) implements ServerChange {
        @Override
        public UUID server() {
            return created.id();
        }
    }

    /** The server as it is from now on; written only if it still is at the revision that {@code updated} carries. */
    record ServerUpdated(Server updated) implements ServerChange {
        @Override
        public UUID server() {
            return updated.id();
        }
    }

    /** Forgets a server that was deleted long ago, with its actions and events. */
    record ServerPurged(UUID server) implements ServerChange {}
}
