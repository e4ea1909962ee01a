package io.berth.deployment.validation.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What whoever installs operating systems can install (contract drydock §16.5). */
public sealed interface PlatformOffer {

    /** Nobody is configured who could say. */
    record NoProvisioner() implements PlatformOffer {}

    /** The provisioner did not answer. */
    record Unreachable() implements PlatformOffer {}

    /** Kernels by image, in the order in which to name them. */
    record Offered(Map<String, List<String>> kernelsByImage) implements PlatformOffer {
        public Offered {
            kernelsByImage = Collections.unmodifiableMap(new LinkedHashMap<>(kernelsByImage));
        }
    }
}
