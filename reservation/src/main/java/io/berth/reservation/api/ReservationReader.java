package io.berth.reservation.api;

import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.UnsupportedResourceType;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.RequestEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reservations from the wire, each kind by its own reader. Faults of a new one are values: they are told after those of the dates
 * (contract blazar §7).
 */
final class ReservationReader {
    /** All that a new one of any kind has. */
    static final Set<String> KEYS = Set.of(
            "resource_type", "min", "max", "hypervisor_properties", "resource_properties", "before_end",
            "amount", "vcpus", "memory_mb", "disk_gb", "affinity",
            "flavor_id",
            "network_id", "required_floatingips");

    private ReservationReader() {}

    /** @param projectId whose flavors are meant */
    static Asked asked(JsonNode node, FlavorDirectory flavors, String projectId) {
        String type = BodyReader.text(node.path("resource_type"), "resource_type");
        return switch (type) {
            case HostRequest.RESOURCE_TYPE -> asked(node, HostRequestReader::fault, HostRequestReader::request);
            case InstanceRequest.RESOURCE_TYPE ->
                asked(node, InstanceRequestReader::fault, InstanceRequestReader::request);
            case FlavorRequest.RESOURCE_TYPE -> FlavorRequestReader.asked(node, flavors, projectId);
            case FloatingIpRequest.RESOURCE_TYPE ->
                asked(node, FloatingIpRequestReader::fault, FloatingIpRequestReader::request);
            default -> new Asked.Faulty(new UnsupportedResourceType(type));
        };
    }

    private static Asked asked(
            JsonNode node,
            Function<JsonNode, Optional<ReservationRefusal>> fault,
            Function<JsonNode, ReservationRequest> request) {
        return fault.apply(node).<Asked>map(Asked.Faulty::new).orElseGet(() -> new Asked.Fit(request.apply(node)));
    }

    /** @param lease whose reservations' kinds say how their edits are to be read */
    static ReservationEdit edit(JsonNode node, Lease lease) {
        if (!node.isObject() || !node.has("id")) {
            throw BodyReader.missing("reservation ID");
        }
        String id = BodyReader.text(node.path("id"), "id");
        RequestEdit edit = lease.reservations().stream()
                .filter(reservation -> reservation.id().toString().equals(id))
                .findFirst()
                .map(reservation -> edit(node, reservation))
                .orElseGet(RequestEdit.Nothing::new);
        return new ReservationEdit(
                id, node.has("resource_type") ? BodyReader.text(node.path("resource_type"), "resource_type") : null, edit);
    }

    private static RequestEdit edit(JsonNode node, Reservation reservation) {
        return switch (reservation.request()) {
            case HostRequest it -> HostRequestReader.edit(node);
            case InstanceRequest it -> InstanceRequestReader.edit(node);
            case FlavorRequest it -> FlavorRequestReader.edit(node);
            case FloatingIpRequest it -> FloatingIpRequestReader.edit(node);
        };
    }
}
