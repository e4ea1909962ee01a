package io.berth.reservation.request;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.requirement.Requirement;
import io.berth.reservation.requirement.RequirementParser;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reservation of whole hosts asks for (contract blazar §7.1).
 *
 * @param min at least 1
 * @param max at least {@code min}
 * @param hypervisorProperties an expression as it was sent, and checked when it was; null where null was sent
 * @param resourceProperties likewise; both must be met
 * @param beforeEnd {@code default}, {@code snapshot} or empty
 */
public record HostRequest(
        int min,
        int max,
        @Nullable String hypervisorProperties,
        @Nullable String resourceProperties,
        String beforeEnd)
        implements ReservationRequest {
    public static final String RESOURCE_TYPE = "physical:host";

    @Override
    public String resourceType() {
        return RESOURCE_TYPE;
    }

    public List<Requirement> requirements() {
        return List.of(RequirementParser.checked(hypervisorProperties), RequirementParser.checked(resourceProperties));
    }

    @Override
    public Optional<ReservationRefusal> fault() {
        if (min < 1 || max < 1) {
            return Optional.of(new InvalidInput("Malformed parameter min and max (must be greater than or equal to 1)"));
        }
        if (max < min) {
            return Optional.of(
                    new InvalidInput("Invalid values for min/max of hosts. Max must be equal to or larger than min."));
        }
        return Optional.empty();
    }
}
