package io.berth.reservation.request;

import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.util.List;
import java.util.Optional;

/**
 * What a reservation of floating IP addresses asks for (contract blazar §7.4).
 *
 * @param amount 0 or more
 * @param requiredAddresses no more than {@code amount}
 */
public record FloatingIpRequest(String networkId, int amount, List<String> requiredAddresses)
        implements ReservationRequest {
    public static final String RESOURCE_TYPE = "virtual:floatingip";

    /** A lease names each of them whenever it is shown. */
    private static final int REQUIRED_MAX = 1_000;

    public FloatingIpRequest {
        requiredAddresses = List.copyOf(requiredAddresses);
    }

    @Override
    public String resourceType() {
        return RESOURCE_TYPE;
    }

    /** The required addresses, however they were written. */
    public List<IpAddress> required() {
        return requiredAddresses.stream().map(IpAddress::parse).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<ReservationRefusal> fault() {
        if (amount < 0) {
            return Optional.of(new InvalidInput("Malformed parameter amount"));
        }
        if (requiredAddresses.size() > REQUIRED_MAX) {
            return Optional.of(new InvalidInput(
                    "Malformed parameter required_floatingips: at most " + REQUIRED_MAX + " addresses can be required"));
        }
        if (requiredAddresses.size() > amount) {
            return Optional.of(new InvalidInput("Invalid values for required_floatingips and amount. "
                    + "The amount must be equal to or longer than length of required_floatingips."));
        }
        return Optional.empty();
    }
}
