package io.berth.reservation.health;

import io.berth.reservation.host.Host;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks how hosts are. This room knows neither their controllers nor their agents: the wiring says who looks. */
public interface HealthProbe {

    /** Who it is, as {@link HostHealth#source} has it: {@code redfish}. */
    String source();

    /** Blocks until all were looked at. Hosts of which nothing can be said are missing: they stay as they are known to be. */
    Map<UUID, Finding> look(List<Host> hosts);

    /** @param reason what was seen, for administrators; may be empty */
    record Finding(HealthStatus status, String reason) {}
}
