package io.berth.reservation.recurring;

import io.berth.http.Idempotency;
import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.reservation.FlavorDirectory;
import java.util.List;
import java.util.Map;

/** What recurring leases add to {@code /berth/v1}. */
public final class RecurringRoutes {
    static final String GET = "berth:recurring_leases:get";
    static final String CREATE = "berth:recurring_leases:create";
    static final String DELETE = "berth:recurring_leases:delete";
    static final String ALL_PROJECTS = "berth:recurring_leases:all_projects";

    private static final String MEMBER = "role:member or role:admin";

    /** As with leases: everyone sees and deletes their own project's, administrators all. */
    public static final Map<String, String> DEFAULTS = Map.of(
            GET, "role:reader or role:admin",
            CREATE, MEMBER,
            DELETE, MEMBER,
            ALL_PROJECTS, "role:admin");

    private static final String ALL = "/recurring_leases";
    private static final String ONE = ALL + "/{recurring_lease_id}";

    private RecurringRoutes() {}

    public static List<Route> of(RecurringLeases recurring, FlavorDirectory flavors, Idempotency keys, Policy policy) {
        RecurringHandlers handlers = new RecurringHandlers(recurring, flavors, keys, policy);
        return List.of(
                Route.db("GET", ALL, GET, handlers::list, "The project's recurring leases"),
                Route.db("POST", ALL, CREATE, handlers::create, "Have a lease again and again, by a rule"),
                Route.db("GET", ONE, GET, handlers::show, "One recurring lease with its occurrences"),
                Route.db("DELETE", ONE, DELETE, handlers::remove, "Delete a recurring lease, and those of its leases that have not started"));
    }
}
