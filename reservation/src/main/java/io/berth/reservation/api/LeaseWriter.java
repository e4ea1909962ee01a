package io.berth.reservation.api;

import io.berth.http.Json;
import io.berth.reservation.lease.HostRequest;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseEvent;
import io.berth.reservation.lease.Reservation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Leases on the wire: today's keys and those of the seed (contract blazar §6.1, §7, §8, §24). */
final class LeaseWriter {
    private LeaseWriter() {}

    static ObjectNode lease(Lease lease) {
        return lease(lease, lease.status().name());
    }

    /** @param status shown in place of the stored one: the answer of PUT says {@code UPDATING} */
    static ObjectNode lease(Lease lease, String status) {
        ObjectNode node = Json.object()
                .put("id", lease.id().toString())
                .put("name", lease.name())
                .put("user_id", lease.userId())
                .put("project_id", lease.projectId())
                .put("trust_id", lease.trustId())
                .put("start_date", WireTime.date(lease.startsAt()))
                .put("end_date", WireTime.date(lease.endsAt()))
                .put("status", status)
                .put("degraded", lease.degraded())
                .put("created_at", WireTime.stamp(lease.createdAt()))
                .put("updated_at", WireTime.stamp(lease.updatedAt()))
                .putNull("action")
                .putNull("status_reason");
        ArrayNode reservations = node.putArray("reservations");
        lease.reservations().forEach(reservation -> reservations.add(reservation(lease, reservation)));
        ArrayNode events = node.putArray("events");
        lease.events().forEach(event -> events.add(event(lease, event)));
        return node;
    }

    private static ObjectNode reservation(Lease lease, Reservation reservation) {
        HostRequest request = reservation.request();
        return Json.object()
                .put("id", reservation.id().toString())
                .put("lease_id", lease.id().toString())
                .put("resource_id", reservation.resourceId().toString())
                .put("resource_type", HostRequest.RESOURCE_TYPE)
                .put("status", reservation.status().text())
                .put("missing_resources", reservation.missingResources())
                .put("resources_changed", reservation.resourcesChanged())
                .put("hypervisor_properties", request.hypervisorProperties())
                .put("resource_properties", request.resourceProperties())
                .put("before_end", request.beforeEnd())
                .put("min", request.min())
                .put("max", request.max())
                .put("created_at", WireTime.stamp(reservation.createdAt()))
                .put("updated_at", WireTime.stamp(reservation.updatedAt()));
    }

    private static ObjectNode event(Lease lease, LeaseEvent event) {
        return Json.object()
                .put("id", event.id().toString())
                .put("lease_id", lease.id().toString())
                .put("event_type", event.type())
                .put("time", WireTime.date(event.time()))
                .put("status", event.status())
                .put("created_at", WireTime.stamp(event.createdAt()))
                .put("updated_at", WireTime.stamp(event.updatedAt()));
    }
}
