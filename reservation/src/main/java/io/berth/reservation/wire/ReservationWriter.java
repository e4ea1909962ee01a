package io.berth.reservation.wire;

import io.berth.http.Json;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import tools.jackson.databind.node.ObjectNode;

/** Reservations on the wire: what all have, then what their kind has (contract blazar §7). */
public final class ReservationWriter {
    private ReservationWriter() {}

    public static ObjectNode reservation(Lease lease, Reservation reservation) {
        ObjectNode node = Json.object()
                .put("id", reservation.id().toString())
                .put("lease_id", lease.id().toString())
                .put("resource_id", reservation.resourceId().toString())
                .put("resource_type", reservation.request().resourceType())
                .put("status", reservation.status().text())
                .put("missing_resources", reservation.missingResources())
                .put("resources_changed", reservation.resourcesChanged());
        switch (reservation.request()) {
            case HostRequest it -> hosts(node, it);
            case InstanceRequest it -> instances(node, reservation, it);
            case FlavorRequest it -> flavors(node, reservation, it);
            case FloatingIpRequest it -> addresses(node, it);
        }
        return node.put("created_at", WireTime.stamp(reservation.createdAt()))
                .put("updated_at", WireTime.stamp(reservation.updatedAt()));
    }

    private static void hosts(ObjectNode node, HostRequest request) {
        node.put("hypervisor_properties", request.hypervisorProperties())
                .put("resource_properties", request.resourceProperties())
                .put("before_end", request.beforeEnd())
                .put("min", request.min())
                .put("max", request.max());
    }

    private static void instances(ObjectNode node, Reservation reservation, InstanceRequest request) {
        node.put("amount", request.amount())
                .put("vcpus", request.vcpus())
                .put("memory_mb", request.memoryMb())
                .put("disk_gb", request.diskGb())
                .put("affinity", request.affinity().flag())
                .put("resource_properties", request.resourceProperties())
                .put("flavor_id", reservation.id().toString())
                .put("aggregate_id", aggregate(reservation))
                .put("server_group_id", reservation.serverGroup().orElse(null));
    }

    /** Clients want a number. There is no aggregate behind it: where instances belong, the ledger says. */
    private static int aggregate(Reservation reservation) {
        return reservation.resourceId().hashCode() & Integer.MAX_VALUE;
    }

    private static void flavors(ObjectNode node, Reservation reservation, FlavorRequest request) {
        node.put("amount", request.amount())
                .put("vcpus", request.flavor().vcpus())
                .put("memory_mb", request.flavor().memoryMb())
                .put("disk_gb", request.flavor().diskGb())
                .putNull("affinity")
                .put("resource_properties", request.flavor().text())
                .put("flavor_id", reservation.id().toString())
                .put("aggregate_id", aggregate(reservation))
                .putNull("server_group_id");
    }

    private static void addresses(ObjectNode node, FloatingIpRequest request) {
        node.put("network_id", request.networkId()).put("amount", request.amount());
        node.set("required_floatingips", Json.tree(request.requiredAddresses()));
    }
}
