package io.berth.reservation.api;

import io.berth.http.Json;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchFlavor;
import io.berth.reservation.refusal.ReservationRefusal.NotEditable;
import io.berth.reservation.request.FlavorEdit;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FlavorRequest.SourceFlavor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reservations of instances of a flavor from the wire (contract blazar §7.3, §14.3). */
final class FlavorRequestReader {
    private static final List<String> REQUIRED = List.of("flavor_id", "amount", "affinity");
    private static final String RESOURCES = "resources:";
    private static final String TRAIT = "trait:";
    /** What an int-like text may be long, so that it is an int. */
    private static final int DIGITS_MAX = 9;

    private FlavorRequestReader() {}

    /** @param projectId whose flavors are meant */
    static Asked asked(JsonNode node, FlavorDirectory flavors, String projectId) {
        Optional<ReservationRefusal> fault = fault(node);
        if (fault.isPresent()) {
            return new Asked.Faulty(fault.get());
        }
        String id = BodyReader.text(node.path("flavor_id"), "flavor_id");
        Optional<FlavorDirectory.Flavor> flavor = flavors.flavor(id, projectId);
        if (flavor.isEmpty()) {
            return new Asked.Faulty(new NoSuchFlavor(id));
        }
        Optional<String> badTrait = flavor.get().extraSpecs().entrySet().stream()
                .filter(spec -> spec.getKey().startsWith(TRAIT))
                .filter(spec -> !spec.getValue().equals("required") && !spec.getValue().equals("forbidden"))
                .map(spec -> spec.getKey().substring(TRAIT.length()))
                .findFirst();
        if (badTrait.isPresent()) {
            return new Asked.Faulty(new InvalidInput("Invalid value for trait " + badTrait.get()));
        }
        FlavorRequest request = new FlavorRequest(amount(node.path("amount")).orElseThrow(), source(flavor.get()));
        if (request.flavor().resources().isEmpty()) {
            return new Asked.Faulty(new InvalidInput("Malformed parameter flavor_id (the flavor takes nothing of a host)"));
        }
        return request.fault().<Asked>map(Asked.Faulty::new).orElseGet(() -> new Asked.Fit(request));
    }

    private static Optional<ReservationRefusal> fault(JsonNode node) {
        List<String> absent = REQUIRED.stream().filter(key -> !node.has(key)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(new InvalidInput("Missing parameter " + String.join(", ", absent)));
        }
        if (!node.path("flavor_id").isString() && !node.path("flavor_id").isNumber()) {
            return Parameter.malformed("flavor_id");
        }
        if (amount(node.path("amount")).isEmpty()) {
            return Optional.of(new InvalidInput("amount must be an integer"));
        }
        return InstanceRequestReader.asksForAffinity(node.path("affinity"))
                ? Optional.of(new NotEditable("Affinity not supported yet"))
                : Optional.empty();
    }

    private static Optional<Integer> amount(JsonNode node) {
        if (Parameter.isInt(node)) {
            return Optional.of(node.intValue());
        }
        String text = node.isString() ? node.stringValue().strip() : "";
        return text.length() <= DIGITS_MAX && text.matches("[+-]?\\d+") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    static FlavorEdit edit(JsonNode node) {
        if (node.has("amount") && amount(node.path("amount")).isEmpty()) {
            throw BodyReader.fault("amount must be an integer");
        }
        return new FlavorEdit(amount(node.path("amount")).orElse(null));
    }

    private static SourceFlavor source(FlavorDirectory.Flavor flavor) {
        return new SourceFlavor(
                flavor.id(),
                flavor.vcpus(),
                flavor.memoryMb(),
                flavor.diskGb(),
                resources(flavor),
                traits(flavor, "required"),
                traits(flavor, "forbidden"),
                flavor.extraSpecs(),
                text(flavor));
    }

    /** What an instance takes; extra specs may name more or other amounts, and 0 for none. */
    private static SortedMap<String, Long> resources(FlavorDirectory.Flavor flavor) {
        SortedMap<String, Long> resources = new TreeMap<>();
        boolean isDedicated = "dedicated".equals(flavor.extraSpecs().get("hw:cpu_policy"));
        resources.put(isDedicated ? "PCPU" : "VCPU", (long) flavor.vcpus());
        resources.put("MEMORY_MB", (long) flavor.memoryMb());
        resources.put("DISK_GB", (long) flavor.diskGb() + flavor.ephemeralGb());
        flavor.extraSpecs().forEach((key, value) -> {
            if (key.startsWith(RESOURCES) && value.length() <= DIGITS_MAX && value.matches("\\d+")) {
                resources.put(key.substring(RESOURCES.length()), Long.parseLong(value));
            }
        });
        resources.values().removeIf(amount -> amount < 1);
        return resources;
    }

    private static SortedSet<String> traits(FlavorDirectory.Flavor flavor, String wanted) {
        SortedSet<String> traits = new TreeSet<>();
        flavor.extraSpecs().forEach((key, value) -> {
            if (key.startsWith(TRAIT) && value.equals(wanted)) {
                traits.add(key.substring(TRAIT.length()));
            }
        });
        return traits;
    }

    /** All that Nova tells of a flavor at 2.1, and its extra specs. */
    private static String text(FlavorDirectory.Flavor flavor) {
        ObjectNode node = Json.object()
                .put("id", flavor.id())
                .put("name", flavor.name())
                .put("vcpus", flavor.vcpus())
                .put("ram", flavor.memoryMb())
                .put("disk", flavor.diskGb())
                .put("swap", "")
                .put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGb())
                .put("OS-FLV-DISABLED:disabled", false)
                .put("os-flavor-access:is_public", flavor.isPublic())
                .put("rxtx_factor", 1.0);
        node.set("extra_specs", Json.tree(flavor.extraSpecs()));
        return Json.text(node);
    }
}
