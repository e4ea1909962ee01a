package io.berth.reservation.maintenance;

import io.berth.http.Idempotency;
import io.berth.http.Route;
import java.util.List;
import java.util.Map;

/** What maintenances add to {@code /berth/v1}. */
public final class MaintenanceRoutes {
    static final String GET = "berth:maintenance:get";
    static final String POST = "berth:maintenance:post";
    static final String PUT = "berth:maintenance:put";
    static final String DELETE = "berth:maintenance:delete";

    /** For operators: reasons, and whose leases are in the way, are none of a tenant's business. */
    public static final Map<String, String> DEFAULTS =
            Map.of(GET, "role:admin", POST, "role:admin", PUT, "role:admin", DELETE, "role:admin");

    private MaintenanceRoutes() {}

    public static List<Route> of(Maintenances maintenances, Idempotency keys) {
        MaintenanceHandlers handlers = new MaintenanceHandlers(maintenances, keys);
        return List.of(
                Route.db("GET", "/maintenance", GET, handlers::list, "Which hosts are closed, and will be; with all=true, were"),
                Route.db("POST", "/maintenance", POST, handlers::close, "Close hosts: maintenance, quarantine or drain; dry_run=true tells which leases would move or break"),
                Route.db("GET", "/maintenance/{maintenance_id}", GET, handlers::show, "One of them"),
                Route.db("PUT", "/maintenance/{maintenance_id}", PUT, handlers::endAt, "End it earlier or later"),
                Route.db("DELETE", "/maintenance/{maintenance_id}", DELETE, handlers::lift, "Open the hosts now"));
    }
}
