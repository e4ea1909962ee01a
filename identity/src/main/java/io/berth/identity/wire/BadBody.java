package io.berth.identity.wire;

import io.berth.http.HttpProblem;

/** The sentences with which a body is refused (contract keystone §9, K15–K22). */
final class BadBody {
    private BadBody() {}

    static HttpProblem expecting(String attribute, String place) {
        return new HttpProblem(
                400,
                "Expecting to find " + attribute + " in " + place + ". The server could not comply with the request since it is"
                        + " either malformed or otherwise incorrect. The client is assumed to be in error.");
    }

    static HttpProblem missing(String property) {
        return new HttpProblem(400, "'" + property + "' is a required property");
    }

    static HttpProblem wrongType(String field, Object value, String type) {
        return new HttpProblem(
                400, "Invalid input for field '" + field + "': " + value + " is not of type '" + type + "'");
    }
}
