package io.berth.reservation.api;

import static io.berth.reservation.api.BodyReader.malformed;

import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.lease.HostRequest;
import io.berth.reservation.lease.ReservationEdit;
import io.berth.reservation.lease.ReservationEdit.Expression;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.UnsupportedResourceType;
import io.berth.reservation.requirement.RequirementParser;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reservations of hosts from the wire. Faults of a new one are values: they are told after those of the dates (contract blazar §7.1). */
final class ReservationReader {
    private static final String DEFAULT = "default";
    private static final Set<String> BEFORE_END = Set.of(DEFAULT, "snapshot", "");

    private ReservationReader() {}

    static Asked asked(JsonNode node) {
        String type = BodyReader.text(node.path("resource_type"), "resource_type");
        if (!type.equals(HostRequest.RESOURCE_TYPE)) {
            return new Asked.Faulty(new UnsupportedResourceType(type));
        }
        return fault(node)
                .<Asked>map(Asked.Faulty::new)
                .orElseGet(() -> new Asked.Hosts(new HostRequest(
                        node.path("min").intValue(),
                        node.path("max").intValue(),
                        expression(node.path("hypervisor_properties")),
                        expression(node.path("resource_properties")),
                        node.path("before_end").asString(DEFAULT))));
    }

    private static Optional<ReservationRefusal> fault(JsonNode node) {
        return number(node, "min")
                .or(() -> number(node, "max"))
                .or(() -> ReservationEdit.faultOf(new HostRequest(
                        node.path("min").intValue(), node.path("max").intValue(), null, null, DEFAULT)))
                .or(() -> present(node, "hypervisor_properties"))
                .or(() -> present(node, "resource_properties"))
                .or(() -> beforeEnd(node.path("before_end")))
                .or(() -> malformedExpression(node.path("hypervisor_properties"), "hypervisor_properties"))
                .or(() -> malformedExpression(node.path("resource_properties"), "resource_properties"));
    }

    private static Optional<ReservationRefusal> number(JsonNode node, String key) {
        JsonNode number = node.path(key);
        if (number.isMissingNode() || number.isNull()) {
            return Optional.of(new InvalidInput("Missing parameter " + key));
        }
        return isInt(number) ? Optional.empty() : Optional.of(new InvalidInput("Malformed parameter " + key));
    }

    private static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private static Optional<ReservationRefusal> present(JsonNode node, String key) {
        return node.has(key) ? Optional.empty() : Optional.of(new InvalidInput("Missing parameter " + key));
    }

    private static Optional<ReservationRefusal> beforeEnd(JsonNode node) {
        boolean isKnown = node.isMissingNode() || node.isString() && BEFORE_END.contains(node.stringValue());
        return isKnown ? Optional.empty() : Optional.of(new InvalidInput("Malformed parameter before_end"));
    }

    private static Optional<ReservationRefusal> malformedExpression(JsonNode node, String key) {
        if (!node.isString() && !node.isNull()) {
            return Optional.of(new InvalidInput("Malformed parameter " + key));
        }
        String text = expression(node);
        return RequirementParser.parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(new InvalidInput("Malformed requirements " + RequirementParser.shown(String.valueOf(text))));
    }

    private static @Nullable String expression(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    static ReservationEdit edit(JsonNode node) {
        if (!node.isObject() || !node.has("id")) {
            throw BodyReader.missing("reservation ID");
        }
        beforeEnd(node.path("before_end")).ifPresent(ReservationReader::refuse);
        return new ReservationEdit(
                BodyReader.text(node.path("id"), "id"),
                node.has("resource_type") ? BodyReader.text(node.path("resource_type"), "resource_type") : null,
                changedNumber(node, "min"),
                changedNumber(node, "max"),
                changedExpression(node, "hypervisor_properties"),
                changedExpression(node, "resource_properties"),
                node.has("before_end") ? node.path("before_end").stringValue() : null);
    }

    private static @Nullable Integer changedNumber(JsonNode node, String key) {
        if (!node.has(key)) {
            return null;
        }
        if (!isInt(node.path(key))) {
            throw malformed(key);
        }
        return node.path(key).intValue();
    }

    private static @Nullable Expression changedExpression(JsonNode node, String key) {
        if (!node.has(key)) {
            return null;
        }
        malformedExpression(node.path(key), key).ifPresent(ReservationReader::refuse);
        return new Expression(expression(node.path(key)));
    }

    private static void refuse(ReservationRefusal refusal) {
        throw BodyReader.fault(refusal.message());
    }
}
