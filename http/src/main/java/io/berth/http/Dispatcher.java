package io.berth.http;

import io.berth.base.Ids;
import io.berth.base.TemporarilyUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request from Jetty to its API and the answer back: gives it a request id, picks the thread that the route
 * asks for, turns what is thrown into the API's own error, writes one log line and one measurement.
 */
final class Dispatcher extends Handler.Abstract.NonBlocking {
    private static final Logger ACCESS = LoggerFactory.getLogger("berth.access");
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Apis apis;
    private final Ids ids;
    private final MeterRegistry metrics;

    Dispatcher(Apis apis, Ids ids, MeterRegistry metrics) {
        this.apis = apis;
        this.ids = ids;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request jettyRequest,
            org.eclipse.jetty.server.Response jettyResponse,
            Callback callback) {
        long began = System.nanoTime();
        String method = jettyRequest.getMethod();
        Apis.Place place = apis.find(method, jettyRequest.getHttpURI().getPath());
        Request request = JettyRequests.request(jettyRequest, place.path(), place.api().bodyBytesMax(), ids.requestId());
        Runnable serving = () -> {
            Response response = serve(place, request);
            record(place, request, response, System.nanoTime() - began);
            send(response, jettyResponse, callback);
        };
        boolean inline =
                place.match() instanceof Match.Found found && found.route().execution() == Execution.INDEX;
        if (inline) {
            serving.run();
        } else {
            Thread.ofVirtual().name(request.requestId()).start(serving);
        }
        return true;
    }

    private static Response serve(Apis.Place place, Request request) {
        Response response;
        try {
            if (request.path().contains(";")) {
                throw new HttpProblem(400, "path parameters (;) are not used here");
            }
            response = place.api().serve(request, place.match());
        } catch (HttpProblem problem) {
            response = place.api().problem(request, problem);
        } catch (TemporarilyUnavailable busy) {
            LOG.warn("{} {} {}", request.requestId(), request.path(), busy.getMessage());
            response = place.api()
                    .problem(request, new HttpProblem(503, "Berth is too busy to do this now. Please try again."))
                    .with("Retry-After", "1");
        } catch (RuntimeException | Error bug) {
            LOG.error("{} {} {} failed", request.requestId(), request.method(), request.path(), bug);
            response = place.api()
                    .problem(request, new HttpProblem(500, "Internal Server Error (" + request.requestId() + ")"));
        }
        return response.headers().has("X-Openstack-Request-Id")
                ? response
                : response.with("X-Openstack-Request-Id", request.requestId());
    }

    private void record(Apis.Place place, Request request, Response response, long nanos) {
        String route = place.match() instanceof Match.Found found ? found.route().path() : "none";
        Timer.builder("http.server.requests")
                .tag("api", place.api().name())
                .tag("method", place.match() instanceof Match.Found ? request.method() : "other")
                .tag("route", route)
                .tag("status", Integer.toString(response.status()))
                .publishPercentiles(0.5, 0.99)
                .register(metrics)
                .record(nanos, TimeUnit.NANOSECONDS);
        ACCESS.atInfo()
                .addKeyValue("request_id", request.requestId())
                .addKeyValue("global_request_id", request.headers().first("X-Openstack-Request-Id").orElse("-"))
                .addKeyValue("api", place.api().name())
                .addKeyValue("method", request.method())
                .addKeyValue("path", place.api().prefix() + request.path())
                .addKeyValue("status", response.status())
                .addKeyValue("bytes", response.body().length)
                .addKeyValue("micros", nanos / 1_000)
                .log("request");
    }

    private static void send(
            Response response, org.eclipse.jetty.server.Response jettyResponse, Callback callback) {
        jettyResponse.setStatus(response.status());
        response.headers().forEach((name, value) -> jettyResponse.getHeaders().add(name, value));
        boolean bodyAllowed = response.status() != 204 && response.status() != 304;
        if (bodyAllowed && !response.headers().has("Content-Length")) {
            jettyResponse.getHeaders().put("Content-Length", response.body().length);
        }
        jettyResponse.write(true, ByteBuffer.wrap(bodyAllowed ? response.body() : new byte[0]), callback);
    }
}
