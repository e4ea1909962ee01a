package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.Network.DhcpRelay;
import io.berth.deployment.design.document.Network.Range;
import io.berth.deployment.design.document.Network.Route;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.design.document.NetworkLink.Bonding;

/** NetworkLink and Network. */
final class NetworkReader {

    /** Milliseconds; contract drydock §10.4. */
    private static final int DEFAULT_MONITOR = 100;

    private static final int DEFAULT_DELAY = 200;

    private NetworkReader() {}

    static NetworkLink link(DocumentReference reference, String name, Data data) {
        var trunking = data.object("trunking");
        if (!data.has("allowed_networks")) {
            throw Unusable.missing("allowed_networks");
        }
        return new NetworkLink(
                reference,
                name,
                bonding(data.object("bonding")),
                data.integer("mtu", NetworkLink.DEFAULT_MTU),
                data.text("linkspeed", "auto"),
                trunked(trunking.text("mode", "disabled")),
                trunking.text("default_network"),
                data.texts("allowed_networks"),
                data.looseMap("labels"));
    }

    private static Bonding bonding(Data bonding) {
        int monitor = bonding.integer("mon_rate", DEFAULT_MONITOR);
        int up = bonding.integer("up_delay", DEFAULT_DELAY);
        int down = bonding.integer("down_delay", DEFAULT_DELAY);
        String mode = bonding.text("mode", "disabled");
        return switch (mode) {
            case "disabled" -> new Bonding.Disabled();
            case "802.3ad" -> new Bonding.Lacp(
                    monitor, up, down, bonding.text("hash", "layer3+4"), bonding.text("peer_rate", "fast"));
            case "balance-rr" -> new Bonding.RoundRobin(monitor, up, down);
            case "active-backup" -> new Bonding.ActiveBackup(monitor, up, down);
            default -> throw Unusable.value("Field value " + mode + " is invalid");
        };
    }

    private static boolean trunked(String mode) {
        return switch (mode) {
            case "disabled" -> false;
            case "802.1q" -> true;
            default -> throw Unusable.value("Field value " + mode + " is invalid");
        };
    }

    static Network network(DocumentReference reference, String name, Data data) {
        var ranges = data.list("ranges", item -> {
            var range = Data.of(item);
            return new Range(range.text("type"), range.text("start"), range.text("end"));
        });
        var routes = data.list("routes", item -> {
            var route = Data.of(item);
            return new Route(
                    route.text("subnet"), route.text("gateway"), route.text("metric"), route.text("routedomain"), false);
        });
        var dns = data.object("dns");
        var relay = data.object("dhcp_relay");
        return new Network(
                reference,
                name,
                data.required("cidr"),
                data.text("vlan"),
                data.integer("mtu"),
                data.text("routedomain"),
                ranges,
                routes,
                dns.text("domain", Network.DEFAULT_DOMAIN),
                dns.text("servers"),
                data.has("dhcp_relay") ? new DhcpRelay(relay.text("self_ip"), relay.text("upstream_target")) : null,
                data.looseMap("labels"));
    }
}
