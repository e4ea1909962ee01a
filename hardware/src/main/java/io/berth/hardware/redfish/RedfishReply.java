package io.berth.hardware.redfish;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer of a controller.
 *
 * @param headers first value of each, names in lower case
 * @param body the parsed JSON; missing where the answer had none or was no JSON
 */
record RedfishReply(int status, Map<String, String> headers, JsonNode body) {

    /** Enough for any message of the Redfish registries; the rest of a longer one is dropped. */
    static final int ERROR_TEXT_MAX = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** The controller's own words for a refusal, or empty: extended information first, it is the more exact one. */
    String errorText() {
        JsonNode error = body.path("error");
        String extended = error.path("@Message.ExtendedInfo").path(0).path("Message").asString("");
        String words = extended.isEmpty() ? error.path("message").asString("") : extended;
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= ERROR_TEXT_MAX ? line : line.substring(0, ERROR_TEXT_MAX) + "…";
    }
}
