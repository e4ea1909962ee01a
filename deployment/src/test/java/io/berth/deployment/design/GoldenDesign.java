package io.berth.deployment.design;

import io.berth.deployment.design.document.Network;
import io.berth.deployment.design.document.NetworkLink;
import io.berth.deployment.design.document.NetworkLink.Bonding;
import io.berth.deployment.design.document.NodeInterface;
import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.design.document.StorageDevice.FileSystem;
import io.berth.deployment.design.document.VolumeGroup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lays an effective design out as the recorded one is laid out. */
final class GoldenDesign {

    private GoldenDesign() {}

    static Map<String, Object> of(EffectiveDesign design) {
        var targets = new LinkedHashMap<String, Object>();
        design.bootActions().forEach(action -> targets.put(
                action.name(),
                map("signaling", action.action().signaling(), "target_nodes_sorted", action.targets().stream().sorted().toList())));
        var region = design.region().orElseThrow();
        return map(
                "site", map(
                        "name", region.name(),
                        "authorized_keys", region.authorizedKeys().size(),
                        "repositories", region.repositories().stream().map(r -> r.name()).toList(),
                        "remove_unlisted", region.removeUnlisted()),
                "networks", each(design.networks(), GoldenDesign::network),
                "network_links", each(design.networkLinks(), GoldenDesign::link),
                "nodes", each(design.nodes(), GoldenDesign::node),
                "bootaction_targets", targets);
    }

    private static Map<String, Object> network(Network n) {
        return map(
                "name", n.name(), "cidr", n.cidr(), "vlan_id", n.vlan(), "mtu", n.mtu(), "routedomain", n.routeDomain(),
                "dns_domain", n.dnsDomain(), "dns_servers", n.dnsServers(),
                "ranges", each(n.ranges(), r -> map("type", r.type(), "start", r.start(), "end", r.end())),
                "routes", each(n.routes(), r -> {
                    var route = map("subnet", r.subnet(), "gateway", r.gateway(), "metric", r.metric());
                    if (!r.isDerived()) {
                        route.put("routedomain", r.routeDomain());
                    }
                    return route;
                }),
                "default_gateway", n.defaultGateway().orElse(null));
    }

    private static Map<String, Object> link(NetworkLink l) {
        var lacp = l.bonding() instanceof Bonding.Lacp bond ? bond : null;
        return map(
                "name", l.name(), "bonding_mode", l.bonding().mode(),
                "bonding_xmit_hash", lacp == null ? null : lacp.hash(),
                "bonding_peer_rate", lacp == null ? null : lacp.peerRate(),
                "bonding_mon_rate", lacp == null ? null : lacp.monitorMillis(),
                "bonding_up_delay", lacp == null ? null : lacp.upDelayMillis(),
                "bonding_down_delay", lacp == null ? null : lacp.downDelayMillis(),
                "mtu", l.mtu(), "linkspeed", l.linkSpeed(), "trunk_mode", l.trunked() ? "802.1q" : "disabled",
                "native_network", l.defaultNetwork(), "allowed_networks", l.allowedNetworks(), "metalabels", l.labels());
    }

    private static Map<String, Object> node(EffectiveNode n) {
        var s = n.settings();
        return map(
                "name", n.name(), "fqdn", n.fqdn(), "domain", n.domain(), "host_profile", s.hostProfile(),
                "hardware_profile", s.hardwareProfile(), "rack", s.rack(), "boot_mac", n.bootMac(),
                "primary_network", s.primaryNetwork(), "oob_type", s.oobType(), "oob_parameters", s.oobParameters(),
                "image", s.image(), "kernel", s.kernel(), "kernel_params", s.kernelParameters(),
                "kernel_param_string", n.kernelCommandLine(), "tags", s.tags(), "owner_data", s.ownerData(),
                "interfaces", each(s.interfaces(), i -> networkInterface(i, n)),
                "storage_devices", each(s.storageDevices(), GoldenDesign::device),
                "volume_groups", each(s.volumeGroups(), GoldenDesign::volumeGroup),
                "addressing", each(n.addressing(), a -> map(
                        "network", a.network(), "type", a.isDhcp() ? "dhcp" : "static", "address", a.fixed())));
    }

    private static Map<String, Object> networkInterface(NodeInterface i, EffectiveNode n) {
        var sriov = i.sriov();
        return map(
                "device_name", i.name(), "network_link", i.link(), "hardware_slaves", i.slaves(), "networks", i.networks(),
                "sriov", sriov != null,
                "vf_count", sriov == null ? null : sriov.virtualFunctions(),
                "trustedmode", sriov == null ? null : sriov.trusted(),
                "slave_selectors", each(n.selectors().get(i.name()), p -> map(
                        "selector_type", p.type(), "address", p.address(), "device_type", p.deviceType())));
    }

    private static Map<String, Object> device(StorageDevice d) {
        boolean cut = d.volumeGroup() == null;
        return map(
                "name", d.name(), "volume_group", d.volumeGroup(), "labels", d.labels().isEmpty() ? null : d.labels(),
                "partitions", !cut ? null : each(d.partitions(), p -> withFileSystem(
                        map("name", p.name(), "size", p.size(), "bootable", p.isBootable(), "volume_group", p.volumeGroup()),
                        p.fileSystem())));
    }

    private static Map<String, Object> volumeGroup(VolumeGroup g) {
        return map("name", g.name(), "logical_volumes", each(
                g.logicalVolumes(), v -> withFileSystem(map("name", v.name(), "size", v.size()), v.fileSystem())));
    }

    private static Map<String, Object> withFileSystem(Map<String, Object> of, FileSystem fileSystem) {
        of.putAll(map(
                "mountpoint", fileSystem.mountPoint(), "fstype", fileSystem.type(), "mount_options", fileSystem.mountOptions()));
        return of;
    }

    private static <T> List<Map<String, Object>> each(Collection<T> items, Function<T, Map<String, Object>> layOut) {
        return items.stream().map(layOut).toList();
    }

    static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
