package io.berth.reservation.wire;

import io.berth.http.Json;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostAllocation;
import io.berth.reservation.property.Property;
import io.berth.reservation.property.PropertyStore;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hosts, their allocations and the names of their capabilities on the wire (contract blazar §10). */
public final class HostWriter {
    private HostWriter() {}

    public static ObjectNode host(Host host) {
        return withCapabilities(machine(host).putNull("status").put("trust_id", host.trustId()), host);
    }

    /** In version 2, where capabilities and what came after the first hosts stand in an object of their own (contract blazar §12). */
    public static ObjectNode hostOfV2(Host host) {
        ObjectNode node = machine(host).put("trust_id", host.id().toString());
        node.set("extra_capas", withCapabilities(Json.object(), host));
        return node;
    }

    /** What both versions tell in the same place. */
    private static ObjectNode machine(Host host) {
        return Json.object()
                .put("id", Long.toString(host.number()))
                .put("hypervisor_hostname", host.name())
                .put("hypervisor_type", host.hypervisorType())
                .put("hypervisor_version", host.hypervisorVersion())
                .put("vcpus", host.vcpus())
                .put("memory_mb", host.memoryMb())
                .put("local_gb", host.localGb())
                .put("cpu_info", host.cpuInfo())
                .put("created_at", WireTime.stamp(host.createdAt()))
                .put("updated_at", WireTime.stamp(host.updatedAt()));
    }

    private static ObjectNode withCapabilities(ObjectNode node, Host host) {
        node.put("service_name", host.serviceName())
                .put("availability_zone", host.availabilityZone())
                .put("reservable", host.reservable());
        host.capabilities().forEach(node::put);
        return node;
    }

    public static ObjectNode allocation(Host host, List<HostAllocation> allocations) {
        ObjectNode node = Json.object().put("resource_id", Long.toString(host.number()));
        ArrayNode reservations = node.putArray("reservations");
        allocations.stream()
                .filter(allocation -> allocation.hostNumber() == host.number())
                .forEach(allocation -> reservations.add(Json.object()
                        .put("id", allocation.reservationId().toString())
                        .put("lease_id", allocation.leaseId().toString())
                        .put("start_date", WireTime.date(allocation.startsAt()))
                        .put("end_date", WireTime.date(allocation.endsAt()))));
        return node;
    }

    public static ObjectNode property(PropertyStore.Seen seen, boolean inDetail) {
        ObjectNode node = Json.object().put("property", seen.property().name());
        if (inDetail) {
            node.put("private", seen.property().isPrivate());
            ArrayNode values = node.putArray("values");
            seen.values().forEach(values::add);
        }
        return node;
    }

    /** Here, other than elsewhere, times are in the long form (contract blazar §4). */
    public static ObjectNode property(Property property) {
        return Json.object()
                .put("id", property.id().toString())
                .put("resource_type", "physical:host")
                .put("property_name", property.name())
                .put("private", property.isPrivate())
                .put("created_at", WireTime.date(property.createdAt()))
                .put("updated_at", WireTime.date(property.updatedAt()));
    }
}
