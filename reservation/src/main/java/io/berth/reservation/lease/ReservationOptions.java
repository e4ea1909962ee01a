package io.berth.reservation.lease;

import io.berth.reservation.floatingip.network.ExternalNetworks;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may set (contract blazar §21).
 *
 * @param cleaningTime {@code cleaning_time}: how long a host is kept free after a lease
 * @param beforeEnd {@code minutes_before_end_lease}: how long before its end a lease's owner is told; zero for not at all
 * @param randomizesHosts {@code randomize_host_selection}: whether of equally good hosts any are taken, and not the first ones
 * @param networks whose addresses can be reserved
 * @param notified who is told what happens to leases; absent for nobody
 */
public record ReservationOptions(
        Duration cleaningTime, Duration beforeEnd, boolean randomizesHosts, ExternalNetworks networks, Optional<URI> notified) {
    public static final ReservationOptions DEFAULTS = new ReservationOptions(Duration.ZERO, Duration.ofMinutes(60));

    public ReservationOptions(Duration cleaningTime, Duration beforeEnd) {
        this(cleaningTime, beforeEnd, false, ExternalNetworks.NONE, Optional.empty());
    }

    public ReservationOptions {
        if (cleaningTime.isNegative() || beforeEnd.isNegative()) {
            throw new IllegalArgumentException("cleaning time and the time before the end cannot be negative");
        }
    }

    public ReservationOptions withCleaningTime(Duration time) {
        return new ReservationOptions(time, beforeEnd, randomizesHosts, networks, notified);
    }

    public ReservationOptions withNetworks(ExternalNetworks others) {
        return new ReservationOptions(cleaningTime, beforeEnd, randomizesHosts, others, notified);
    }

    public ReservationOptions withRandomHosts() {
        return new ReservationOptions(cleaningTime, beforeEnd, true, networks, notified);
    }

    public ReservationOptions withNotified(URI receiver) {
        return new ReservationOptions(cleaningTime, beforeEnd, randomizesHosts, networks, Optional.of(receiver));
    }
}
