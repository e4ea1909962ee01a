package io.berth.deployment.api;

import io.berth.http.Json;
import io.berth.http.Response;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of Drydock's errors (contract drydock §2.1). */
final class Errors {
    private Errors() {}

    /** E1: what the service itself refuses. */
    static Response service(int status, String message) {
        ObjectNode body = Json.object().put("type", "error").put("message", message).put("retry", false);
        return Response.json(status, body);
    }

    /** E2: what has no words of the service's own. */
    static Response framework(int status) {
        return Response.json(status, Json.object().put("title", title(status)));
    }

    static Response framework(int status, String description) {
        return framework(status, title(status), description);
    }

    static Response framework(int status, String title, String description) {
        return Response.json(status, Json.object().put("title", title).put("description", description));
    }

    private static String title(int status) {
        return status + " " + switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Payload Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> status >= 500 ? "Internal Server Error" : "Error";
        };
    }
}
