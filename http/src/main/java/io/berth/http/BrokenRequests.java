package io.berth.http;

import io.berth.base.Ids;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered, as JSON, to requests that the HTTP parser itself refuses: no API has seen them. */
final class BrokenRequests implements Request.Handler {
    private static final String JETTY_NO_INTEGER = "Invalid Content-Length Value";

    /** Placement's words (contract placement §4.3). */
    private static final String NO_INTEGER = "content-length header must be an integer";

    private final Ids ids;

    BrokenRequests(Ids ids) {
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = Optional.ofNullable(request.getAttribute("org.eclipse.jetty.server.error_status"))
                .map(code -> (Integer) code)
                .filter(code -> code >= 400)
                .orElse(response.getStatus() >= 400 ? response.getStatus() : 500);
        String reason = status >= 500
                ? HttpStatus.getMessage(status) // the attribute may be an exception's text: not for clients
                : Optional.ofNullable(request.getAttribute("org.eclipse.jetty.server.error_message"))
                        .map(String::valueOf)
                        .map(it -> it.equals(JETTY_NO_INTEGER) ? NO_INTEGER : it)
                        .orElse("the request is not valid HTTP");
        response.setStatus(status);
        response.getHeaders().put("X-Openstack-Request-Id", ids.requestId());
        response.getHeaders().put("Content-Type", "application/json");
        byte[] body = Json.bytes(Map.of("error", Map.of("code", status, "message", reason)));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
