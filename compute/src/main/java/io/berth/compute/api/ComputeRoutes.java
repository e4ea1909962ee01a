package io.berth.compute.api;

import io.berth.compute.ComputePolicy;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import java.util.ArrayList;
import java.util.List;

/** What the compute API offers here. Every line but the version documents exists under each of {@link #ROOTS}. */
final class ComputeRoutes {
    /** Today's API and the one of old, with and without the project. */
    private static final List<String> ROOTS = List.of("/v2.1", "/v2.1/{project_id}", "/v2", "/v2/{project_id}");

    private ComputeRoutes() {}

    static RouteTable table(
            EventHandlers events, ServerHandlers servers, ActionHandlers actions, FlavorHandlers flavors) {
        List<Route> routes = new ArrayList<>(List.of(
                Route.index("GET", "", Route.OPEN, ComputeDiscovery::root, "Versions"),
                Route.index("GET", "/", Route.OPEN, ComputeDiscovery::root, "Versions"),
                Route.index("GET", "/v2.1", Route.OPEN, ComputeDiscovery::v21, "Today's version"),
                Route.index("GET", "/v2.1/", Route.OPEN, ComputeDiscovery::v21, "Today's version"),
                Route.index("GET", "/v2", Route.OPEN, ComputeDiscovery::v2, "The version of old"),
                Route.index("GET", "/v2/", Route.OPEN, ComputeDiscovery::v2, "The version of old")));
        List<Route> below = List.of(
                Route.db("POST", "/os-server-external-events", ComputePolicy.EVENTS_CREATE, events::create,
                        "Tell of external events"),
                Route.db("GET", "/servers", ComputePolicy.SERVERS_LIST, servers::list, "List servers"),
                Route.db("POST", "/servers", ComputePolicy.SERVERS_CREATE, servers::create, "Create a server"),
                Route.db("GET", "/servers/detail", ComputePolicy.SERVERS_DETAIL, servers::detail, "List servers in full"),
                Route.db("GET", "/servers/{id}", ComputePolicy.SERVERS_SHOW, servers::show, "Show a server"),
                Route.db("DELETE", "/servers/{id}", ComputePolicy.SERVERS_DELETE, servers::delete, "Delete a server"),
                Route.db("GET", "/servers/{id}/os-instance-actions", ComputePolicy.ACTIONS_LIST, actions::list,
                        "List what was done with a server"),
                Route.db("GET", "/servers/{id}/os-instance-actions/{request_id}", ComputePolicy.ACTIONS_SHOW,
                        actions::show, "Show what a request did with a server"),
                Route.db("GET", "/flavors", ComputePolicy.FLAVORS, flavors::list, "List flavors"),
                Route.db("GET", "/flavors/detail", ComputePolicy.FLAVORS, flavors::detail, "List flavors in full"),
                Route.db("GET", "/flavors/{id}", ComputePolicy.FLAVORS, flavors::show, "Show a flavor"),
                Route.db("GET", "/flavors/{id}/os-extra_specs", ComputePolicy.FLAVORS, flavors::extraSpecs,
                        "Show a flavor's extra specs"),
                Route.db("GET", "/flavors/{id}/os-flavor-access", ComputePolicy.FLAVOR_ACCESS, flavors::access,
                        "Show which project has a private flavor"));
        for (String root : ROOTS) {
            for (Route route : below) {
                routes.add(new Route(route.method(), root + route.path(), route.rule(), route.execution(),
                        route.handler(), route.summary()));
            }
        }
        return new RouteTable(routes);
    }
}
