package io.berth.reservation.waiting;

import io.berth.http.Idempotency;
import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.reservation.FlavorDirectory;
import java.util.List;
import java.util.Map;

/** What the waiting list adds to {@code /berth/v1}. */
public final class WaitingRoutes {
    static final String GET = "berth:waiting_leases:get";
    static final String CREATE = "berth:waiting_leases:create";
    static final String DELETE = "berth:waiting_leases:delete";
    static final String ALL_PROJECTS = "berth:waiting_leases:all_projects";

    private static final String MEMBER = "role:member or role:admin";

    /** As with leases: everyone sees and withdraws their own project's, administrators all. */
    public static final Map<String, String> DEFAULTS = Map.of(
            GET, "role:reader or role:admin",
            CREATE, MEMBER,
            DELETE, MEMBER,
            ALL_PROJECTS, "role:admin");

    private static final String ALL = "/waiting_leases";
    private static final String ONE = ALL + "/{waiting_lease_id}";

    private WaitingRoutes() {}

    public static List<Route> of(WaitingList waiting, FlavorDirectory flavors, Idempotency keys, Policy policy) {
        WaitingHandlers handlers = new WaitingHandlers(waiting, flavors, keys, policy);
        return List.of(
                Route.db("GET", ALL, GET, handlers::list, "The project's leases that wait for what they reserve, or have waited"),
                Route.db("POST", ALL, CREATE, handlers::create, "Have a lease as soon as there is what it reserves, by a deadline"),
                Route.db("GET", ONE, GET, handlers::show, "One waiting lease: its position, and when it can be expected to start"),
                Route.db("DELETE", ONE, DELETE, handlers::withdraw, "Wait no more"));
    }
}
