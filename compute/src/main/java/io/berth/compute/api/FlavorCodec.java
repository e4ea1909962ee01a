package io.berth.compute.api;

import io.berth.compute.flavor.Flavor;
import io.berth.http.Call;
import io.berth.http.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Flavors as JSON (contract nova-external-events §8.7).
 *
 * <ul>
 *   <li>2.47: inside a server, the sizes in place of a link
 *   <li>2.55: description
 *   <li>2.61: extra_specs
 *   <li>2.75: swap 0 in place of ""
 *   <li>2.102: OS-FLV-DISABLED:disabled and rxtx_factor are gone
 * </ul>
 */
final class FlavorCodec {
    private FlavorCodec() {}

    static ObjectNode brief(Call call, Flavor flavor) {
        ObjectNode body = Json.object().put("id", flavor.id()).put("name", flavor.name());
        body.set("links", Links.selfAndBookmark(call, "/flavors/" + flavor.id()));
        if (call.version().isAtLeast(2, 55)) {
            body.putNull("description");
        }
        return body;
    }

    static ObjectNode full(Call call, Flavor flavor) {
        ObjectNode body = Json.object()
                .put("id", flavor.id())
                .put("name", flavor.name())
                .put("ram", flavor.ramMb())
                .put("disk", flavor.diskGb());
        if (call.version().isAtLeast(2, 75)) {
            body.put("swap", 0);
        } else {
            body.put("swap", "");
        }
        body.put("OS-FLV-EXT-DATA:ephemeral", 0);
        boolean hasOldFields = !call.version().isAtLeast(2, 102);
        if (hasOldFields) {
            body.put("OS-FLV-DISABLED:disabled", false);
        }
        body.put("vcpus", flavor.vcpus()).put("os-flavor-access:is_public", flavor.isPublic());
        if (hasOldFields) {
            body.put("rxtx_factor", 1.0);
        }
        body.set("links", Links.selfAndBookmark(call, "/flavors/" + flavor.id()));
        if (call.version().isAtLeast(2, 55)) {
            body.putNull("description");
        }
        if (call.version().isAtLeast(2, 61)) {
            body.set("extra_specs", Json.tree(flavor.extraSpecs()));
        }
        return body;
    }

    /** The flavor of a server. */
    static ObjectNode embedded(Call call, Flavor flavor) {
        if (call.version().isAtLeast(2, 47)) {
            ObjectNode body = Json.object()
                    .put("vcpus", flavor.vcpus())
                    .put("ram", flavor.ramMb())
                    .put("disk", flavor.diskGb())
                    .put("ephemeral", 0)
                    .put("swap", 0)
                    .put("original_name", flavor.name());
            body.set("extra_specs", Json.tree(flavor.extraSpecs()));
            return body;
        }
        ObjectNode body = Json.object().put("id", flavor.id());
        body.putArray("links").add(Links.bookmark(call, "/flavors/" + flavor.id()));
        return body;
    }
}
