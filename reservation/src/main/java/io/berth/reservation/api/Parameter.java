package io.berth.reservation.api;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.request.RequestEdit.Expression;
import io.berth.reservation.requirement.RequirementParser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single parameters of reservations, as all kinds read them. What is wrong with new ones are values, for Blazar tells them late. */
final class Parameter {
    private Parameter() {}

    static Optional<ReservationRefusal> required(JsonNode node, String key) {
        return node.has(key) ? Optional.empty() : Optional.of(new InvalidInput("Missing parameter " + key));
    }

    /** Null counts as missing. */
    static Optional<ReservationRefusal> requiredInt(JsonNode node, String key) {
        JsonNode number = node.path(key);
        if (number.isMissingNode() || number.isNull()) {
            return Optional.of(new InvalidInput("Missing parameter " + key));
        }
        return isInt(number) ? Optional.empty() : malformed(key);
    }

    static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    static Optional<ReservationRefusal> malformed(String key) {
        return Optional.of(new InvalidInput("Malformed parameter " + key));
    }

    /** Null is no restriction. */
    static Optional<ReservationRefusal> expressionFault(JsonNode body, String key) {
        JsonNode node = body.path(key);
        if (!node.isString() && !node.isNull()) {
            return malformed(key);
        }
        String text = expression(node);
        return RequirementParser.parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(new InvalidInput("Malformed requirements " + RequirementParser.shown(String.valueOf(text))));
    }

    static @Nullable String expression(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    /** Null where it is not sent, so that it stays as it is. */
    static @Nullable Integer changedInt(JsonNode node, String key) {
        if (!node.has(key)) {
            return null;
        }
        if (!isInt(node.path(key))) {
            throw BodyReader.malformed(key);
        }
        return node.path(key).intValue();
    }

    static @Nullable Expression changedExpression(JsonNode node, String key) {
        if (!node.has(key)) {
            return null;
        }
        expressionFault(node, key).ifPresent(Parameter::refuse);
        return new Expression(expression(node.path(key)));
    }

    static void refuse(ReservationRefusal refusal) {
        throw BodyReader.fault(refusal.message());
    }
}
