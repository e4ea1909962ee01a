package io.berth.http;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}: what load balancers and Prometheus ask. */
public final class Health {
    private Health() {}

    /** @param ready whether requests can be served now; not ready answers 503, so that traffic goes elsewhere */
    public static Api api(BooleanSupplier ready, Supplier<String> metrics) {
        RouteTable routes = new RouteTable(List.of(
                Route.index("GET", "/health/live", Route.OPEN, call -> Response.json(200, Map.of("status", "live")),
                        "The process runs"),
                Route.db("GET", "/health/ready", Route.OPEN, call -> ready(ready.getAsBoolean()),
                        "The process can serve requests: the database answers"),
                Route.index("GET", "/metrics", Route.OPEN, call -> Response.of(
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        metrics.get().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        "Figures for Prometheus")));
        return new PlainApi("operations", "", routes);
    }

    private static Response ready(boolean ready) {
        return Response.json(ready ? 200 : 503, Map.of("status", ready ? "ready" : "database unreachable"));
    }
}
