package io.berth.hardware.sim.machine;

import java.time.Duration;

/**
 * How long simulated machines take.
 *
 * @param power from a reset request to the new power state
 * @param firmwareMin shortest time from power on to the network boot request
 * @param firmwareMax longest one; each boot takes some time between the two
 * @param install from having the boot data to the first start of what was installed
 * @param retryEvery pause between tries of a request that found no Berth, or one that could not answer
 * @param retryFor how long a request is tried before the machine gives up
 */
public record NodeTimings(
        Duration power,
        Duration firmwareMin,
        Duration firmwareMax,
        Duration install,
        Duration retryEvery,
        Duration retryFor) {

    public NodeTimings {
        if (firmwareMax.compareTo(firmwareMin) < 0) {
            throw new IllegalArgumentException("firmwareMax is below firmwareMin");
        }
    }

    /** Fast enough to watch, slow enough that steps overlap; 60 s of retries outlive a restart of Berth. */
    public static NodeTimings defaults() {
        return new NodeTimings(
                Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(600), Duration.ofMillis(200),
                Duration.ofMillis(200), Duration.ofSeconds(60));
    }

    /** For tests: nothing takes time but the requests themselves. */
    public static NodeTimings immediate() {
        return new NodeTimings(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(10), Duration.ofSeconds(20));
    }

    public NodeTimings withFirmware(Duration min, Duration max) {
        return new NodeTimings(power, min, max, install, retryEvery, retryFor);
    }

    public NodeTimings withInstall(Duration install) {
        return new NodeTimings(power, firmwareMin, firmwareMax, install, retryEvery, retryFor);
    }

    public NodeTimings withRetries(Duration every, Duration limit) {
        return new NodeTimings(power, firmwareMin, firmwareMax, install, every, limit);
    }
}
