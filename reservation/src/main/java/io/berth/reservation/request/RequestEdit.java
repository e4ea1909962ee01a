package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/** What is to change of a request, a kind for each kind of request; null in it leaves things as they are. */
public sealed interface RequestEdit
        permits HostEdit, InstanceEdit, FlavorEdit, FloatingIpEdit, RequestEdit.Nothing {

    /** The request as it shall be; unchanged where it is of another kind. */
    ReservationRequest applyTo(ReservationRequest before);

    /** Whether what the reservation gets is to be chosen anew. */
    boolean choosesAnew();

    /** An expression that was sent and is well formed; null text is none. */
    record Expression(@Nullable String text) {}

    record Nothing() implements RequestEdit {
        @Override
        public ReservationRequest applyTo(ReservationRequest before) {
            return before;
        }

        @Override
        public boolean choosesAnew() {
            return false;
        }
    }
}
