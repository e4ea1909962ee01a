package io.berth.deployment.design;

import io.berth.deployment.design.document.HardwareProfile;
import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.design.document.Rack;
import io.berth.deployment.design.document.Region;
import io.berth.deployment.filter.NodeFilter;
import java.util.List;
import java.util.Optional;

/**
 * A site's design with inheritance applied and derived values filled in (contract drydock §11, §12). It may still break rules: the validator
 * says which.
 */
public record EffectiveDesign(
        Optional<Region> region,
        List<Rack> racks,
        List<NetworkLink> networkLinks,
        List<Network> networks,
        List<HardwareProfile> hardwareProfiles,
        List<EffectiveNode> nodes,
        List<EffectiveBootAction> bootActions)
        implements NodeFilter.Candidates {

    public EffectiveDesign {
        racks = List.copyOf(racks);
        networkLinks = List.copyOf(networkLinks);
        networks = List.copyOf(networks);
        hardwareProfiles = List.copyOf(hardwareProfiles);
        nodes = List.copyOf(nodes);
        bootActions = List.copyOf(bootActions);
    }

    /** Compiles the documents that could be read; whether all could is for the caller to ask first. */
    public static CompiledDesign compile(ParsedSite site) {
        return DesignCompiler.compile(site);
    }

    public Optional<EffectiveNode> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    public Optional<Network> network(String name) {
        return networks.stream().filter(network -> network.name().equals(name)).findFirst();
    }

    /** The boot actions for one node, in document order. */
    public List<EffectiveBootAction> bootActionsOf(String node) {
        return bootActions.stream().filter(action -> action.targets().contains(node)).toList();
    }

    @Override
    public List<EffectiveNode> candidates() {
        return nodes;
    }
}
