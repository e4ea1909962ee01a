package io.berth.reservation.availability;

import io.berth.http.Policy;
import io.berth.http.Route;
import java.util.List;
import java.util.Map;

/** What the calendar adds to {@code /berth/v1}. */
public final class AvailabilityRoutes {
    static final String GET = "berth:availability:get";
    static final String HOLDERS = "berth:availability:get_holders";

    /** Whoever may read may see when hosts are taken; for whom, only administrators, and everyone of their own project. */
    public static final Map<String, String> DEFAULTS = Map.of(GET, "role:reader or role:admin", HOLDERS, "role:admin");

    private AvailabilityRoutes() {}

    public static List<Route> of(Availability availability, Policy policy) {
        AvailabilityHandlers handlers = new AvailabilityHandlers(availability, policy);
        AddressHandlers addresses = new AddressHandlers(availability, handlers);
        return List.of(
                Route.db("GET", "/availability", GET, handlers::free, "Which hosts are free from start to end"),
                Route.db("GET", "/next_window", GET, handlers::next, "The earliest k windows in which so many hosts are free for so many hours"),
                Route.db("GET", "/hosts/{host_id}/calendar", GET, handlers::calendar, "When a host is taken, from start to end"),
                Route.db("GET", "/leases/{lease_id}/hosts", GET, handlers::ofLease, "Which hosts a lease has"),
                Route.db("GET", "/floatingips/{floatingip_id}/calendar", GET, addresses::calendar, "When an address is taken, from start to end"),
                Route.db("GET", "/leases/{lease_id}/floatingips", GET, addresses::ofLease, "Which addresses a lease has"));
    }
}
