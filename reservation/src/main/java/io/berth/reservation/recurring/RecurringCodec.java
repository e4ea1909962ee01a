package io.berth.reservation.recurring;

import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.api.BodyReader;
import io.berth.reservation.api.DryRun;
import io.berth.reservation.api.LeaseReader;
import io.berth.reservation.recurring.Occurrence.Why;
import io.berth.reservation.recurring.RecurringLeases.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recurring leases on the wire: {@code {"lease": {…}, "rrule": "FREQ=WEEKLY;COUNT=10", "time_zone": "Europe/Berlin", "accept": "all"}},
 * where the lease is as Blazar's POST has it, and is the first. Dates in requests are in Blazar's form and in UTC, as its own; answers
 * have times in ISO 8601.
 */
final class RecurringCodec {
    private static final String UTC = "UTC";

    private static final Set<String> KEYS = Set.of("lease", "rrule", "time_zone", "exdates", "accept");

    private RecurringCodec() {}

    static RecurLeases read(Request request, FlavorDirectory flavors, String projectId) {
        ObjectNode body = BodyReader.object(request, KEYS);
        if (!(body.path("lease") instanceof ObjectNode lease)) {
            throw body.has("lease") ? BodyReader.malformed("lease") : BodyReader.missing("lease");
        }
        if (!body.has("rrule")) {
            throw BodyReader.missing("rrule");
        }
        return new RecurLeases(
                LeaseReader.create(lease, flavors, projectId),
                new Recurrence(text(body, "rrule", ""), text(body, "time_zone", UTC)),
                exceptions(body.path("exdates")),
                acceptance(body),
                LeaseReader.kept(lease));
    }

    private static String text(ObjectNode body, String key, String standard) {
        JsonNode node = body.path(key);
        if (node.isMissingNode()) {
            return standard;
        }
        if (!node.isString()) {
            throw BodyReader.malformed(key);
        }
        return BodyReader.text(node, key);
    }

    private static Acceptance acceptance(ObjectNode body) {
        return switch (text(body, "accept", "all")) {
            case "all" -> Acceptance.ALL;
            case "possible" -> Acceptance.POSSIBLE;
            default -> throw BodyReader.fault("Malformed parameter accept (all or possible)");
        };
    }

    private static Set<Instant> exceptions(JsonNode node) {
        if (node.isMissingNode()) {
            return Set.of();
        }
        if (!node.isArray() || node.size() > Recurrence.OCCURRENCES_MAX) {
            throw BodyReader.malformed("exdates");
        }
        Set<Instant> exceptions = new HashSet<>();
        node.values().forEach(each -> exceptions.add(BodyReader.date(each)));
        return exceptions;
    }

    static ObjectNode written(Shown shown) {
        RecurringLease recurring = shown.recurring();
        ObjectNode node = Json.object().put("id", recurring.id().toString());
        node.set("lease", Json.read(recurring.asked().getBytes(StandardCharsets.UTF_8)));
        node.put("rrule", recurring.recurrence().rule())
                .put("time_zone", recurring.recurrence().zone())
                .put("accept", recurring.acceptance().text())
                .put("project_id", recurring.owner().projectId())
                .put("user_id", recurring.owner().userId())
                .put("created_at", recurring.createdAt().toString());
        node.set("occurrences", occurrences(recurring.occurrences(), shown.statuses()));
        return node;
    }

    static ArrayNode occurrences(List<Occurrence> all, Map<UUID, String> statuses) {
        ArrayNode array = Json.array();
        for (Occurrence occurrence : all) {
            UUID lease = occurrence.leaseId();
            ObjectNode node = array.addObject()
                    .put("start", occurrence.period().start().toString())
                    .put("end", occurrence.period().end().toString())
                    .put("lease_id", lease == null ? null : lease.toString())
                    .put("lease_status", lease == null ? null : statuses.get(lease));
            node.set("refusal", refusal(occurrence.refused()));
        }
        return array;
    }

    private static @Nullable ObjectNode refusal(@Nullable Why refused) {
        if (refused == null) {
            return null;
        }
        ObjectNode node = Json.object().put("reason", refused.code()).put("message", refused.message());
        node.set("explanation", DryRun.steps(refused.explanation()));
        return node;
    }
}
