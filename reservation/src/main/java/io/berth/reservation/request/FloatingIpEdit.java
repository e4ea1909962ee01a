package io.berth.reservation.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a reservation of floating IP addresses. */
public record FloatingIpEdit(
        @Nullable String networkId, @Nullable Integer amount, @Nullable List<String> requiredAddresses)
        implements RequestEdit {

    @Override
    public ReservationRequest applyTo(ReservationRequest before) {
        return before instanceof FloatingIpRequest addresses
                ? new FloatingIpRequest(
                        networkId == null ? addresses.networkId() : networkId,
                        amount == null ? addresses.amount() : amount,
                        requiredAddresses == null ? addresses.requiredAddresses() : requiredAddresses)
                : before;
    }

    @Override
    public boolean choosesAnew() {
        return amount != null || requiredAddresses != null;
    }
}
