package io.berth.compute.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.http.Response;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The version documents (contract nova-external-events §8.1). */
final class ComputeDiscovery {
    private ComputeDiscovery() {}

    /** What differs between the legacy API and today's. */
    private enum Version {
        V2_0("v2.0", "DEPRECATED", "", "", "2025-07-04T12:00:00Z", "/v2", "2"),
        V2_1("v2.1", "CURRENT", ComputeVersions.MAX.toString(), ComputeVersions.MIN.toString(),
                "2013-07-23T11:33:21Z", "/v2.1", "2.1");

        final String id;
        final String status;
        final String max;
        final String min;
        final String updated;
        final String path;
        final String mediaVersion;

        Version(String id, String status, String max, String min, String updated, String path, String mediaVersion) {
            this.id = id;
            this.status = status;
            this.max = max;
            this.min = min;
            this.updated = updated;
            this.path = path;
            this.mediaVersion = mediaVersion;
        }
    }

    static Response root(Call call) {
        ObjectNode body = Json.object();
        ArrayNode versions = body.putArray("versions");
        for (Version version : Version.values()) {
            describe(versions.addObject(), version, call.request());
        }
        return Response.json(200, body);
    }

    static Response v21(Call call) {
        return ComputeVersions.stamped(single(Version.V2_1, call.request()), ComputeVersions.MIN);
    }

    static Response v2(Call call) {
        return single(Version.V2_0, call.request());
    }

    /** What a path outside of both versions gets: a choice of where it may have been meant. */
    static Response choices(Request request) {
        ObjectNode body = Json.object();
        ArrayNode choices = body.putArray("choices");
        for (Version version : Version.values()) {
            ObjectNode choice = choices.addObject().put("id", version.id).put("status", version.status);
            choice.putArray("links")
                    .addObject()
                    .put("rel", "self")
                    .put("href", ComputeApi.base(request) + version.path + request.path());
            mediaTypes(choice, version);
        }
        return Response.json(300, body);
    }

    private static Response single(Version version, Request request) {
        ObjectNode body = Json.object();
        ObjectNode described = body.putObject("version");
        describe(described, version, request)
                .addObject()
                .put("rel", "describedby")
                .put("type", "text/html")
                .put("href", "http://docs.openstack.org/");
        mediaTypes(described, version);
        return Response.json(200, body);
    }

    private static ArrayNode describe(ObjectNode node, Version version, Request request) {
        node.put("id", version.id)
                .put("status", version.status)
                .put("version", version.max)
                .put("min_version", version.min)
                .put("updated", version.updated);
        ArrayNode links = node.putArray("links");
        links.addObject().put("rel", "self").put("href", ComputeApi.base(request) + version.path + "/");
        return links;
    }

    private static void mediaTypes(ObjectNode node, Version version) {
        node.putArray("media-types")
                .addObject()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.compute+json;version=" + version.mediaVersion);
    }
}
