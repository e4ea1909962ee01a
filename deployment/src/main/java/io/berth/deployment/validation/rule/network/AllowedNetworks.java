package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.design.document.NodeInterface;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network crosses one link only, and interfaces use only networks that their link carries. */
public final class AllowedNetworks implements DesignRule {

    /** A network on two links, with what orders the messages: first link, second link, place in the first link's list. */
    private record Shared(int first, int second, int place, String network) {}

    @Override
    public String code() {
        return "DD1007";
    }

    @Override
    public String longName() {
        return "Allowed Network Check";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        var allowed = new LinkedHashMap<String, Set<String>>();
        design.networkLinks().forEach(link -> allowed.put(link.name(), new LinkedHashSet<>(link.allowedNetworks())));
        checkLinks(design.networkLinks(), findings);
        for (var node : design.nodes()) {
            node.settings().interfaces().forEach(port -> checkInterface(node, port, allowed, findings));
        }
    }

    private static void checkLinks(List<NetworkLink> links, Findings findings) {
        var carriers = new HashMap<String, List<Shared>>();
        var shared = new ArrayList<Shared>();
        for (int i = 0; i < links.size(); i++) {
            var networks = links.get(i).allowedNetworks();
            for (int place = 0; place < networks.size(); place++) {
                var before = carriers.computeIfAbsent(networks.get(place), _ -> new ArrayList<>());
                for (Shared one : before) {
                    if (one.first() != i && shared.size() <= Findings.MAX_MESSAGES) {
                        shared.add(new Shared(one.first(), i, one.place(), networks.get(place)));
                    }
                }
                if (before.size() <= Findings.MAX_MESSAGES) {
                    before.add(new Shared(i, i, place, networks.get(place)));
                }
            }
        }
        shared.stream()
                .sorted(Comparator.comparingInt(Shared::first).thenComparingInt(Shared::second).thenComparingInt(Shared::place))
                .forEach(one -> findings.error(
                        "Allowed network %s duplicated on NetworkLink %s and NetworkLink %s"
                                .formatted(one.network(), links.get(one.first()).name(), links.get(one.second()).name()),
                        "Each network is only allowed to cross a single network link."));
    }

    private static void checkInterface(
            EffectiveNode node, NodeInterface port, Map<String, Set<String>> allowed, Findings findings) {
        var carried = port.link() == null ? null : allowed.get(port.link());
        for (String network : port.networks()) {
            if (carried == null) {
                findings.error(
                        "Interface %s connected to undefined network link %s."
                                .formatted(port.name(), port.link() == null ? "None" : port.link()),
                        "Define the network link attached to this interface.",
                        node.reference());
            } else if (!carried.contains(network)) {
                findings.error(
                        "Interface %s attached to network %s not allowed on interface link".formatted(port.name(), network),
                        "Interfaces can only be attached to networks allowed on the network link connected to the interface.",
                        node.reference());
            }
        }
    }
}
