package io.berth.reservation.lease;

import io.berth.http.Json;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FlavorRequest.SourceFlavor;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests as they are kept in the database: JSON with the names of the wire, beside their resource type. */
public final class RequestJson {
    private RequestJson() {}

    public static String text(ReservationRequest request) {
        return Json.text(
                switch (request) {
                    case HostRequest it -> Json.object()
                            .put("min", it.min())
                            .put("max", it.max())
                            .put("hypervisor_properties", it.hypervisorProperties())
                            .put("resource_properties", it.resourceProperties())
                            .put("before_end", it.beforeEnd());
                    case InstanceRequest it -> Json.object()
                            .put("amount", it.amount())
                            .put("vcpus", it.vcpus())
                            .put("memory_mb", it.memoryMb())
                            .put("disk_gb", it.diskGb())
                            .put("affinity", it.affinity().flag())
                            .put("resource_properties", it.resourceProperties());
                    case FlavorRequest it -> {
                        ObjectNode node = Json.object().put("amount", it.amount());
                        node.set("flavor", flavor(it.flavor()));
                        yield node;
                    }
                    case FloatingIpRequest it -> {
                        ObjectNode node = Json.object().put("network_id", it.networkId()).put("amount", it.amount());
                        node.set("required_floatingips", Json.tree(it.requiredAddresses()));
                        yield node;
                    }
                });
    }

    /** Several, each with its resource type. */
    public static String text(List<ReservationRequest> requests) {
        ArrayNode array = Json.array();
        for (ReservationRequest request : requests) {
            array.addObject()
                    .put("resource_type", request.resourceType())
                    .set("request", Json.read(text(request).getBytes(StandardCharsets.UTF_8)));
        }
        return Json.text(array);
    }

    /** What {@link #text(List)} wrote. */
    public static List<ReservationRequest> readAll(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).values().stream()
                .map(each -> read(each.path("resource_type").stringValue(), each.path("request")))
                .toList();
    }

    private static ObjectNode flavor(SourceFlavor flavor) {
        ObjectNode node = Json.object()
                .put("id", flavor.id())
                .put("vcpus", flavor.vcpus())
                .put("memory_mb", flavor.memoryMb())
                .put("disk_gb", flavor.diskGb())
                .put("text", flavor.text());
        node.set("resources", Json.tree(flavor.resources()));
        node.set("required", Json.tree(flavor.required()));
        node.set("forbidden", Json.tree(flavor.forbidden()));
        node.set("extra_specs", Json.tree(flavor.extraSpecs()));
        return node;
    }

    public static ReservationRequest read(String resourceType, String text) {
        return read(resourceType, Json.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ReservationRequest read(String resourceType, JsonNode node) {
        return switch (resourceType) {
            case HostRequest.RESOURCE_TYPE -> new HostRequest(
                    node.path("min").intValue(),
                    node.path("max").intValue(),
                    nullable(node.path("hypervisor_properties")),
                    nullable(node.path("resource_properties")),
                    node.path("before_end").stringValue());
            case InstanceRequest.RESOURCE_TYPE -> new InstanceRequest(
                    node.path("amount").intValue(),
                    node.path("vcpus").intValue(),
                    node.path("memory_mb").intValue(),
                    node.path("disk_gb").intValue(),
                    Affinity.of(flag(node.path("affinity"))),
                    nullable(node.path("resource_properties")));
            case FlavorRequest.RESOURCE_TYPE ->
                new FlavorRequest(node.path("amount").intValue(), flavor(node.path("flavor")));
            case FloatingIpRequest.RESOURCE_TYPE -> new FloatingIpRequest(
                    node.path("network_id").stringValue(),
                    node.path("amount").intValue(),
                    texts(node.path("required_floatingips")));
            default -> throw new IllegalStateException("a resource type was stored that nobody knows: " + resourceType);
        };
    }

    private static SourceFlavor flavor(JsonNode node) {
        SortedMap<String, Long> resources = new TreeMap<>();
        node.path("resources").properties().forEach(each -> resources.put(each.getKey(), each.getValue().longValue()));
        SortedMap<String, String> extraSpecs = new TreeMap<>();
        node.path("extra_specs").properties().forEach(each -> extraSpecs.put(each.getKey(), each.getValue().stringValue()));
        return new SourceFlavor(
                node.path("id").stringValue(),
                node.path("vcpus").intValue(),
                node.path("memory_mb").intValue(),
                node.path("disk_gb").intValue(),
                resources,
                new TreeSet<>(texts(node.path("required"))),
                new TreeSet<>(texts(node.path("forbidden"))),
                extraSpecs,
                node.path("text").stringValue());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.values().forEach(each -> texts.add(each.stringValue()));
        return texts;
    }

    private static @Nullable String nullable(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private static @Nullable Boolean flag(JsonNode node) {
        return node.isBoolean() ? node.booleanValue() : null;
    }
}
