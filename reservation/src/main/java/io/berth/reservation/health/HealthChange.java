package io.berth.reservation.health;

import io.berth.base.Change;

/** What can become of what is known of hosts' health. */
public sealed interface HealthChange extends Change {
    /** @param before as it was seen when this was decided; {@link HostHealth#unknown} where nobody ever said anything */
    record HealthWritten(HostHealth before, HostHealth health) implements HealthChange {
        @Override
        public String subject() {
            return "health/" + health.hostId();
        }
    }
}
