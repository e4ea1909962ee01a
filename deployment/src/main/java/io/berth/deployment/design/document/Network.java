package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP network (contract drydock §10.5).
 *
 * @param cidr as written; the rules look at it
 * @param vlan the tag, or null for an untagged network
 * @param mtu bytes
 * @param dnsServers comma list
 */
public record Network(
        DocumentReference reference,
        String name,
        String cidr,
        @Nullable String vlan,
        @Nullable Integer mtu,
        @Nullable String routeDomain,
        List<Range> ranges,
        List<Route> routes,
        String dnsDomain,
        @Nullable String dnsServers,
        @Nullable DhcpRelay dhcpRelay,
        Map<String, String> labels)
        implements DesignDocument {

    /** The domain of networks that name none. */
    public static final String DEFAULT_DOMAIN = "local";

    private static final String EVERYWHERE = "0.0.0.0/0";

    public Network {
        ranges = List.copyOf(ranges);
        routes = List.copyOf(routes);
        labels = Copies.ordered(labels);
    }

    public Network withRoutes(List<Route> newRoutes) {
        return new Network(
                reference, name, cidr, vlan, mtu, routeDomain, ranges, newRoutes, dnsDomain, dnsServers, dhcpRelay, labels);
    }

    public boolean isTagged() {
        return vlan != null && !vlan.isEmpty();
    }

    /** The gateway of the route to everywhere. */
    public Optional<String> defaultGateway() {
        return routes.stream()
                .filter(route -> EVERYWHERE.equals(route.subnet()))
                .findFirst()
                .flatMap(route -> Optional.ofNullable(route.gateway()));
    }

    /** A part of the network; types {@code static}, {@code dhcp} and {@code reserved} mean something. */
    public record Range(@Nullable String type, @Nullable String start, @Nullable String end) {}

    /**
     * A static route of the network.
     *
     * @param routeDomain stands for every other network of that domain, in place of a subnet
     * @param isDerived made from such an entry rather than written
     */
    public record Route(
            @Nullable String subnet, @Nullable String gateway, @Nullable String metric, @Nullable String routeDomain, boolean isDerived) {}

    public record DhcpRelay(@Nullable String selfAddress, @Nullable String upstreamTarget) {}
}
