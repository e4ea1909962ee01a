package io.berth.hardware;

import java.time.Duration;

/**
 * How long a driver waits and how often it tries.
 *
 * @param connect limit of making a connection
 * @param request limit of one request, from sending it to the last byte of the answer
 * @param readTries how often a read that got no answer is tried; changes are sent once
 * @param readPause pause between those tries
 * @param powerInterval pause between readings while a power change is awaited
 * @param powerReadings how many readings a power change may take
 * @param bootTries how often the boot device is set before giving up
 * @param bootSettle pause between setting the boot device and reading it back
 */
public record BmcTimings(
        Duration connect,
        Duration request,
        int readTries,
        Duration readPause,
        Duration powerInterval,
        int powerReadings,
        int bootTries,
        Duration bootSettle) {

    public BmcTimings {
        if (readTries < 1 || powerReadings < 1 || bootTries < 1) {
            throw new IllegalArgumentException("a BMC is tried at least once");
        }
    }

    /** Contract drydock §16.1: power 18 readings 10 s apart, boot device 3 tries of 1 s. The network limits are our own. */
    public static BmcTimings defaults() {
        return new BmcTimings(
                Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofSeconds(1),
                Duration.ofSeconds(10), 18, 3, Duration.ofSeconds(1));
    }

    public BmcTimings withNetwork(Duration connect, Duration request, int readTries, Duration readPause) {
        return new BmcTimings(
                connect, request, readTries, readPause, powerInterval, powerReadings, bootTries, bootSettle);
    }

    /** Contract drydock §19: {@code power_state_change_retry_interval} and {@code power_state_change_max_retries}. */
    public BmcTimings withPowerPolling(Duration interval, int readings) {
        return new BmcTimings(connect, request, readTries, readPause, interval, readings, bootTries, bootSettle);
    }

    public BmcTimings withBootDevice(int tries, Duration settle) {
        return new BmcTimings(
                connect, request, readTries, readPause, powerInterval, powerReadings, tries, settle);
    }
}
