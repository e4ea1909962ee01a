package io.berth.reservation.wire;

import io.berth.base.Characters;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests to {@code /berth/v1}: JSON objects whose keys are known. Times are ISO 8601 in UTC, or {@code now}. */
public final class BerthBody {
    /** Of texts that people write. */
    public static final int TEXT_MAX = 1_000;

    private final ObjectNode body;

    private BerthBody(ObjectNode body) {
        this.body = body;
    }

    /** @throws HttpProblem 400 where it is no object, or has another key */
    public static BerthBody of(Call call, Set<String> keys) {
        if (!(Json.read(call.request().body().bytes()) instanceof ObjectNode object)) {
            throw new HttpProblem(400, "the body must be a JSON object");
        }
        KnownNames.require(
                object.propertyNames(), keys, (name, all) -> new HttpProblem(400, "unknown key " + Json.text(name) + ": " + all));
        return new BerthBody(object);
    }

    public JsonNode at(String key) {
        return body.path(key);
    }

    /** Absent where the key is, or null. */
    public Optional<String> text(String key) {
        JsonNode node = body.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(text(node, key));
    }

    public static String text(JsonNode node, String key) {
        if (!node.isString() || !Characters.areStorable(node.stringValue()) || Characters.count(node.stringValue()) > TEXT_MAX) {
            throw new HttpProblem(400, key + " must be a text of at most " + TEXT_MAX + " characters");
        }
        return node.stringValue();
    }

    /** Absent where the key is, or null. */
    public Optional<Instant> time(String key, Instant now) {
        return text(key).map(text -> BerthTime.read(key, text, now));
    }
}
