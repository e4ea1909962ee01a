package io.berth.reservation.health;

import io.berth.http.Route;
import java.util.List;
import java.util.Map;

/** What hosts' health adds to {@code /berth/v1}. */
public final class HealthRoutes {
    static final String GET = "berth:host_health:get";
    static final String PUT = "berth:host_health:put";

    /** For operators: reasons may say what is none of a tenant's business. */
    public static final Map<String, String> DEFAULTS = Map.of(GET, "role:admin", PUT, "role:admin");

    private HealthRoutes() {}

    public static List<Route> of(HostHealths healths) {
        HealthHandlers handlers = new HealthHandlers(healths);
        return List.of(
                Route.db("GET", "/failed_hosts", GET, handlers::failed, "The hosts that have failed, with reason and time"),
                Route.db("GET", "/hosts/{host_id}/health", GET, handlers::show, "Whether a host is healthy, since when, and who said so"),
                Route.db("PUT", "/hosts/{host_id}/health", PUT, handlers::report, "Say that a host failed or is healthy: leases on it get another"));
    }
}
