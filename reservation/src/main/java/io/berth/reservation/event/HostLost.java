package io.berth.reservation.event;

import java.util.Optional;

/**
 * That a lease has a host no more, for its owner to be told.
 *
 * @param host and {@code replacement}: names; absent where nothing takes its place
 * @param cause why
 * @param source who found out, of a failure: {@code operator}, {@code redfish}; of anything else empty
 */
public record HostLost(String host, Optional<String> replacement, Cause cause, String source) {
    public enum Cause {
        FAILURE,
        MAINTENANCE
    }
}
