package io.berth.deployment.bootaction;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.NodeInterface;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two variables that templates have, {@code node} and {@code action} (contract drydock §14.2). */
final class TemplateVariables {

    private TemplateVariables() {}

    static Map<String, Object> of(EffectiveDesign design, EffectiveNode node, ActionContext action) {
        var nodeVariables = new LinkedHashMap<String, Object>();
        nodeVariables.put("hostname", node.name());
        nodeVariables.put("domain", node.domain());
        nodeVariables.put("tags", node.tags());
        nodeVariables.put("labels", node.ownerData());
        nodeVariables.put("network", networks(design, node));
        nodeVariables.put("interfaces", interfaces(node));
        return Map.of(
                "node", nodeVariables,
                "action", Map.of(
                        "action_id", action.actionId(),
                        "action_key", action.actionKey(),
                        "report_url", action.reportUrl(),
                        "design_ref", action.designRef()));
    }

    /** Networks with a static address of the node, the primary one also as {@code default}. */
    private static Map<String, Object> networks(EffectiveDesign design, EffectiveNode node) {
        var networks = new LinkedHashMap<String, Object>();
        for (var address : node.addressing()) {
            var network = design.network(address.network());
            if (address.fixed() == null || network.isEmpty()) {
                continue;
            }
            var variables = new LinkedHashMap<String, Object>();
            variables.put("ip", address.fixed());
            variables.put("cidr", network.get().cidr());
            variables.put("dns_suffix", network.get().dnsDomain());
            networks.put(address.network(), variables);
            if (address.network().equals(node.settings().primaryNetwork())) {
                networks.put("default", variables);
            }
        }
        return networks;
    }

    private static Map<String, Object> interfaces(EffectiveNode node) {
        var interfaces = new LinkedHashMap<String, Object>();
        for (NodeInterface port : node.settings().interfaces()) {
            var sriov = port.sriov();
            var variables = new LinkedHashMap<String, Object>();
            variables.put("sriov", sriov != null);
            if (sriov != null) {
                variables.put("vf_count", sriov.virtualFunctions());
                variables.put("trustedmode", sriov.trusted());
            }
            interfaces.put(port.name(), variables);
        }
        return interfaces;
    }
}
