package io.berth.messages.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import tools.jackson.databind.node.ObjectNode;

/** The version document, the same at the root and at {@code /v3} (contract cinder-messages §8). */
final class VolumeDiscovery {
    private static final String UPDATED = "2023-08-31T00:00:00Z";

    private VolumeDiscovery() {}

    /** 300, as if there were a choice. */
    static Response root(Call call) {
        return document(300, call);
    }

    static Response v3(Call call) {
        return document(200, call);
    }

    private static Response document(int status, Call call) {
        ObjectNode body = Json.object();
        ObjectNode version = body.putArray("versions").addObject();
        version.put("id", "v3.0")
                .put("status", "CURRENT")
                .put("version", VolumeVersions.MAX.toString())
                .put("min_version", VolumeVersions.MIN.toString())
                .put("updated", UPDATED);
        version.putArray("links")
                .add(Json.object()
                        .put("rel", "describedby")
                        .put("type", "text/html")
                        .put("href", "https://docs.openstack.org/"))
                .add(Json.object().put("rel", "self").put("href", MessagesApi.base(call.request()) + "/v3/"));
        version.putArray("media-types")
                .addObject()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.volume+json;version=3");
        return VolumeVersions.stamped(Response.json(status, body), VolumeVersions.MIN);
    }
}
