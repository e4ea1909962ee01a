package io.berth.compute;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Hosts that are set aside for those who have reserved something of them: a server without a reservation never lands there
 * (contract blazar §15). Read as part of a transaction.
 */
public interface DedicatedHosts {
    /** Servers may land anywhere. */
    DedicatedHosts NONE = new DedicatedHosts() {
        @Override
        public Set<UUID> all(Handle handle) {
            return Set.of();
        }

        @Override
        public Set<UUID> among(Handle handle, Collection<UUID> hosts) {
            return Set.of();
        }
    };

    Set<UUID> all(Handle handle);

    Set<UUID> among(Handle handle, Collection<UUID> hosts);
}
