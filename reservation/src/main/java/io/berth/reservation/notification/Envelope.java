package io.berth.reservation.notification;

import io.berth.http.Json;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.wire.LeaseWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A notification on the wire: the envelope of oslo.messaging, and Blazar's payload (contract blazar §19). */
final class Envelope {
    private static final String PUBLISHER = "blazar.lease";
    private static final String PRIORITY = "INFO";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String of(UUID messageId, String eventType, Lease lease, String status, Instant now) {
        ObjectNode envelope = Json.object()
                .put("message_id", messageId.toString())
                .put("publisher_id", PUBLISHER)
                .put("event_type", eventType)
                .put("priority", PRIORITY);
        envelope.set("payload", payload(lease, status));
        return Json.text(envelope.put("timestamp", TIMESTAMP.format(now)));
    }

    /** The lease under the names that the payload has for it. */
    private static ObjectNode payload(Lease lease, String status) {
        ObjectNode shown = LeaseWriter.lease(lease, status);
        ObjectNode payload = Json.object();
        payload.set("lease_id", shown.path("id"));
        for (String key : new String[] {
            "user_id", "project_id", "trust_id", "start_date", "end_date", "status", "name", "created_at", "updated_at",
            "degraded", "reservations", "events"
        }) {
            payload.set(key, shown.path(key));
        }
        return payload;
    }
}
