package io.berth.deployment.validation.rule.node;

import io.berth.deployment.design.EffectiveDesign;
import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.validation.rule.DesignRule;
import io.berth.deployment.validation.rule.Findings;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.deployment.validation.rule.PlatformOffer.NoProvisioner;
import io.berth.deployment.validation.rule.PlatformOffer.Offered;
import io.berth.deployment.validation.rule.PlatformOffer.Unreachable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Image and kernel of every node are on offer; a warning where nobody says what is. */
public final class PlatformSelection implements DesignRule {

    private static final String NO_ACCESS = "Cannot validate platform selection without accessing the node provisioner.";

    private final PlatformOffer offer;

    public PlatformSelection(PlatformOffer offer) {
        this.offer = offer;
    }

    @Override
    public String code() {
        return "DD3001";
    }

    @Override
    public String longName() {
        return "Platform Selection";
    }

    @Override
    public void check(EffectiveDesign design, Findings findings) {
        // The words run together in the real service's texts.
        switch (offer) {
            case NoProvisioner _ -> findings.warning(
                    "Platform Validation: No enabled node driver, imageand kernel selections not validated.", NO_ACCESS);
            case Unreachable _ -> findings.warning(
                    "Platform validation: Could not load images from driver, skippingimage and kernel selection validation.",
                    NO_ACCESS);
            case Offered(var kernelsByImage) -> design.nodes().forEach(node -> check(node, kernelsByImage, findings));
        }
    }

    private static void check(EffectiveNode node, Map<String, List<String>> kernelsByImage, Findings findings) {
        String image = node.settings().image();
        String kernel = node.settings().kernel();
        var kernels = image == null ? null : kernelsByImage.get(image);
        if (kernels == null) {
            findings.error(
                    "Platform Validation: invalid image " + orNone(image),
                    "Select a valid image from: " + String.join(",", kernelsByImage.keySet()),
                    node.reference());
        } else if (kernel == null || !kernels.contains(kernel)) {
            findings.error(
                    "Platform Validation: invalid kernel " + orNone(kernel),
                    "Select a valid kernel from: " + String.join(",", kernels),
                    node.reference());
        }
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "None" : value;
    }
}
