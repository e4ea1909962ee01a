package io.berth.identity.wire;

import java.util.List;

import io.berth.http.Api;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.PlainApi;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents by which clients find the identity service, without a token: one that answers 401 here makes them wait
 * for ever (contract keystone §8, contract clients §7).
 */
public final class Discovery {
    private Discovery() {}

    /**
     * The same at the server's root, so that {@code OS_AUTH_URL=http://host:port} works.
     *
     * @param identityPrefix where the identity service is mounted: {@code /identity}
     */
    public static Api atRoot(String identityPrefix) {
        return new PlainApi("root", "", new RouteTable(List.of(
                Route.index("GET", "/", Route.OPEN, call -> versions(call, identityPrefix), "Where the identity service is"),
                Route.index("HEAD", "/", Route.OPEN, call -> versions(call, identityPrefix), "Whether there is one"))));
    }

    static Response versions(Call call, String identityPrefix) {
        String base = call.request().origin() + identityPrefix;
        ObjectNode body = Json.object();
        body.putObject("versions").putArray("values").add(version(base));
        return Response.json(300, body).with("Location", base + "/v3/").with("Vary", "X-Auth-Token");
    }

    static Response version3(Call call, String identityPrefix) {
        ObjectNode body = Json.object();
        body.set("version", version(call.request().origin() + identityPrefix));
        return Response.json(200, body);
    }

    private static ObjectNode version(String base) {
        ObjectNode version = Json.object()
                .put("id", "v3.14")
                .put("status", "stable")
                .put("updated", "2020-04-07T00:00:00Z");
        version.putArray("links").add(Json.object().put("rel", "self").put("href", base + "/v3/"));
        version.putArray("media-types")
                .add(Json.object()
                        .put("base", "application/json")
                        .put("type", "application/vnd.openstack.identity-v3+json"));
        return version;
    }
}
