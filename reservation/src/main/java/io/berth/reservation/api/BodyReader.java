package io.berth.reservation.api;

import io.berth.base.Characters;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.reservation.wire.KnownNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What all bodies of requests have in common: JSON objects, dates, faults. */
public final class BodyReader {
    /** The code of problems that are Blazar's own, not the framework's. */
    static final String PARAMETER = "reservation.parameter";

    private static final Set<String> JSON_TYPES = Set.of("application/json");

    /** {@code %Y-%m-%d %H:%M}, with or without leading zeros (contract blazar §4). */
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2}) (\\d{1,2}):(\\d{1,2})");

    private static final Pattern ANSWERED_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");

    private BodyReader() {}

    /** The object that the body is; an empty body is an empty object. */
    public static ObjectNode object(Request request) {
        byte[] bytes = request.body().bytes();
        if (bytes.length == 0) {
            return Json.object();
        }
        request.mediaType().filter(type -> !JSON_TYPES.contains(type)).ifPresent(type -> {
            throw new HttpProblem(400, "Content type '" + type + "' isn't supported");
        });
        if (Json.read(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw new HttpProblem(400, "The body must be a JSON object");
    }

    /** As {@link #object}, of Berth's own requests, whose keys are known. */
    public static ObjectNode object(Request request, Set<String> keys) {
        ObjectNode object = object(request);
        KnownNames.require(object.propertyNames(), keys, (name, all) -> fault("Unknown parameter " + name + ": " + all));
        return object;
    }

    public static HttpProblem malformed(String parameter) {
        return fault("Malformed parameter " + parameter);
    }

    public static HttpProblem missing(String parameters) {
        return fault("Missing parameter " + parameters);
    }

    public static HttpProblem fault(String message) {
        return new HttpProblem(400, PARAMETER, message);
    }

    /** A name or another text: a number counts as its text, as in Blazar. */
    public static String text(JsonNode node, String parameter) {
        if (!node.isString() && !node.isNumber()) {
            throw malformed(parameter);
        }
        String text = node.isString() ? node.stringValue() : node.toString();
        if (!Characters.areStorable(text)) {
            throw malformed(parameter);
        }
        return text;
    }

    public static Instant date(JsonNode node) {
        String text = node.isString() ? node.stringValue() : node.toString();
        Matcher date = DATE.matcher(text);
        if (!node.isString() || !date.matches()) {
            throw badDate(text);
        }
        try {
            return LocalDateTime.of(part(date, 1), part(date, 2), part(date, 3), part(date, 4), part(date, 5))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDate) {
            throw badDate(text);
        }
    }

    /** As in requests, or as answers write it: what was read can be sent again. */
    static Instant answeredDate(JsonNode node) {
        if (!node.isString() || !ANSWERED_DATE.matcher(node.stringValue()).matches()) {
            return date(node);
        }
        try {
            return LocalDateTime.parse(node.stringValue()).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDate) {
            throw badDate(node.stringValue());
        }
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static HttpProblem badDate(String text) {
        return fault(text + " is an invalid date. Required format: %Y-%m-%d %H:%M");
    }
}
