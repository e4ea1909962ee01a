package io.berth.reservation.api;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.InstanceEdit;
import io.berth.reservation.request.InstanceRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reservations of instances from the wire (contract blazar §7.2). What is missing is named, where Blazar answers 500 (§25 row 12). */
final class InstanceRequestReader {
    private static final List<String> REQUIRED =
            List.of("amount", "vcpus", "memory_mb", "disk_gb", "affinity", "resource_properties");

    /** Of each instance. */
    private static final List<String> SIZES = List.of("vcpus", "memory_mb", "disk_gb");

    /** Python's words for truth, as OpenStack reads them, in any case. */
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");

    private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");

    private InstanceRequestReader() {}

    static Optional<ReservationRefusal> fault(JsonNode node) {
        List<String> absent = REQUIRED.stream().filter(key -> !node.has(key)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(new InvalidInput("Missing parameter " + String.join(", ", absent)));
        }
        return Stream.concat(Stream.of("amount"), SIZES.stream().filter(key -> !isBeyondHosts(node.path(key))))
                .flatMap(key -> Parameter.requiredInt(node, key).stream())
                .findFirst()
                .or(() -> affinityFault(node))
                .or(() -> Parameter.expressionFault(node, "resource_properties"))
                .or(() -> SIZES.stream()
                        .filter(key -> isBeyondHosts(node.path(key)))
                        .findFirst()
                        .map(key -> new NotEnoughHosts("no host can have so much as asked for of " + key)))
                .or(() -> request(node).fault());
    }

    /** The contract has no bound for sizes (§7.2); those of hosts have one. */
    private static boolean isBeyondHosts(JsonNode number) {
        return number.isIntegralNumber() && !number.canConvertToInt() && number.bigIntegerValue().signum() > 0;
    }

    /** Of a body without fault. */
    static InstanceRequest request(JsonNode node) {
        return new InstanceRequest(
                node.path("amount").intValue(),
                node.path("vcpus").intValue(),
                node.path("memory_mb").intValue(),
                node.path("disk_gb").intValue(),
                affinity(node.path("affinity")).orElse(Affinity.ANYWHERE),
                Parameter.expression(node.path("resource_properties")));
    }

    static InstanceEdit edit(JsonNode node) {
        boolean changesAffinity = node.has("affinity");
        if (changesAffinity) {
            affinityFault(node).ifPresent(Parameter::refuse);
        }
        return new InstanceEdit(
                Parameter.changedInt(node, "amount"),
                Parameter.changedInt(node, "vcpus"),
                Parameter.changedInt(node, "memory_mb"),
                Parameter.changedInt(node, "disk_gb"),
                changesAffinity ? affinity(node.path("affinity")).orElse(Affinity.ANYWHERE) : null,
                Parameter.changedExpression(node, "resource_properties"));
    }

    private static Optional<ReservationRefusal> affinityFault(JsonNode node) {
        return affinity(node.path("affinity")).isPresent()
                ? Optional.empty()
                : Optional.of(new InvalidInput("Malformed parameter affinity (must be a bool value or None)"));
    }

    /** Whether it says true or false; anything else asks for none. */
    static boolean asksForAffinity(JsonNode node) {
        return affinity(node).filter(wanted -> wanted != Affinity.ANYWHERE).isPresent();
    }

    /** Absent where it is no word that says so. */
    private static Optional<Affinity> affinity(JsonNode node) {
        String word = node.isNull() ? "none" : node.asString("").strip().toLowerCase(Locale.ROOT);
        if (word.equals("none")) {
            return Optional.of(Affinity.ANYWHERE);
        }
        if (YES.contains(word)) {
            return Optional.of(Affinity.ONE_HOST);
        }
        return NO.contains(word) ? Optional.of(Affinity.A_HOST_EACH) : Optional.empty();
    }
}
