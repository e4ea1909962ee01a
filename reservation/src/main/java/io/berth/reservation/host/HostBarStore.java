package io.berth.reservation.host;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Why hosts are not reservable: each reason stands until it is taken back, whatever becomes of the others. */
public final class HostBarStore {
    private HostBarStore() {}

    /** Those of the hosts that have failed. */
    public static Set<UUID> failed(Handle handle, Collection<UUID> hosts) {
        return Set.copyOf(handle.createQuery("""
                SELECT host_id FROM reservation.host_health WHERE host_id = ANY(:hosts) AND status = 'failed'
                """).bindArray("hosts", UUID.class, hosts.toArray()).mapTo(UUID.class).list());
    }

    /** Those of the hosts that are being drained. */
    public static Set<UUID> drained(Handle handle, Collection<UUID> hosts) {
        return Set.copyOf(handle.createQuery("""
                SELECT maintenance_host.host_id
                  FROM reservation.maintenance_host
                  JOIN reservation.maintenance ON maintenance.id = maintenance_host.maintenance_id
                 WHERE maintenance_host.host_id = ANY(:hosts) AND maintenance.kind = 'drain' AND maintenance.lifted_at IS NULL
                """).bindArray("hosts", UUID.class, hosts.toArray()).mapTo(UUID.class).list());
    }
}
