package io.berth.placement.wire;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.schema.JsonSchema;
import io.berth.http.schema.Violation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads bodies and judges them by their schemas, in the words that clients match (contract placement §5.4). */
public final class Bodies {
    private static final String MALFORMED = "Malformed JSON: ";

    private Bodies() {}

    /**
     * The body, which follows the schema.
     *
     * @throws PlacementProblem 400 with one violation
     */
    public static JsonNode read(Call call, JsonSchema schema) {
        JsonNode body = parse(call.request().body().bytes());
        List<Violation> violations = schema.validate(body);
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
        Texts.check(body);
        return body;
    }

    /** Tells of the violation nearest to the root, of several as near of the first, as Python's {@code best_match} does. */
    public static PlacementProblem invalid(List<Violation> violations) {
        Violation best = Collections.min(violations, Comparator.comparingInt(it -> it.path().size()));
        return PlacementProblem.invalid("JSON does not validate: " + words(best));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            checkUtf8(bytes);
            if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
                // Jackson passes over it; Python's json, which the real service has, does not (RFC 8259 §8.1 lets both).
                throw PlacementProblem.invalid(MALFORMED + "the body begins with a byte order mark");
            }
            return Json.read(bytes);
        } catch (CharacterCodingException notUtf8) {
            throw PlacementProblem.invalid(MALFORMED + "the body is not UTF-8");
        } catch (HttpProblem notJson) {
            throw PlacementProblem.invalid(
                    notJson.message().startsWith(MALFORMED) ? notJson.message() : MALFORMED + notJson.message());
        }
    }

    private static void checkUtf8(byte[] bytes) throws CharacterCodingException {
        for (byte each : bytes) {
            if (each < 0) {
                CharBuffer ignored = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return;
            }
        }
    }

    private static String words(Violation violation) {
        String place = violation.path().stream().map(key -> "['" + key + "']").collect(Collectors.joining());
        return violation.message() + "\n\nFailed validating '" + violation.keyword() + "' in " + violation.schemaPlace()
                + "\n\nOn instance" + place;
    }
}
