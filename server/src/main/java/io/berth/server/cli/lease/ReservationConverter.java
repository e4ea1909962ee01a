package io.berth.server.cli.lease;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** A reservation as Blazar's API takes it: a JSON object. What it must have says the API. */
final class ReservationConverter implements ITypeConverter<JsonNode> {
    @Override
    public JsonNode convert(String text) {
        try {
            JsonNode reservation = Json.read(text.getBytes(StandardCharsets.UTF_8));
            if (reservation.isObject()) {
                return reservation;
            }
        } catch (HttpProblem noJson) {
            // told below
        }
        throw new TypeConversionException("'" + text + "' is no JSON object, as {\"resource_type\": \"virtual:floatingip\", …}");
    }
}
