package io.berth.reservation.health;

import java.time.Duration;

/**
 * How hosts' health is seen and what follows from it.
 *
 * @param healing leases that start within so long are taken off a failed host at once, later ones when they come so near; zero:
 *     all at once ({@code healing_interval}, contract blazar §21)
 * @param poll how often it is looked whether hosts are well; zero: never
 * @param strikes how often in a row a host must be found otherwise than it is known to be
 */
public record HealthOptions(Duration healing, Duration poll, int strikes) {
    public static final HealthOptions DEFAULTS = new HealthOptions(Duration.ofMinutes(60), Duration.ZERO, 3);

    public HealthOptions {
        if (healing.isNegative() || poll.isNegative() || strikes < 1) {
            throw new IllegalArgumentException("times cannot be negative, and a host is not found to have failed without a look");
        }
    }
}
