package io.berth.http;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as the OpenStack services read and write it: duplicate keys keep the last value, text after the value is an error,
 * characters beyond ASCII are written escaped.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final Pattern ACCOUNT_OF_SOURCE = Pattern.compile(" \\(start marker at .*\\)$");

    private Json() {}

    /**
     * The value that the text is.
     *
     * @throws HttpProblem 400 with the parser's reason, where it is not JSON; callers that have words of their own catch it
     */
    public static JsonNode read(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node instanceof MissingNode) {
                throw new HttpProblem(400, "Malformed JSON: the body is empty");
            }
            return node;
        } catch (JacksonException notJson) {
            throw new HttpProblem(400, "Malformed JSON: " + reason(notJson));
        }
    }

    /** The parser's words and where, without its own account of where something began. */
    private static String reason(JacksonException notJson) {
        String words = ACCOUNT_OF_SOURCE.matcher(notJson.getOriginalMessage()).replaceAll("");
        TokenStreamLocation place = notJson.getLocation();
        return place == null || place.getLineNr() < 1
                ? words
                : words + " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The tree form of anything that Jackson can write. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static tools.jackson.databind.node.ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
