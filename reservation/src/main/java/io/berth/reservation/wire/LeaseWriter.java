package io.berth.reservation.wire;

import io.berth.http.Json;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Leases on the wire: today's keys and those of the seed (contract blazar §6.1, §7, §8, §24). */
public final class LeaseWriter {
    private LeaseWriter() {}

    public static ObjectNode lease(Lease lease) {
        return lease(lease, lease.status().name());
    }

    /** @param status shown in place of the stored one: the answer of PUT says {@code UPDATING} */
    public static ObjectNode lease(Lease lease, String status) {
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
        lease.reservations().forEach(reservation -> reservations.add(ReservationWriter.reservation(lease, reservation)));
        ArrayNode events = node.putArray("events");
        lease.events().forEach(event -> events.add(event(lease, event)));
        return node;
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
