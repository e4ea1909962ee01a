package io.berth.reservation.lease;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of one reservation; null leaves things as they are.
 *
 * @param id as the client sent it
 */
public record ReservationEdit(
        String id,
        @Nullable String resourceType,
        @Nullable Integer min,
        @Nullable Integer max,
        @Nullable Expression hypervisorProperties,
        @Nullable Expression resourceProperties,
        @Nullable String beforeEnd) {

    /** An expression that was sent and is well formed; null text is none. */
    public record Expression(@Nullable String text) {}

    /** Whether hosts are to be chosen anew. */
    boolean concernsHosts() {
        return min != null || max != null || hypervisorProperties != null || resourceProperties != null;
    }

    HostRequest applyTo(HostRequest before) {
        return new HostRequest(
                min == null ? before.min() : min,
                max == null ? before.max() : max,
                hypervisorProperties == null ? before.hypervisorProperties() : hypervisorProperties.text(),
                resourceProperties == null ? before.resourceProperties() : resourceProperties.text(),
                beforeEnd == null ? before.beforeEnd() : beforeEnd);
    }

    /** What is wrong with the numbers of a request of hosts. */
    public static Optional<ReservationRefusal> faultOf(HostRequest request) {
        if (request.min() < 1 || request.max() < 1) {
            return Optional.of(new InvalidInput("Malformed parameter min and max (must be greater than or equal to 1)"));
        }
        if (request.max() < request.min()) {
            return Optional.of(
                    new InvalidInput("Invalid values for min/max of hosts. Max must be equal to or larger than min."));
        }
        return Optional.empty();
    }
}
