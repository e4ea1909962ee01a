package io.berth.reservation.budget;

import io.berth.http.Policy;
import io.berth.http.Route;
import java.util.List;
import java.util.Map;

/** What budgets add to {@code /berth/v1}. */
public final class BudgetRoutes {
    static final String LIST = "berth:budgets:list";
    static final String GET = "berth:budgets:get";
    static final String PUT = "berth:budgets:put";
    static final String DELETE = "berth:budgets:delete";

    /** Administrators set budgets; whoever may read may see their own project's. */
    public static final Map<String, String> DEFAULTS = Map.of(
            LIST, "role:admin",
            GET, "role:admin or role:reader and project_id:%(project_id)s",
            PUT, "role:admin",
            DELETE, "role:admin");

    private BudgetRoutes() {}

    public static List<Route> of(Budgets budgets, BudgetedProjects projects, Policy policy) {
        BudgetHandlers handlers = new BudgetHandlers(budgets, projects, policy);
        return List.of(
                Route.db("GET", "/budgets", GET, handlers::list, "The budgets that the caller may see, and what of them is used"),
                Route.db("GET", "/budgets/{project_id}", GET, handlers::show, "A project's budget, what of it is used and what is left"),
                Route.db("PUT", "/budgets/{project_id}", PUT, handlers::set, "Sets a project's budget, in place of any other"),
                Route.db("DELETE", "/budgets/{project_id}", DELETE, handlers::remove, "Removes a project's budget: nothing limits it any more"));
    }
}
