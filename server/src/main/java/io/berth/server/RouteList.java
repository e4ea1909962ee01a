package io.berth.server;

import io.berth.http.Api;
import io.berth.http.Route;
import java.util.List;

/** The route tables as text, a line a route. */
public final class RouteList {
    private RouteList() {}

    public static List<String> of(List<Api> apis) {
        return apis.stream()
                .flatMap(api -> api.routes().routes().stream().map(route -> line(api, route)))
                .toList();
    }

    private static String line(Api api, Route route) {
        return "%-12s %-6s %-70s %-50s %s".formatted(
                api.name(),
                route.method(),
                api.prefix() + route.path(),
                route.isOpen() ? "-" : route.rule(),
                route.summary());
    }
}
