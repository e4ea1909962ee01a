package io.berth.http;

import io.berth.base.Ids;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What is answered to requests that the HTTP parser itself refuses: the error of the API whose path it is, as far as the parser
 * got. The header fields are lost with such a request, the token, {@code Accept} and microversion among them.
 */
final class BrokenRequests implements org.eclipse.jetty.server.Request.Handler {
    private static final String JETTY_NO_INTEGER = "Invalid Content-Length Value";

    /** Placement's words (contract placement §4.3). */
    private static final String NO_INTEGER = "content-length header must be an integer";

    private final Apis apis;
    private final Ids ids;

    BrokenRequests(Apis apis, Ids ids) {
        this.apis = apis;
        this.ids = ids;
    }

    @Override
    public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback) {
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
        String requestId = ids.requestId();
        io.berth.http.Response answer = answer(request, requestId, new HttpProblem(status, reason));
        response.setStatus(status);
        answer.headers().forEach((name, value) -> response.getHeaders().add(name, value));
        response.getHeaders().put("X-Openstack-Request-Id", requestId);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private io.berth.http.Response answer(org.eclipse.jetty.server.Request jetty, String requestId, HttpProblem problem) {
        try {
            String path = Optional.ofNullable(jetty.getHttpURI().getPath()).orElse("");
            return answer(apis.find(jetty.getMethod(), path), jetty.getMethod(), requestId, problem);
        } catch (RuntimeException cannotWordIt) {
            return answer(apis.find(jetty.getMethod(), ""), jetty.getMethod(), requestId, problem);
        }
    }

    private static io.berth.http.Response answer(Apis.Place place, String method, String requestId, HttpProblem problem) {
        Request request = new Request(method, place.path(), "", Headers.NONE, Body.NONE, "", requestId);
        return place.api().problem(request, problem);
    }
}
