package io.berth.messages.api;

import io.berth.http.HttpProblem;
import io.berth.http.Microversion;
import io.berth.http.Route;
import io.berth.http.Route.Handler;
import io.berth.http.RouteTable;
import io.berth.messages.MessagesPolicy;
import java.util.List;

/** What the block storage API offers here: messages, and nothing of volumes. */
final class MessagesRoutes {
    private MessagesRoutes() {}

    static RouteTable table(MessagesHandlers messages) {
        Handler list = since(VolumeVersions.MESSAGES, messages::list);
        Handler show = since(VolumeVersions.MESSAGES, messages::show);
        Handler delete = since(VolumeVersions.MESSAGES, messages::delete);
        Handler filters = since(VolumeVersions.FILTERS_SHOWN, messages::resourceFilters);
        return new RouteTable(List.of(
                Route.index("GET", "", Route.OPEN, VolumeDiscovery::root, "Versions"),
                Route.index("GET", "/", Route.OPEN, VolumeDiscovery::root, "Versions"),
                Route.index("GET", "/v3", Route.OPEN, VolumeDiscovery::v3, "Versions"),
                Route.index("GET", "/v3/", Route.OPEN, VolumeDiscovery::v3, "Versions"),
                Route.db("GET", "/v3/messages", MessagesPolicy.LIST, list, "List messages"),
                Route.db("GET", "/v3/messages/{id}", MessagesPolicy.SHOW, show, "Show a message"),
                Route.db("DELETE", "/v3/messages/{id}", MessagesPolicy.DELETE, delete, "Delete a message"),
                Route.db("GET", "/v3/resource_filters", MessagesPolicy.RESOURCE_FILTERS, filters, "Show possible filters"),
                Route.db("GET", "/v3/{project_id}/messages", MessagesPolicy.LIST, list, "List messages"),
                Route.db("GET", "/v3/{project_id}/messages/{id}", MessagesPolicy.SHOW, show, "Show a message"),
                Route.db("DELETE", "/v3/{project_id}/messages/{id}", MessagesPolicy.DELETE, delete, "Delete a message"),
                Route.db("GET", "/v3/{project_id}/resource_filters", MessagesPolicy.RESOURCE_FILTERS, filters,
                        "Show possible filters")));
    }

    /** Below {@code first}, the route is not there. */
    private static Handler since(Microversion first, Handler handler) {
        return call -> {
            if (call.version().compareTo(first) < 0) {
                throw new HttpProblem(404, MessagesCodec.NOT_FOUND);
            }
            return handler.handle(call);
        };
    }
}
