package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;

/** A virtual machine's node names its hypervisor, reached by SSH, and its boot MAC. */
public final class LibvirtConfiguration implements DesignRule {

    @Override
    public String code() {
        return "DD4002";
    }

    @Override
    public String longName() {
        return "Valid Libvirt Configuration";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        for (var node : design.nodes()) {
            if (!"libvirt".equals(node.settings().oobType())) {
                continue;
            }
            String uri = node.settings().oobParameters().getOrDefault("libvirt_uri", "");
            if (uri.isEmpty()) {
                findings.error(
                        "OOB parameter libvirt_uri missing for node " + node.name() + ".",
                        "Provide libvirt URI to node hypervisor.",
                        node.reference());
            } else if (!uri.startsWith("qemu+ssh")) {
                findings.error(
                        "OOB parameter libvirt_uri has invalid scheme.",
                        "Only scheme 'qemu+ssh' is supported.",
                        node.reference());
            }
            if (node.bootMac() == null || node.bootMac().isEmpty()) {
                findings.error(
                        "libvirt-based node requries defined boot MAC address.",
                        "Specify the node's PXE MAC address in metadata.boot_mac",
                        node.reference());
            }
        }
    }
}
