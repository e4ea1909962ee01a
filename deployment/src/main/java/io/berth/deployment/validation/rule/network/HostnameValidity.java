package io.berth.deployment.validation.rule.network;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import java.util.regex.Pattern;

/** Full host names keep RFC 1035's lengths and letters. */
public final class HostnameValidity implements DesignRule {

    /** RFC 1035 §2.3.4. */
    private static final int MAX_NAME = 255;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9-]{1,63}");

    @Override
    public String code() {
        return "DD3003";
    }

    @Override
    public String longName() {
        return "Hostname Validity";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        design.nodes().stream().filter(node -> node.fqdn().length() > MAX_NAME).forEach(node -> findings.error(
                "FQDN " + node.fqdn() + " is invalid, greater than 255 characters.",
                "RFC 1035 requires full DNS names to be < 256 characters.",
                node.reference()));
        for (var node : design.nodes()) {
            for (String label : node.fqdn().split("\\.", -1)) {
                if (!LABEL.matcher(label).matches()) {
                    findings.error(
                            "FQDN %s is invalid - label '%s' is invalid.".formatted(node.fqdn(), label),
                            "RFC 1035 requires each label in a DNS name to be <= 63 characters and contain only A-Z, a-z, 0-9, and hyphens.",
                            node.reference());
                }
            }
        }
    }
}
