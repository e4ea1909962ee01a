package io.berth.http;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The error body that the compute and the block storage API share: {@code {"badRequest": {"code": 400, "message": "…"}}}
 * (contracts nova-external-events §8.3, cinder-messages §7).
 */
public final class FaultBody {
    private static final String OTHERS = "computeFault";

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(400, "badRequest"),
            Map.entry(401, "unauthorized"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "itemNotFound"),
            Map.entry(405, "badMethod"),
            Map.entry(409, "conflictingRequest"),
            Map.entry(413, "overLimit"),
            Map.entry(415, "badMediaType"),
            Map.entry(429, "overLimit"),
            Map.entry(501, "notImplemented"),
            Map.entry(503, "serviceUnavailable"));

    private FaultBody() {}

    public static Response of(int status, String message) {
        ObjectNode body = Json.object();
        body.putObject(NAMES.getOrDefault(status, OTHERS)).put("code", status).put("message", message);
        return Response.json(status, body);
    }
}
