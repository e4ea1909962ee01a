package io.berth.reservation.api;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reservations of whole hosts from the wire (contract blazar §7.1). */
final class HostRequestReader {
    private static final String DEFAULT = "default";
    private static final Set<String> BEFORE_END = Set.of(DEFAULT, "snapshot", "");

    private HostRequestReader() {}

    /** What is wrong with a new one, in Blazar's order. */
    static Optional<ReservationRefusal> fault(JsonNode node) {
        return Parameter.requiredInt(node, "min")
                .or(() -> Parameter.requiredInt(node, "max"))
                .or(() -> new HostRequest(node.path("min").intValue(), node.path("max").intValue(), null, null, DEFAULT)
                        .fault())
                .or(() -> Parameter.required(node, "hypervisor_properties"))
                .or(() -> Parameter.required(node, "resource_properties"))
                .or(() -> beforeEnd(node.path("before_end")))
                .or(() -> Parameter.expressionFault(node, "hypervisor_properties"))
                .or(() -> Parameter.expressionFault(node, "resource_properties"));
    }

    /** Of a body without fault. */
    static HostRequest request(JsonNode node) {
        return new HostRequest(
                node.path("min").intValue(),
                node.path("max").intValue(),
                Parameter.expression(node.path("hypervisor_properties")),
                Parameter.expression(node.path("resource_properties")),
                node.path("before_end").asString(DEFAULT));
    }

    private static Optional<ReservationRefusal> beforeEnd(JsonNode node) {
        boolean isKnown = node.isMissingNode() || node.isString() && BEFORE_END.contains(node.stringValue());
        return isKnown ? Optional.empty() : Optional.of(new InvalidInput("Malformed parameter before_end"));
    }

    static HostEdit edit(JsonNode node) {
        beforeEnd(node.path("before_end")).ifPresent(Parameter::refuse);
        return new HostEdit(
                Parameter.changedInt(node, "min"),
                Parameter.changedInt(node, "max"),
                Parameter.changedExpression(node, "hypervisor_properties"),
                Parameter.changedExpression(node, "resource_properties"),
                node.has("before_end") ? node.path("before_end").stringValue() : null);
    }
}
