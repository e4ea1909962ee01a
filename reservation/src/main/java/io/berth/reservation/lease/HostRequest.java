package io.berth.reservation.lease;

import io.berth.reservation.requirement.Requirement;
import io.berth.reservation.requirement.RequirementParser;
import java.util.List;
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
        String beforeEnd) {
    public static final String RESOURCE_TYPE = "physical:host";

    public List<Requirement> requirements() {
        return List.of(parsed(hypervisorProperties), parsed(resourceProperties));
    }

    private static Requirement parsed(@Nullable String text) {
        return RequirementParser.parse(text)
                .orElseThrow(() -> new IllegalStateException("a malformed expression was accepted: " + text));
    }
}
