package io.berth.reservation.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that the reservation API serves (contract blazar §5). */
final class BlazarRoutes {
    private BlazarRoutes() {}

    static RouteTable table(LeaseHandlers leases, HostHandlers hosts, FloatingIpHandlers floatingIps) {
        return new RouteTable(List.of(
                Route.index("GET", "", Route.OPEN, BlazarRoutes::versions, "The versions there are"),
                Route.index("GET", "/", Route.OPEN, BlazarRoutes::versions, "The versions there are"),
                Route.index("GET", "/versions", Route.OPEN, BlazarRoutes::versions, "The versions there are"),
                Route.db("GET", "/v1/leases", ReservationPolicy.LEASES_GET, leases::list, "The project's leases"),
                Route.db("POST", "/v1/leases", ReservationPolicy.LEASES_POST, leases::create, "Create a lease"),
                Route.db("GET", "/v1/leases/{lease_id}", ReservationPolicy.LEASES_GET, leases::show, "One lease"),
                Route.db("PUT", "/v1/leases/{lease_id}", ReservationPolicy.LEASES_PUT, leases::update, "Rename, prolong, shorten, move or change a lease"),
                Route.db("DELETE", "/v1/leases/{lease_id}", ReservationPolicy.LEASES_DELETE, leases::delete, "Delete a lease and free its hosts"),
                Route.db("GET", "/v1/os-hosts", ReservationPolicy.HOSTS_GET, hosts::list, "All hosts"),
                Route.db("POST", "/v1/os-hosts", ReservationPolicy.HOSTS_POST, hosts::enrol, "Enrol a machine as a host"),
                Route.db("GET", "/v1/os-hosts/allocations", ReservationPolicy.ALLOCATIONS_GET, hosts::allocations, "Which reservation has which host"),
                Route.db("GET", "/v1/os-hosts/properties", ReservationPolicy.PROPERTIES_GET, hosts::properties, "The names of extra capabilities"),
                Route.db("PATCH", "/v1/os-hosts/properties/{property}", ReservationPolicy.PROPERTIES_UPDATE, hosts::updateProperty, "Make a capability private or public"),
                Route.db("GET", "/v1/os-hosts/{host_id}", ReservationPolicy.HOSTS_GET, hosts::show, "One host"),
                Route.db("PUT", "/v1/os-hosts/{host_id}", ReservationPolicy.HOSTS_PUT, hosts::update, "Set extra capabilities of a host"),
                Route.db("DELETE", "/v1/os-hosts/{host_id}", ReservationPolicy.HOSTS_DELETE, hosts::remove, "Take a host out"),
                Route.db("GET", "/v1/os-hosts/{host_id}/allocation", ReservationPolicy.ALLOCATIONS_GET, hosts::allocation, "Which reservations have the host"),
                Route.db("GET", "/v1/floatingips", ReservationPolicy.FLOATING_IPS_GET, floatingIps::list, "All addresses that can be reserved"),
                Route.db("POST", "/v1/floatingips", ReservationPolicy.FLOATING_IPS_POST, floatingIps::register, "Make an address reservable"),
                Route.db("GET", "/v1/floatingips/{floatingip_id}", ReservationPolicy.FLOATING_IPS_GET, floatingIps::show, "One address"),
                Route.db("DELETE", "/v1/floatingips/{floatingip_id}", ReservationPolicy.FLOATING_IPS_DELETE, floatingIps::remove, "Take an address out"),
                Route.db("GET", "/v2/os-hosts", ReservationPolicy.HOSTS_GET, hosts::listOfV2, "All hosts, as version 2 has them"),
                Route.db("GET", "/v2/os-hosts/{host_id}", ReservationPolicy.HOSTS_GET, hosts::showOfV2, "One host, as version 2 has it"),
                Route.db("DELETE", "/v2/leases/{lease_id}", ReservationPolicy.LEASES_DELETE, leases::delete, "Delete a lease, as in version 1"),
                Route.db("GET", "/v1/plugins", ReservationPolicy.PLUGINS_GET, BlazarRoutes::plugins, "The types of resources that can be reserved")));
    }

    /**
     * Contract blazar §2.1; without a token and with the right links (§25 row 19). Who comes without one is a client that looks for the
     * newest version, as openstacksdk does: it is not led to version 2, of which there is next to nothing.
     */
    private static Response versions(Call call) {
        ObjectNode body = Json.object();
        ArrayNode versions = body.putArray("versions")
                .add(version(call, "v1", "CURRENT").put("min_version", "1.0").put("max_version", "1.0"));
        if (call.request().headers().first("X-Auth-Token").isPresent()) {
            versions.add(version(call, "v2", "DEPRECATED"));
        }
        return Response.json(300, body);
    }

    private static ObjectNode version(Call call, String name, String status) {
        ObjectNode version = Json.object().put("id", name + ".0").put("status", status);
        version.putArray("links")
                .add(Json.object().put("href", call.request().origin() + BlazarApi.PREFIX + "/" + name).put("rel", "self"));
        return version;
    }

    /** Seed Blazar §4: still to be done there; here the list it means (contract blazar §24 row 36). */
    private static Response plugins(Call call) {
        ArrayNode plugins = Json.array();
        plugins.add(plugin(HostRequest.RESOURCE_TYPE, "Physical Host Plugin", "This plugin starts and shutdowns the hosts."));
        plugins.add(plugin(InstanceRequest.RESOURCE_TYPE, "Virtual Instance Plugin", "Room for instances of a size of their own."));
        plugins.add(plugin(FlavorRequest.RESOURCE_TYPE, "Flavor Instance Plugin", "Room for instances of a flavor."));
        plugins.add(plugin(FloatingIpRequest.RESOURCE_TYPE, "Floating IP Plugin", "Addresses of external networks."));
        return Response.json(200, Map.of("plugins", plugins));
    }

    private static ObjectNode plugin(String resourceType, String title, String description) {
        return Json.object().put("resource_type", resourceType).put("title", title).put("description", description);
    }
}
