package io.berth.server;

import io.berth.compute.DedicatedHosts;
import io.berth.reservation.Hosts;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The hosts of the reservation room, as the compute room sees them: enrolled is set aside, in whatever state. */
record LeasableHosts(Hosts hosts) implements DedicatedHosts {
    @Override
    public Set<UUID> all(Handle handle) {
        return hosts.enrolled(handle);
    }

    @Override
    public Set<UUID> among(Handle handle, Collection<UUID> ids) {
        return hosts.enrolledAmong(handle, ids);
    }
}
