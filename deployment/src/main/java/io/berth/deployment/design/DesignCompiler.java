package io.berth.deployment.design;

import io.berth.deployment.design.CompiledDesign.Compiled;
import io.berth.deployment.design.CompiledDesign.NotCompiled;
import io.berth.deployment.design.EffectiveNode.PortSelector;
import io.berth.deployment.design.document.BaremetalNode;
import io.berth.deployment.design.document.BootAction;
import io.berth.deployment.design.document.HardwareProfile;
import io.berth.deployment.design.document.HostProfile;
import io.berth.deployment.design.document.HostSettings;
import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.design.document.Rack;
import io.berth.deployment.design.document.Region;
import io.berth.deployment.design.inherit.Inheritance;
import io.berth.deployment.design.inherit.KernelParameters;
import io.berth.deployment.design.inherit.RouteDomains;
import io.berth.deployment.design.inherit.StorageInheritance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies inheritance to every node and derives what depends on several documents. */
final class DesignCompiler {

    private static final String PCI = "pci";

    private final Inheritance inheritance;
    private final Map<String, HardwareProfile> hardware = new HashMap<>();
    private final Map<String, Network> networks = new HashMap<>();

    private DesignCompiler(ParsedSite site, List<Network> rendered) {
        inheritance = new Inheritance(site.ofKind(HostProfile.class));
        site.ofKind(HardwareProfile.class).forEach(profile -> hardware.putIfAbsent(profile.name(), profile));
        rendered.forEach(network -> networks.putIfAbsent(network.name(), network));
    }

    static CompiledDesign compile(ParsedSite site) {
        var rendered = RouteDomains.render(site.ofKind(Network.class));
        var compiler = new DesignCompiler(site, rendered);
        var nodes = new ArrayList<EffectiveNode>();
        for (BaremetalNode node : site.ofKind(BaremetalNode.class)) {
            switch (compiler.compile(node)) {
                case Done(var compiled) -> nodes.add(compiled);
                case Failed(String reason) -> {
                    return new NotCompiled(reason);
                }
            }
        }
        var withoutActions = new EffectiveDesign(
                site.ofKind(Region.class).stream().findFirst(),
                site.ofKind(Rack.class),
                site.ofKind(NetworkLink.class),
                rendered,
                site.ofKind(HardwareProfile.class),
                nodes,
                List.of());
        var actions = site.ofKind(BootAction.class).stream()
                .map(action -> new EffectiveBootAction(action, action.nodeFilter().select(withoutActions).namesOrNone()))
                .toList();
        return new Compiled(new EffectiveDesign(
                withoutActions.region(),
                withoutActions.racks(),
                withoutActions.networkLinks(),
                rendered,
                withoutActions.hardwareProfiles(),
                nodes,
                actions));
    }

    private sealed interface NodeResult {}

    private record Done(EffectiveNode node) implements NodeResult {}

    private record Failed(String reason) implements NodeResult {}

    private NodeResult compile(BaremetalNode node) {
        return switch (inheritance.apply(node.settings())) {
            case Inheritance.Result.Broken(String reason) -> new Failed(reason);
            case Inheritance.Result.Applied(var settings) -> derive(node, settings);
        };
    }

    private NodeResult derive(BaremetalNode node, HostSettings settings) {
        String profileName = settings.hardwareProfile();
        if (profileName == null) {
            return new Failed("Hardware profile not set");
        }
        var profile = hardware.get(profileName);
        if (profile == null) {
            return new Failed("HardwareProfile " + profileName + " not found in design state");
        }
        var derived = new HostSettings(
                settings.hostProfile(),
                profileName,
                settings.primaryNetwork(),
                settings.oobType(),
                settings.oobParameters(),
                settings.interfaces(),
                StorageInheritance.withDefaults(settings.storageDevices()),
                StorageInheritance.volumesWithDefaults(settings.volumeGroups()),
                settings.image(),
                settings.kernel(),
                KernelParameters.resolve(settings.kernelParameters(), profile),
                settings.tags(),
                settings.ownerData(),
                settings.rack());
        return new Done(new EffectiveNode(
                node.reference(),
                node.name(),
                derived,
                node.bootMac(),
                node.addressing(),
                domain(derived),
                KernelParameters.commandLine(derived.kernelParameters()),
                selectors(derived, profile)));
    }

    private String domain(HostSettings settings) {
        var primary = settings.primaryNetwork() == null ? null : networks.get(settings.primaryNetwork());
        return primary == null || primary.dnsDomain().isEmpty() ? Network.DEFAULT_DOMAIN : primary.dnsDomain();
    }

    private static Map<String, List<PortSelector>> selectors(HostSettings settings, HardwareProfile profile) {
        var selectors = new LinkedHashMap<String, List<PortSelector>>();
        settings.interfaces().forEach(port -> selectors.put(
                port.name(), port.slaves().stream().map(slave -> selector(slave, profile)).toList()));
        return selectors;
    }

    private static PortSelector selector(String slave, HardwareProfile profile) {
        var alias = profile.deviceAliases().get(slave);
        return alias != null && alias.busType().equals(PCI)
                ? new PortSelector("address", alias.address(), alias.deviceType())
                : new PortSelector("name", slave, null);
    }
}
