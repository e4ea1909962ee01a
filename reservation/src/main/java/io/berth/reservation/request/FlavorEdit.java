package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/** Of a reservation of instances of a flavor. */
public record FlavorEdit(@Nullable Integer amount) implements RequestEdit {

    @Override
    public ReservationRequest applyTo(ReservationRequest before) {
        return before instanceof FlavorRequest instances && amount != null
                ? new FlavorRequest(amount, instances.flavor())
                : before;
    }

    @Override
    public boolean choosesAnew() {
        return amount != null;
    }
}
