package io.berth.reservation.health;

import io.berth.reservation.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks how hosts are. This room knows neither their controllers nor their agents: the wiring says who looks. */
public interface HealthProbe {
    /** How long one look at all hosts may take at most: {@link HealthPoller#BUSY} has room for two, and for what follows of them. */
    Duration LOOK_MAX = Duration.ofMinutes(5);

    /** Who it is, as {@link HostHealth#source} has it: {@code redfish} or {@code agent}. */
    String source();

    /**
     * Blocks until all were looked at, or {@link #LOOK_MAX} is over. Hosts of which nothing can be said are missing: they stay as they are
     * known to be.
     */
    Map<UUID, Finding> look(List<Host> hosts);

    /**
     * @param reason what was seen, for administrators; may be empty
     * @param isSilence it has failed for all that can be seen: nothing answers there, which may be the network's fault
     */
    record Finding(HealthStatus status, String reason, boolean isSilence) {
        public static final Finding WELL = new Finding(HealthStatus.HEALTHY, "", false);

        /** It says so itself. */
        public static Finding failed(String reason) {
            return new Finding(HealthStatus.FAILED, reason, false);
        }

        /** Nothing answers. */
        public static Finding silent(String reason) {
            return new Finding(HealthStatus.FAILED, reason, true);
        }
    }
}
