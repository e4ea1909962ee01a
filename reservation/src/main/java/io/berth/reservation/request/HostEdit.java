package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/** Of a reservation of hosts. */
public record HostEdit(
        @Nullable Integer min,
        @Nullable Integer max,
        @Nullable Expression hypervisorProperties,
        @Nullable Expression resourceProperties,
        @Nullable String beforeEnd)
        implements RequestEdit {

    @Override
    public ReservationRequest applyTo(ReservationRequest before) {
        return before instanceof HostRequest hosts
                ? new HostRequest(
                        min == null ? hosts.min() : min,
                        max == null ? hosts.max() : max,
                        hypervisorProperties == null ? hosts.hypervisorProperties() : hypervisorProperties.text(),
                        resourceProperties == null ? hosts.resourceProperties() : resourceProperties.text(),
                        beforeEnd == null ? hosts.beforeEnd() : beforeEnd)
                : before;
    }

    @Override
    public boolean choosesAnew() {
        return min != null || max != null || hypervisorProperties != null || resourceProperties != null;
    }
}
