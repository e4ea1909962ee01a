package io.berth.http;

import io.berth.base.AtOnce;
import io.berth.base.Ids;
import io.berth.base.TemporarilyUnavailable;
import io.berth.base.UnstorableText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request from Jetty to its API and the answer back: gives it a request id, picks the thread that the route
 * asks for, turns what is thrown into the API's own error, writes one log line and one measurement.
 */
final class Dispatcher extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Fixed buckets: cheap to fill, and, unlike percentiles, they can be added up over replicas. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
        Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10)
    };

    private final Apis apis;
    private final Ids ids;
    private final MeterRegistry metrics;
    private final AccessLog accessLog;
    private final boolean isProxyBelieved;
    private final BusyLog busyLog = new BusyLog();
    private final Map<Measured, Timer> timers = new ConcurrentHashMap<>();

    /** What is told apart in the figures: as many as there are routes and statuses, whatever clients ask for. */
    private record Measured(String api, String method, String route, int status) {}

    Dispatcher(Apis apis, Ids ids, MeterRegistry metrics, AccessLog accessLog, boolean isProxyBelieved) {
        this.apis = apis;
        this.ids = ids;
        this.metrics = metrics;
        this.accessLog = accessLog;
        this.isProxyBelieved = isProxyBelieved;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request jettyRequest,
            org.eclipse.jetty.server.Response jettyResponse,
            Callback callback) {
        long began = System.nanoTime();
        String method = jettyRequest.getMethod();
        Apis.Place place = apis.find(method, jettyRequest.getHttpURI().getPath());
        Request request = JettyRequests.request(
                jettyRequest, place.path(), place.api().bodyBytesMax(), ids.requestId(), isProxyBelieved);
        Exchange exchange = new Exchange(place, request, jettyRequest, jettyResponse, callback, began);
        if (!isAnsweredAtOnce(exchange)) {
            Thread.ofVirtual()
                    .name(request.requestId())
                    .start(() -> answer(exchange, () -> Optional.of(place.api().serve(request, place.match()))));
        }
        return true;
    }

    private record Exchange(
            Apis.Place place,
            Request request,
            org.eclipse.jetty.server.Request jettyRequest,
            org.eclipse.jetty.server.Response jettyResponse,
            Callback callback,
            long began) {}

    /** On the selector's thread, which a request with a body never is served on: the body may be slow to arrive. */
    private boolean isAnsweredAtOnce(Exchange exchange) {
        return exchange.place().match() instanceof Match.Found found
                && found.route().execution() == Execution.INDEX
                && !JettyRequests.hasBody(exchange.jettyRequest())
                && AtOnce.call(() -> answer(exchange, () -> atOnce(exchange, found)));
    }

    private static Optional<Response> atOnce(Exchange exchange, Match.Found found) {
        Api api = exchange.place().api();
        return found.route().isOpen()
                ? Optional.of(api.serve(exchange.request(), found))
                : api.serveAtOnce(exchange.request(), found);
    }

    /** Whether there was an answer to send. */
    private boolean answer(Exchange exchange, Supplier<Optional<Response>> served) {
        Request request = exchange.request();
        try {
            Optional<Response> response = response(exchange.place().api(), request, served);
            if (response.isPresent()) {
                if (JettyRequests.hasBody(exchange.jettyRequest())) {
                    JettyRequests.discardRest(exchange.jettyRequest());
                }
                record(exchange.place(), request, response.get(), System.nanoTime() - exchange.began());
                send(response.get(), exchange.jettyResponse(), exchange.callback());
            }
            return response.isPresent();
        } catch (RuntimeException | Error bug) {
            // Not even the API's error body could be made: the connection must not wait for ever.
            LOG.error("{} {} {} was not answered", request.requestId(), request.method(), request.path(), bug);
            exchange.callback().failed(bug);
            return true;
        }
    }

    /** What is served, or the API's own words for what was thrown. */
    private Optional<Response> response(Api api, Request request, Supplier<Optional<Response>> served) {
        Optional<Response> response;
        try {
            response = served.get();
        } catch (HttpProblem problem) {
            response = Optional.of(api.problem(request, problem));
        } catch (UnstorableText unstorable) {
            response = Optional.of(api.problem(request, new HttpProblem(400, UnstorableText.MESSAGE)));
        } catch (TemporarilyUnavailable busy) {
            busyLog.add(request, busy);
            response = Optional.of(api.problem(
                            request, new HttpProblem(503, busy.advice()))
                    .with("Retry-After", "1"));
        } catch (RuntimeException | Error bug) {
            LOG.error("{} {} {} failed", request.requestId(), request.method(), request.path(), bug);
            response = Optional.of(api.problem(
                    request, new HttpProblem(500, "Internal Server Error (" + request.requestId() + ")")));
        }
        return response.map(answer -> answer.headers().has("X-Openstack-Request-Id")
                ? answer
                : answer.with("X-Openstack-Request-Id", request.requestId()));
    }

    private void record(Apis.Place place, Request request, Response response, long nanos) {
        String route = place.match() instanceof Match.Found found ? found.route().path() : "none";
        String method = place.match() instanceof Match.Found ? request.method() : "other";
        timers.computeIfAbsent(new Measured(place.api().name(), method, route, response.status()), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
        accessLog.add(place.api(), request, response, nanos);
    }

    private Timer timer(Measured measured) {
        return Timer.builder("http.server.requests")
                .tag("api", measured.api())
                .tag("method", measured.method())
                .tag("route", measured.route())
                .tag("status", Integer.toString(measured.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
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
