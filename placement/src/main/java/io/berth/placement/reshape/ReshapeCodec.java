package io.berth.placement.reshape;

import io.berth.http.Call;
import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import io.berth.placement.allocation.AllocationCodec;
import io.berth.placement.allocation.AllocationSchemas;
import io.berth.placement.inventory.InventoryCodec;
import io.berth.placement.reshape.Reshape.Wanted;
import io.berth.placement.reshape.Reshape.WantedInventories;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.Bodies;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The body of a reshape (contract placement §8.17).
 *
 * <ul>
 *   <li>1.30 inventories by provider, and allocations as POST has them, or none
 *   <li>1.34 mappings are accepted, 1.38 the consumers' types are required: as in {@link AllocationSchemas}
 * </ul>
 */
final class ReshapeCodec {
    private static final AllocationSchemas.ByVersion SCHEMAS = AllocationSchemas.ofSeveral(0, allocations -> JsonSchema.of("""
            {"type": "object", "additionalProperties": false, "required": ["inventories", "allocations"],
             "properties": {
                "inventories": {"type": "object", "minProperties": 1, "additionalProperties": false,
                    "patternProperties": {"%s": %s}},
                "allocations": %s}}
            """.formatted(AllocationSchemas.KEY, InventoryCodec.ALL_OF_PROVIDER, allocations)));

    private ReshapeCodec() {}

    static Wanted read(Call call) {
        Microversion version = call.version();
        JsonNode body = Bodies.read(call, SCHEMAS.at(version));
        List<WantedInventories> inventories = body.path("inventories").properties().stream()
                .map(entry -> inventories(entry.getKey(), entry.getValue()))
                .toList();
        AllocationCodec.Wanted allocations = AllocationCodec.several(body.path("allocations"), version);
        return new Wanted(inventories, allocations.consumers(), allocations.unknownProvider());
    }

    private static WantedInventories inventories(String provider, JsonNode body) {
        InventoryCodec.All all = InventoryCodec.allOfProvider(body);
        return new WantedInventories(provider, Uuids.asStored(provider), all.generation(), all.inventories());
    }
}
