package io.berth.placement.inventory;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.schema.JsonSchema;
import io.berth.placement.Inventory;
import io.berth.placement.inventory.WriteInventories.Inventories;
import io.berth.placement.value.Numbers;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.PlacementProblem;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Inventories on the wire (contract placement §8.7). The forms are the same in all versions; 1.26 lets all be reserved. */
public final class InventoryCodec {
    private static final String FIELDS = """
            "resource_provider_generation": {"type": "integer"},
            "total": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            "reserved": {"type": "integer", "minimum": 0, "maximum": 2147483647},
            "min_unit": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            "max_unit": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            "step_size": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            "allocation_ratio": {"type": "number", "maximum": 3.40282e+38}
            """;

    private static final JsonSchema POST_ONE = JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["resource_class", "total"],
             "properties": {%s, "resource_class": {"type": "string", "pattern": "^[A-Z0-9_]+$"}}}
            """.formatted(FIELDS));

    private static final JsonSchema PUT_ONE = JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["total", "resource_provider_generation"],
             "properties": {%s}}
            """.formatted(FIELDS));

    /** The schema of all that a provider is to have. */
    public static final String ALL_OF_PROVIDER = """
            {"type": "object", "additionalProperties": false,
             "required": ["resource_provider_generation", "inventories"],
             "properties": {
                "resource_provider_generation": {"type": "integer"},
                "inventories": {"type": "object", "patternProperties": {"^[A-Z0-9_]+$": {
                    "type": "object", "additionalProperties": false, "required": ["total"], "properties": {%s}}}}}}
            """.formatted(FIELDS);

    private static final JsonSchema PUT_ALL = JsonSchema.of(ALL_OF_PROVIDER);

    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z0-9_]+");

    /** From this version on all of an inventory may be reserved. */
    private static final int RESERVED_TOTAL_SINCE = 26;

    private InventoryCodec() {}

    record One(String resourceClass, Inventory inventory, long generation) {}

    /**
     * All that a provider is to have.
     *
     * @param generation the provider's, as the asker knows it
     */
    public record All(SortedMap<String, Inventory> inventories, long generation) {}

    static boolean mayReserveAll(Call call) {
        return call.version().isAtLeast(1, RESERVED_TOTAL_SINCE);
    }

    /** The generation in the body, if any, is not looked at. */
    static One added(Call call) {
        JsonNode body = Bodies.read(call, POST_ONE);
        return new One(body.path("resource_class").asString(), inventory(body), 0);
    }

    static One replaced(Call call, String resourceClass) {
        JsonNode body = Bodies.read(call, PUT_ONE);
        return new One(resourceClass, inventory(body), generation(body));
    }

    static All replacedAll(Call call) {
        return allOfProvider(Bodies.read(call, PUT_ALL));
    }

    /** @param body that follows {@link #ALL_OF_PROVIDER} */
    public static All allOfProvider(JsonNode body) {
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : body.path("inventories").properties()) {
            String name = entry.getKey();
            if (CLASS_NAME.matcher(name).matches()) {
                inventories.put(name, inventory(entry.getValue()));
            } else if (entry.getValue().isObject()) {
                // No resource class has such a name: that it is unknown is found out in its turn.
                inventories.put(name, Inventory.of(1));
            } else {
                throw PlacementProblem.invalid("JSON does not validate: '" + name + "' names no resource class");
            }
        }
        return new All(inventories, generation(body));
    }

    private static long generation(JsonNode body) {
        return Numbers.clamped(body.path("resource_provider_generation"));
    }

    private static Inventory inventory(JsonNode body) {
        double ratio = body.has("allocation_ratio") ? body.path("allocation_ratio").doubleValue() : 1.0;
        if (!Double.isFinite(ratio)) {
            throw PlacementProblem.invalid("JSON does not validate: allocation_ratio is not a finite number");
        }
        return new Inventory(
                integer(body, "total", 0),
                integer(body, "reserved", 0),
                integer(body, "min_unit", 1),
                integer(body, "max_unit", Inventory.AMOUNT_MAX),
                integer(body, "step_size", 1),
                ratio);
    }

    private static long integer(JsonNode body, String key, long absent) {
        return body.has(key) ? Numbers.clamped(body.path(key)) : absent;
    }

    static ObjectNode all(Inventories inventories) {
        ObjectNode body = Json.object();
        body.put("resource_provider_generation", inventories.generation());
        ObjectNode byClass = body.putObject("inventories");
        inventories.inventories().forEach((name, inventory) -> fields(byClass.putObject(name), inventory));
        return body;
    }

    static ObjectNode one(long generation, Inventory inventory) {
        ObjectNode body = Json.object();
        body.put("resource_provider_generation", generation);
        fields(body, inventory);
        return body;
    }

    private static void fields(ObjectNode node, Inventory inventory) {
        node.put("total", inventory.total());
        node.put("reserved", inventory.reserved());
        node.put("min_unit", inventory.minUnit());
        node.put("max_unit", inventory.maxUnit());
        node.put("step_size", inventory.stepSize());
        node.put("allocation_ratio", inventory.allocationRatio());
    }
}
