package io.berth.reservation.api;

import static io.berth.reservation.api.BodyReader.fault;
import static io.berth.reservation.api.BodyReader.malformed;
import static io.berth.reservation.api.BodyReader.missing;

import io.berth.base.Characters;
import io.berth.http.Json;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.lease.CreateLease.ClientEvent;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.request.ReservationEdit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests to create and update leases, from the wire (contract blazar §6.3, §6.4). */
public final class LeaseReader {
    private static final List<String> REQUIRED = List.of("name", "start_date", "end_date");

    /** What an update may change; everything else in its body is ignored (contract blazar §25 rows 5 and 6). */
    private static final Set<String> CHANGES =
            Set.of("start_date", "end_date", "before_end_date", "before_end_notification", "reservations");

    /** Columns of the real service's table (contract blazar §6.1). */
    private static final int NAME_LENGTH_MAX = 80;

    private static final int EVENT_TYPE_LENGTH_MAX = 66;

    /** A lease has few demands; a body of a megabyte could hold thousands, each a search. */
    private static final int RESERVATIONS_MAX = 100;

    private static final Set<String> KEPT =
            Set.of("name", "start_date", "end_date", "before_end_date", "before_end_notification", "reservations");

    /** A list shows a thousand of them. */
    private static final int KEPT_BYTES_MAX = 16_384;

    private LeaseReader() {}

    /** @param projectId who asks */
    public static CreateLease create(ObjectNode body, FlavorDirectory flavors, String projectId) {
        String absent = String.join(", ", REQUIRED.stream().filter(key -> !body.has(key)).toList());
        if (!absent.isEmpty()) {
            throw missing(absent);
        }
        List<JsonNode> reservations = items(body, "reservations", RESERVATIONS_MAX);
        reservations.forEach(LeaseReader::requireType);
        Moment start = moment(body.path("start_date"));
        Moment end = moment(body.path("end_date"));
        List<Asked> asked = reservations.stream()
                .map(reservation -> ReservationReader.asked(reservation, flavors, projectId))
                .toList();
        return new CreateLease(
                name(body.path("name")), start, end, beforeEnd(body).orElse(null), asked, clientEvents(body));
    }

    /**
     * What Berth's own leases keep of the request, to be shown again: no more than is read, for there are many rows.
     *
     * @param body that {@link #create} has read
     */
    public static String kept(ObjectNode body) {
        ObjectNode kept = body.deepCopy().retain(KEPT);
        kept.path("reservations").values().forEach(reservation -> ((ObjectNode) reservation).retain(ReservationReader.KEYS));
        String text = Json.text(kept);
        if (text.getBytes(StandardCharsets.UTF_8).length > KEPT_BYTES_MAX) {
            throw fault("Malformed parameter lease (at most " + KEPT_BYTES_MAX + " bytes of JSON)");
        }
        return text;
    }

    private static void requireType(JsonNode reservation) {
        if (!reservation.isObject()) {
            throw malformed("reservations");
        }
        if (!reservation.has("resource_type")) {
            throw missing("resource_type");
        }
    }

    /** @param lease that is to be updated */
    static UpdateLease update(ObjectNode body, Lease lease) {
        boolean changesOnlyName = body.propertyNames().stream().noneMatch(CHANGES::contains);
        List<ReservationEdit> edits = new ArrayList<>();
        if (!body.path("reservations").isNull()) {
            for (JsonNode reservation : items(body, "reservations", RESERVATIONS_MAX)) {
                edits.add(ReservationReader.edit(reservation, lease));
            }
        }
        return new UpdateLease(
                body.has("name") ? name(body.path("name")) : null,
                given(body, "start_date"),
                given(body, "end_date"),
                beforeEnd(body).orElse(null),
                edits,
                changesOnlyName);
    }

    private static @Nullable Moment given(ObjectNode body, String key) {
        return body.has(key) ? moment(body.path(key)) : null;
    }

    private static String name(JsonNode node) {
        String name = BodyReader.text(node, "name");
        if (Characters.count(name) > NAME_LENGTH_MAX) {
            throw fault("Malformed parameter name (at most " + NAME_LENGTH_MAX + " characters)");
        }
        return name;
    }

    private static Moment moment(JsonNode node) {
        return node.isString() && node.stringValue().equals("now")
                ? new Moment.Now()
                : new Moment.At(BodyReader.date(node));
    }

    /** Under today's name or the one before Pike's (contract blazar §24). */
    private static Optional<Instant> beforeEnd(ObjectNode body) {
        return Stream.of("before_end_date", "before_end_notification")
                .map(body::path)
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst()
                .map(BodyReader::date);
    }

    private static List<JsonNode> items(ObjectNode body, String key, int max) {
        JsonNode node = body.path(key);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw malformed(key);
        }
        if (node.size() > max) {
            throw fault("Malformed parameter " + key + " (at most " + max + ")");
        }
        return List.copyOf(node.values());
    }

    /** Kept as sent and never acted on (contract blazar §8.2). */
    private static List<ClientEvent> clientEvents(ObjectNode body) {
        List<ClientEvent> events = new ArrayList<>();
        for (JsonNode sent : items(body, "events", RESERVATIONS_MAX)) {
            if (!sent.isObject() || !sent.has("event_type")) {
                throw malformed("events");
            }
            String type = BodyReader.text(sent.path("event_type"), "event_type");
            if (Characters.count(type) > EVENT_TYPE_LENGTH_MAX) {
                throw malformed("event_type");
            }
            JsonNode time = sent.path("time");
            JsonNode status = sent.path("status");
            events.add(new ClientEvent(
                    type,
                    time.isMissingNode() || time.isNull() ? null : BodyReader.answeredDate(time),
                    status.isMissingNode() || status.isNull() ? null : BodyReader.text(status, "status")));
        }
        return events;
    }
}
