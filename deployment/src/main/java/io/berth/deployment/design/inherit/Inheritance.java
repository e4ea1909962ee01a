package io.berth.deployment.design.inherit;

import io.berth.deployment.design.document.HostProfile;
import io.berth.deployment.design.document.HostSettings;
import io.berth.deployment.design.document.NodeInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of nodes after their chain of host profiles has been applied (contract drydock §11). Storage follows the scheme that Drydock documents and
 * intends, not its defective implementation, which loses most of a parent's devices when a child adds one.
 */
public final class Inheritance {

    private final Map<String, HostProfile> profiles = new HashMap<>();
    private final Map<String, HostSettings> compiled = new HashMap<>();

    public Inheritance(List<HostProfile> profiles) {
        profiles.forEach(profile -> this.profiles.putIfAbsent(profile.name(), profile));
    }

    /** What a chain of profiles came to. */
    public sealed interface Result {
        record Applied(HostSettings settings) implements Result {}

        /** A profile is missing, or the chain bites its own tail. */
        record Broken(String reason) implements Result {}
    }

    /** The settings with everything inherited. Without a parent they stay as written. */
    public Result apply(HostSettings own) {
        var chain = new ArrayList<HostProfile>();
        String next = own.hostProfile();
        HostSettings inherited = null;
        while (next != null) {
            inherited = compiled.get(next);
            if (inherited != null) {
                break;
            }
            var profile = profiles.get(next);
            if (profile == null) {
                return new Result.Broken("HostProfile " + next + " not found in design state");
            }
            if (chain.contains(profile)) {
                return new Result.Broken(cycle(chain, profile));
            }
            chain.add(profile);
            next = profile.settings().hostProfile();
        }
        for (HostProfile profile : chain.reversed()) {
            inherited = inherited == null ? profile.settings() : merge(profile.settings(), inherited);
            compiled.put(profile.name(), inherited);
        }
        return new Result.Applied(inherited == null ? own : merge(own, inherited));
    }

    private static String cycle(List<HostProfile> chain, HostProfile again) {
        var names = new ArrayList<>(chain.subList(chain.indexOf(again), chain.size()).stream().map(HostProfile::name).toList());
        names.add(again.name());
        return "HostProfile inheritance is a cycle: " + String.join(" -> ", names);
    }

    private static HostSettings merge(HostSettings child, HostSettings parent) {
        return new HostSettings(
                child.hostProfile(),
                Lists.scalar(child.hardwareProfile(), parent.hardwareProfile()),
                Lists.scalar(child.primaryNetwork(), parent.primaryNetwork()),
                Lists.scalar(child.oobType(), parent.oobType()),
                Lists.map(child.oobParameters(), parent.oobParameters()),
                Lists.named(child.interfaces(), parent.interfaces(), NodeInterface::name, Inheritance::networkInterface),
                StorageInheritance.devices(child.storageDevices(), parent.storageDevices()),
                StorageInheritance.volumeGroups(child.volumeGroups(), parent.volumeGroups()),
                Lists.scalar(child.image(), parent.image()),
                Lists.scalar(child.kernel(), parent.kernel()),
                Lists.map(child.kernelParameters(), parent.kernelParameters()),
                Lists.names(child.tags(), parent.tags()),
                Lists.map(child.ownerData(), parent.ownerData()),
                Lists.scalar(child.rack(), parent.rack()));
    }

    /** An overridden interface loses its virtual functions, the child's as well as the parent's: sites rely on what they get today. */
    private static NodeInterface networkInterface(NodeInterface child, NodeInterface parent) {
        return new NodeInterface(
                child.name(),
                Lists.scalar(child.link(), parent.link()),
                Lists.names(child.slaves(), parent.slaves()),
                Lists.names(child.networks(), parent.networks()),
                null);
    }
}
