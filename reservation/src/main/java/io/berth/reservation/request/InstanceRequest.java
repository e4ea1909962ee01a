package io.berth.reservation.request;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reservation of instances of a size of its own asks for (contract blazar §7.2).
 *
 * @param amount of instances, at least 1
 * @param vcpus and {@code memoryMb}, {@code diskGb}: of each instance; what is 0 or less is not taken, but something must be
 * @param resourceProperties an expression as it was sent, and checked when it was; null where null was sent
 */
public record InstanceRequest(
        int amount,
        int vcpus,
        int memoryMb,
        int diskGb,
        Affinity affinity,
        @Nullable String resourceProperties)
        implements ReservationRequest {
    public static final String RESOURCE_TYPE = "virtual:instance";

    /** Lists of allocations name every instance, so there must be an end, even where there is room for more. */
    public static final int AMOUNT_MAX = 10_000;

    @Override
    public String resourceType() {
        return RESOURCE_TYPE;
    }

    /** Of another amount. */
    public InstanceRequest of(int other) {
        return new InstanceRequest(other, vcpus, memoryMb, diskGb, affinity, resourceProperties);
    }

    @Override
    public Optional<ReservationRefusal> fault() {
        if (amount < 1) {
            return Optional.of(new InvalidInput("amount must be >= 1"));
        }
        if (vcpus < 1 && memoryMb < 1 && diskGb < 1) {
            return Optional.of(new InvalidInput("Malformed parameter vcpus, memory_mb and disk_gb (one of them must be >= 1)"));
        }
        return Optional.empty();
    }
}
