package io.berth.reservation.enforcement;

import io.berth.http.Json;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.enforcement.Enforcement.Holding;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.wire.FloatingIpWriter;
import io.berth.reservation.wire.HostWriter;
import io.berth.reservation.wire.LeaseWriter;
import io.berth.reservation.wire.ReservationWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an external service is told (contract blazar §18): dates without fractions, and with each reservation its hosts or addresses. */
final class Payload {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Blazar's rows have more than a request has. */
    private static final List<String> NOT_ASKED_FOR = List.of(
            "id", "lease_id", "resource_id", "status", "missing_resources", "resources_changed", "created_at", "updated_at");

    private final Holding holding;
    private final Map<UUID, Host> hosts;
    private final Map<UUID, FloatingIp> addresses;

    Payload(Holding holding) {
        this.holding = holding;
        hosts = holding.hosts().stream().collect(Collectors.toMap(Host::id, Function.identity()));
        addresses = holding.addresses().stream().collect(Collectors.toMap(FloatingIp::id, Function.identity()));
    }

    /** A lease that does not exist yet: no more than was asked for. */
    ObjectNode asked(Lease lease) {
        ObjectNode node = Json.object()
                .put("name", lease.name())
                .put("start_date", DATE.format(lease.startsAt()))
                .put("end_date", DATE.format(lease.endsAt()))
                .put("user_id", lease.userId())
                .put("project_id", lease.projectId())
                .put("status", "CREATING");
        ArrayNode reservations = node.putArray("reservations");
        lease.reservations().forEach(reservation -> {
            ObjectNode asked = reservation(lease, reservation);
            asked.remove(NOT_ASKED_FOR);
            reservations.add(asked);
        });
        return node;
    }

    /** All there is of a lease. */
    ObjectNode whole(Lease lease, String status) {
        ObjectNode node = LeaseWriter.lease(lease, status);
        node.remove(List.of("action", "status_reason"));
        node.put("start_date", DATE.format(lease.startsAt())).put("end_date", DATE.format(lease.endsAt()));
        node.path("events").forEach(Payload::shortenTime);
        node.set("reservations", reservations(lease));
        return node;
    }

    /** Its reservations, as they are or shall be. */
    ArrayNode reservations(Lease lease) {
        ArrayNode reservations = Json.array();
        lease.reservations().forEach(reservation -> reservations.add(reservation(lease, reservation)));
        return reservations;
    }

    static String date(Instant date) {
        return DATE.format(date);
    }

    private ObjectNode reservation(Lease lease, Reservation reservation) {
        ObjectNode node = ReservationWriter.reservation(lease, reservation);
        ArrayNode allocations = node.putArray("allocations");
        holding.bookings().stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .map(booking -> hosts.get(booking.hostId()))
                .filter(Objects::nonNull)
                .forEach(host -> allocations.add(HostWriter.host(host)));
        holding.addressBookings().stream()
                .filter(booking -> reservation.id().equals(booking.reservationId()))
                .map(booking -> addresses.get(booking.floatingIpId()))
                .filter(Objects::nonNull)
                .forEach(address -> allocations.add(FloatingIpWriter.floatingIp(address)));
        return node;
    }

    private static void shortenTime(JsonNode event) {
        if (event instanceof ObjectNode object && object.path("time").isString()) {
            object.put("time", object.path("time").stringValue().replaceFirst("\\.\\d+$", ""));
        }
    }
}
