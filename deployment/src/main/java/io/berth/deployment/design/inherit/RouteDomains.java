package io.berth.deployment.design.inherit;

import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.Network.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns each route to a route domain into routes to the networks of that domain, never to the network itself (contract drydock §12.3). */
public final class RouteDomains {

    private RouteDomains() {}

    public static List<Network> render(List<Network> networks) {
        var domains = new LinkedHashMap<String, List<Network>>();
        for (Network network : networks) {
            if (network.routeDomain() != null) {
                domains.computeIfAbsent(network.routeDomain(), _ -> new ArrayList<>()).add(network);
            }
        }
        return networks.stream().map(network -> render(network, domains)).toList();
    }

    private static Network render(Network network, Map<String, List<Network>> domains) {
        var routes = new ArrayList<>(network.routes());
        domains.forEach((domain, members) -> network.routes().stream()
                .filter(route -> domain.equals(route.routeDomain()))
                .findFirst()
                .filter(route -> route.gateway() != null && route.metric() != null)
                .ifPresent(route -> members.stream()
                        .filter(member -> !member.name().equals(network.name()))
                        .map(member -> new Route(member.cidr(), route.gateway(), route.metric(), null, true))
                        .forEach(routes::add)));
        return network.withRoutes(routes);
    }
}
