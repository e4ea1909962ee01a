package io.berth.deployment.api;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Request;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** JSON bodies of requests. */
final class Bodies {
    private static final String JSON = "application/json";

    private Bodies() {}

    /** Parameters of the media type are fine, though the real service refuses them. */
    static boolean isJson(Request request) {
        return request.mediaType().filter(JSON::equals).isPresent();
    }

    /** @throws HttpProblem 400 where the body is no JSON object, or not said to be JSON */
    static JsonNode object(Request request) {
        if (request.body().isEmpty()) {
            throw new HttpProblem(400, "Request body must not be empty");
        }
        if (!isJson(request)) {
            throw new HttpProblem(400, "Requires application/json payload");
        }
        JsonNode body = Json.read(request.body().bytes());
        if (!body.isObject()) {
            throw new HttpProblem(400, "The request body must be a JSON object");
        }
        return body;
    }

    /** @throws HttpProblem 400 where it is there but is no text */
    static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new HttpProblem(400, field + " must be a string");
        }
        return Optional.of(value.asString());
    }
}
