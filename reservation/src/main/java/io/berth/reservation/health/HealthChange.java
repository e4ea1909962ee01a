package io.berth.reservation.health;

import io.berth.base.Change;

/** What can become of what is known of hosts' health. */
public sealed interface HealthChange extends Change {
    record HealthWritten(HostHealth health) implements HealthChange {
        @Override
        public String subject() {
            return "health/" + health.hostId();
        }
    }
}
