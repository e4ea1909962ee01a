package io.berth.identity.wire;

import io.berth.http.Json;
import io.berth.http.Request;
import tools.jackson.databind.node.ObjectNode;

/** The absolute links in answers: they begin with the origin that the client used. */
final class Links {
    private Links() {}

    static String to(Request request, String prefix, String path) {
        return request.origin() + prefix + path;
    }

    /** The address of the request itself, query included. */
    static String self(Request request, String prefix) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return to(request, prefix, request.path()) + query;
    }

    static ObjectNode collection(Request request, String prefix) {
        return Json.object().putNull("next").put("self", self(request, prefix)).putNull("previous");
    }
}
