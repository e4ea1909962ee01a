package io.berth.compute.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Absolute links, in the version of the API that the request used. */
final class Links {
    private Links() {}

    /** @param path below the version: {@code /servers/<id>} */
    static String self(Call call, String path) {
        return ComputeApi.base(call.request()) + root(call) + path;
    }

    static ArrayNode selfAndBookmark(Call call, String path) {
        return Json.array().add(link("self", self(call, path))).add(bookmark(call, path));
    }

    static ObjectNode bookmark(Call call, String path) {
        return link("bookmark", ComputeApi.base(call.request()) + path);
    }

    /** To the page after this one: the request's parameters with another marker. */
    static ArrayNode next(Call call, String path, String marker) {
        List<Query.Parameter> parameters =
                new ArrayList<>(call.request().parameters().parameters());
        parameters.removeIf(parameter -> parameter.name().equals("marker"));
        parameters.add(new Query.Parameter("marker", marker));
        String query = parameters.stream()
                .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
                .collect(Collectors.joining("&"));
        return Json.array().add(link("next", self(call, path) + "?" + query));
    }

    private static String root(Call call) {
        String version = ComputeApi.isLegacy(call.request()) ? "/v2" : "/v2.1";
        return call.parameters().containsKey(ComputeApi.PROJECT)
                ? version + "/" + call.parameter(ComputeApi.PROJECT)
                : version;
    }

    private static ObjectNode link(String rel, String href) {
        return Json.object().put("rel", rel).put("href", href);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
