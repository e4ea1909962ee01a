package io.berth.reservation.api;

import io.berth.base.Characters;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.request.FloatingIpEdit;
import io.berth.reservation.request.FloatingIpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reservations of addresses from the wire (contract blazar §7.4). */
final class FloatingIpRequestReader {
    private static final String NETWORK = "network_id";
    private static final String AMOUNT = "amount";
    private static final String REQUIRED = "required_floatingips";

    private FloatingIpRequestReader() {}

    /** What is wrong with a new one, in Blazar's order. */
    static Optional<ReservationRefusal> fault(JsonNode node) {
        return Parameter.required(node, NETWORK)
                .or(() -> Parameter.required(node, AMOUNT))
                .or(() -> isAmount(node.path(AMOUNT)) ? Optional.empty() : Parameter.malformed(AMOUNT))
                .or(() -> isTextOrNumber(node.path(NETWORK)) ? Optional.empty() : Parameter.malformed(NETWORK))
                .or(() -> requiredFault(node.path(REQUIRED)))
                .or(() -> request(node).fault());
    }

    /** A number may come as text. */
    private static boolean isAmount(JsonNode node) {
        return Parameter.isInt(node) || node.isString() && node.stringValue().matches("\\d{1,9}");
    }

    private static int amount(JsonNode node) {
        return node.isString() ? Integer.parseInt(node.stringValue()) : node.intValue();
    }

    private static boolean isTextOrNumber(JsonNode node) {
        return node.isNumber() || node.isString() && Characters.areStorable(node.stringValue());
    }

    private static Optional<ReservationRefusal> requiredFault(JsonNode node) {
        if (!node.isMissingNode() && !node.isArray()) {
            return Parameter.malformed(REQUIRED);
        }
        List<IpAddress> addresses = new ArrayList<>();
        for (JsonNode each : node.values()) {
            String text = each.asString(each.toString());
            Optional<IpAddress> address = IpAddress.parse(text);
            if (address.isEmpty()) {
                return Optional.of(new InvalidInput("IP address " + text + " is invalid form."));
            }
            addresses.add(address.get());
        }
        return addresses.stream().distinct().count() == addresses.size()
                ? Optional.empty()
                : Optional.of(new InvalidInput("Malformed parameter " + REQUIRED + " (an address is named twice)"));
    }

    /** Of a body without fault. */
    static FloatingIpRequest request(JsonNode node) {
        return new FloatingIpRequest(
                BodyReader.text(node.path(NETWORK), NETWORK), amount(node.path(AMOUNT)), addresses(node.path(REQUIRED)));
    }

    private static List<String> addresses(JsonNode node) {
        return node.values().stream().map(each -> each.asString("")).toList();
    }

    static FloatingIpEdit edit(JsonNode node) {
        if (node.has(AMOUNT) && !isAmount(node.path(AMOUNT))) {
            throw BodyReader.malformed(AMOUNT);
        }
        requiredFault(node.path(REQUIRED)).ifPresent(Parameter::refuse);
        return new FloatingIpEdit(
                node.has(NETWORK) ? BodyReader.text(node.path(NETWORK), NETWORK) : null,
                node.has(AMOUNT) ? amount(node.path(AMOUNT)) : null,
                node.has(REQUIRED) ? addresses(node.path(REQUIRED)) : null);
    }
}
