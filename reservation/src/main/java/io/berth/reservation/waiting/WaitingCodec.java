package io.berth.reservation.waiting;

import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.api.BodyReader;
import io.berth.reservation.api.LeaseReader;
import io.berth.reservation.waiting.WaitingList.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Waiting leases on the wire: {@code {"lease": {…}, "deadline": "2026-12-24 12:00"}}, where the lease is as Blazar's POST has it. Its
 * {@code start_date} is the earliest, the deadline the latest start. Answers have times in ISO 8601.
 */
final class WaitingCodec {
    private static final Set<String> KEYS = Set.of("lease", "deadline");

    private WaitingCodec() {}

    static WaitLease read(Request request, FlavorDirectory flavors, String projectId) {
        ObjectNode body = BodyReader.object(request, KEYS);
        if (!(body.path("lease") instanceof ObjectNode lease)) {
            throw body.has("lease") ? BodyReader.malformed("lease") : BodyReader.missing("lease");
        }
        JsonNode deadline = body.path("deadline");
        if (deadline.isMissingNode()) {
            throw BodyReader.missing("deadline");
        }
        return new WaitLease(
                LeaseReader.create(lease, flavors, projectId), BodyReader.date(deadline), LeaseReader.kept(lease));
    }

    static ObjectNode written(Shown shown) {
        WaitingLease entry = shown.entry();
        ObjectNode node = Json.object().put("id", entry.id().toString());
        node.set("lease", Json.read(entry.asked().getBytes(StandardCharsets.UTF_8)));
        return node.put("project_id", entry.owner().projectId())
                .put("user_id", entry.owner().userId())
                .put("created_at", entry.createdAt().toString())
                .put("deadline", entry.wish().deadline().toString())
                .put("status", entry.status().text())
                .put("position", shown.position().orElse(null))
                .put("expected_start", time(shown.expected().start().orElse(null)))
                .put("expected_start_unknown", shown.expected().whyUnknown().orElse(null))
                .put("lease_id", entry.status() == WaitingStatus.GRANTED ? entry.id().toString() : null);
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
