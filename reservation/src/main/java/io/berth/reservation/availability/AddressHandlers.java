package io.berth.reservation.availability;

import io.berth.base.Ids;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchLease;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about addresses over HTTP. */
final class AddressHandlers {
    private final Availability availability;
    private final AvailabilityHandlers hosts;

    /** @param hosts whose calendars look alike */
    AddressHandlers(Availability availability, AvailabilityHandlers hosts) {
        this.availability = availability;
        this.hosts = hosts;
    }

    Response calendar(Call call) {
        Query query = AvailabilityReader.known(call.request().parameters(), AvailabilityReader.TIMES);
        Period window = AvailabilityReader.window(query, availability.now());
        return availability.addresses().calendar(call.parameter("floatingip_id"), window).fold(
                shown -> {
                    ObjectNode body = AvailabilityHandlers.during(window);
                    body.set("floatingip", address(shown.address()));
                    ArrayNode taken = body.putArray("taken");
                    shown.taken().forEach(each -> taken.add(hosts.taken(call, each)));
                    return Response.json(200, body);
                },
                AvailabilityHandlers::refused);
    }

    /** Only to those who may know who has what: to the others there is no such lease. */
    Response ofLease(Call call) {
        String lease = call.parameter("lease_id");
        return Ids.read(lease)
                .flatMap(availability.addresses()::ofLease)
                .filter(found -> hosts.mayKnow(call, found.projectId()))
                .map(found -> {
                    ObjectNode body = Json.object().put("lease_id", lease);
                    ArrayNode addresses = body.putArray("floatingips");
                    found.addresses().forEach(held -> addresses.add(address(held.address())
                            .put("reservation_id", held.reservationId().toString())
                            .put("start", held.period().start().toString())
                            .put("end", held.period().end().toString())));
                    return Response.json(200, body);
                })
                .orElseGet(() -> AvailabilityHandlers.refused(new NoSuchLease(lease)));
    }

    private static ObjectNode address(FloatingIp address) {
        return Json.object()
                .put("id", address.id().toString())
                .put("floating_ip_address", address.address().toString())
                .put("floating_network_id", address.networkId());
    }
}
