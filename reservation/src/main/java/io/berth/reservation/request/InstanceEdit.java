package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/** Of a reservation of instances. */
public record InstanceEdit(
        @Nullable Integer amount,
        @Nullable Integer vcpus,
        @Nullable Integer memoryMb,
        @Nullable Integer diskGb,
        @Nullable Affinity affinity,
        @Nullable Expression resourceProperties)
        implements RequestEdit {

    @Override
    public ReservationRequest applyTo(ReservationRequest before) {
        return before instanceof InstanceRequest instances
                ? new InstanceRequest(
                        amount == null ? instances.amount() : amount,
                        vcpus == null ? instances.vcpus() : vcpus,
                        memoryMb == null ? instances.memoryMb() : memoryMb,
                        diskGb == null ? instances.diskGb() : diskGb,
                        affinity == null ? instances.affinity() : affinity,
                        resourceProperties == null ? instances.resourceProperties() : resourceProperties.text())
                : before;
    }

    @Override
    public boolean choosesAnew() {
        return amount != null
                || vcpus != null
                || memoryMb != null
                || diskGb != null
                || affinity != null
                || resourceProperties != null;
    }
}
